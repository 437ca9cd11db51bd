import { randomInt } from 'node:crypto'
import { makePasswords, type PasswordOrder } from '../audit/password-making.ts'
import type { Config } from '../config.ts'
import { render } from '../core/message.ts'
import { Refusal } from '../core/refusal.ts'
import { readPolicies, readPolicyFiles } from '../policies.ts'
import { readShelf } from '../shelf.ts'
import { rate } from '../strength/rating.ts'
import { exitCodes } from './exit-codes.ts'
import { headsOf, renderTable } from './table.ts'
import { terminal } from './terminal.ts'

interface GenerateFlags extends PasswordOrder {
  readonly policy: string
  readonly output: 'plain' | 'table' | 'json'
}

/**
 * Makes passwords that a policy accepts, without a server; they are printed, and nowhere else. Plain output is one a
 * line, with what they are worth on standard error.
 */
export async function runGenerate(config: Config, flags: GenerateFlags): Promise<number> {
  const rules = await readShelf('rules')
  const policies = readPolicies(await readPolicyFiles(config.policiesFolder), rules)
  const policy = policies.get(flags.policy)
  if (policy === undefined) {
    throw new Refusal('not-found', 'policy-unknown', {
      name: flags.policy,
      known: [...policies.keys()].join(', '),
    })
  }
  const parts = {
    rules,
    policies: { named: () => policy },
    clock: () => new Date().toISOString(),
    rate: async (password: string, userInputs: readonly string[]) => rate(password, userInputs),
    random: (below: number) => randomInt(below),
  }
  const made = await makePasswords(parts, flags)
  if (flags.output === 'json') terminal.out.write(`${JSON.stringify({ passwords: made }, null, 2)}\n`)
  else if (flags.output === 'table') {
    const rows = made.map(({ password, kind, bits, score }) => [password, kind, String(bits), String(score)])
    terminal.out.write(renderTable(headsOf(config.language, ['password', 'kind', 'bits', 'score']), rows))
  } else {
    for (const { password } of made) terminal.out.write(`${password}\n`)
    const [{ bits } = { bits: 0 }] = made
    terminal.err.write(`${render(config.language, 'generator-made', { bits, policy: policy.name })}\n`)
  }
  return exitCodes.yes
}
