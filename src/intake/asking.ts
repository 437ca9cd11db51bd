import { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type { IntakeMessage, OldPassword } from './protocol.ts'

/** Where answers come in. */
export const answersDescriptor = 3

/** Opens the way on which the reading child asks for old passwords, some logins at a time. */
export function openAsking(
  say: (message: IntakeMessage) => Promise<void>,
): (logins: readonly string[]) => Promise<readonly (OldPassword | null)[]> {
  const waiting: ((old: readonly (OldPassword | null)[]) => void)[] = []
  const answers = new Socket({ fd: answersDescriptor, readable: true, writable: false })
  createInterface({ input: answers }).on('line', line => waiting.shift()?.(JSON.parse(line)))
  return async logins => {
    const { promise, resolve } = Promise.withResolvers<readonly (OldPassword | null)[]>()
    waiting.push(resolve)
    await say({ type: 'asks', logins })
    return promise
  }
}
