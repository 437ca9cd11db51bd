import { text } from 'node:stream/consumers'
import type { Config } from '../config.ts'
import { render } from '../core/message.ts'
import { Refusal } from '../core/refusal.ts'
import { exitCodes } from './exit-codes.ts'
import { absentIfEmpty, askPassword, lineOf, openPasswords } from './password-input.ts'
import { print } from './records.ts'
import { callService } from './rest.ts'

interface PasswordFiles {
  readonly oldFile?: string
  readonly newFile?: string
}

interface Passwords {
  readonly oldPassword: string | undefined
  readonly newPassword: string | undefined
}

/** Has a rotation proved by asking its system; the passwords come from a prompt, two lines of stdin, or files. */
export async function runVerify(config: Config, id: string, files: PasswordFiles): Promise<number> {
  const body = await readPasswords(config, files)
  const answer = await callService(config, `/rotation-tasks/${id}/verify`, { method: 'POST', body })
  return print(answer.body)
}

/** Has the old password of a proved task tried again; it comes from a prompt, a line of stdin, or a file. Yes: refused. */
export async function runRecheck(
  config: Config,
  id: string,
  { oldFile }: Pick<PasswordFiles, 'oldFile'>,
): Promise<number> {
  const body = { oldPassword: await openPasswords()(render(config.language, 'cli-old-password'), oldFile) }
  const answer = await callService(config, `/rotation-tasks/${id}/recheck`, { method: 'POST', body })
  print(answer.body)
  const { recheck } = answer.body as { readonly recheck: { readonly answer: string } | null }
  return recheck?.answer === 'refused' ? exitCodes.yes : exitCodes.no
}

async function readPasswords({ language }: Config, { oldFile, newFile }: PasswordFiles): Promise<Passwords> {
  if (oldFile !== undefined || newFile !== undefined) {
    const [oldPassword, newPassword] = await Promise.all([lineOf(oldFile), lineOf(newFile)])
    return { oldPassword, newPassword }
  }
  if (process.stdin.isTTY) {
    return {
      oldPassword: await askPassword(render(language, 'cli-old-password')),
      newPassword: await askPassword(render(language, 'cli-new-password')),
    }
  }
  const [oldPassword = '', newPassword = '', ...rest] = (await text(process.stdin)).split(/\r?\n/)
  if (rest.some(line => line !== '')) throw new Refusal('invalid', 'cli-verify-lines')
  return { oldPassword: absentIfEmpty(oldPassword), newPassword: absentIfEmpty(newPassword) }
}
