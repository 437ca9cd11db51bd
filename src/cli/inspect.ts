import type { Config } from '../config.ts'
import { exitCodes } from './exit-codes.ts'
import { print } from './records.ts'
import { callService } from './rest.ts'
import { say } from './saying.ts'

/** Has a system's endpoints inspected and prints what they said; exit 3, and on stderr why, where none of them said anything. */
export async function runInspect(config: Config, system: string): Promise<number> {
  const { body } = await callService(config, `/systems/${system}/inspection`, { method: 'POST', body: {} })
  print(body)
  const { items } = body as { readonly items: readonly { readonly problem: string | null }[] }
  if (items.some(({ problem }) => problem === null)) return exitCodes.yes
  if (items.length === 0) say(config, 'cli-inspect-nobody', { system })
  else say(config, 'cli-inspect-silent', { system, problems: items.map(({ problem }) => problem).join(', ') })
  return exitCodes.notAssessed
}
