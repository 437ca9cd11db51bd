import { basename } from 'node:path'
import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { placeOf } from '../audit/headlines.ts'
import { checkPassword } from '../audit/password-check.ts'
import type { Config } from '../config.ts'
import { render } from '../core/message.ts'
import type { Rating } from '../core/rating.ts'
import { Refusal } from '../core/refusal.ts'
import { faultsOf } from '../core/schema-fault.ts'
import { openPolicies, readPolicies, readPolicyFiles, renderPolicySchema } from '../policies.ts'
import { readShelf } from '../shelf.ts'
import { rate } from '../strength/rating.ts'
import { exitCodes } from './exit-codes.ts'
import { readTextFile } from './records.ts'
import { callService } from './rest.ts'
import { headsOf, renderTable } from './table.ts'
import { paint, terminal } from './terminal.ts'

/** Reads all policy files, and the people file where one is set, strictly; refuses with file, line and what to write. */
export async function check(config: Config): Promise<number> {
  const policies = readPolicies(await readPolicyFiles(config.policiesFolder), await readShelf('rules'))
  const rows = [...policies.values()].map(({ name, profile, rules }) => [
    name,
    profile,
    String(Object.values(rules).filter(({ enabled }) => enabled).length),
  ])
  terminal.out.write(renderTable(headsOf(config.language, ['policy', 'profile', 'rules-on']), rows))
  await checkPeople(config)
  return exitCodes.yes
}

async function checkPeople({ peopleFile, language, timeZone }: Config): Promise<void> {
  if (peopleFile === undefined) return
  const { openPeopleFile } = await import('../reminders/people-file.ts')
  await openPeopleFile(peopleFile, await readShelf('channels'), { language, timeZone })
  terminal.err.write(`${render(language, 'people-good', { file: peopleFile })}\n`)
}

/** What a test file says: invented passwords and the rules they must break, or none. */
const caseFile = z.strictObject({
  policy: z.string(),
  cases: z
    .array(
      z.strictObject({
        name: z.string(),
        password: z.string(),
        userInputs: z.array(z.string()).default([]),
        breaks: z.array(z.string()).default([]),
      }),
    )
    .min(1),
})

/** Holds invented passwords to a policy and compares the broken rules with those the file names; exit 1 on a difference. */
export async function test(config: Config, files: readonly string[]): Promise<number> {
  const rules = await readShelf('rules')
  const policies = readPolicies(await readPolicyFiles(config.policiesFolder), rules)
  const named = (name: string) => {
    const policy = policies.get(name)
    if (policy === undefined) {
      throw new Refusal('not-found', 'policy-unknown', { name, known: [...policies.keys()].join(', ') })
    }
    return policy
  }
  let failed = 0
  for (const file of files) {
    const { policy, cases } = await readCases(file)
    for (const { name, password, userInputs, breaks } of cases) {
      const rating: Rating = rate(password, [...userInputs, ...named(policy).companyWords])
      const parts = { policies: { named: () => named(policy) }, rules, clock: () => new Date().toISOString() }
      const found = checkPassword(parts, rating)
        .violations.map(({ rule }) => rule)
        .sort()
      const same = found.join() === [...breaks].sort().join()
      if (!same) failed += 1
      const listed = (rules: readonly string[]) =>
        rules.join(', ') || render(config.language, 'policy-case-none')
      const verdict = same
        ? paint(terminal.out, 'green', render(config.language, 'policy-case-same'))
        : paint(
            terminal.out,
            'red',
            render(config.language, 'policy-case-differs', {
              expected: listed(breaks),
              broken: listed(found),
            }),
          )
      terminal.out.write(`${policy}: ${name}: ${verdict}\n`)
    }
  }
  return failed === 0 ? exitCodes.yes : exitCodes.no
}

async function readCases(file: string): Promise<z.infer<typeof caseFile>> {
  const read = caseFile.safeParse(readYaml(file, await readTextFile(file)))
  if (read.success) return read.data
  throw new Refusal(
    'invalid',
    'policy-cases',
    { file },
    read.error.issues.flatMap(issue => faultsOf(issue, '', 'file')),
  )
}

/** Never passes on the parser's own message, which quotes the line. */
function readYaml(file: string, text: string): unknown {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [error] = document.errors
  if (error === undefined) return document.toJS()
  const at = `line ${lines.linePos(error.pos[0]).line}`
  const fault = { at, key: 'policy-cases-yaml', values: { what: error.code } } as const
  throw new Refusal('invalid', 'policy-cases', { file }, [fault])
}

/** Prints what a policy asks for and where each value comes from. */
export async function explain(config: Config, name: string): Promise<number> {
  const policies = await openPolicies(config.policiesFolder, await readShelf('rules'))
  try {
    for (const line of policies.explain(name, config.language)) terminal.out.write(`${line}\n`)
  } finally {
    await policies.close()
  }
  return exitCodes.yes
}

interface Difference {
  readonly system?: string
  readonly server?: string
  readonly login?: string
  readonly newlyBroken: readonly string[]
  readonly noLonger: readonly string[]
  readonly newlyUnknown: readonly string[]
}

interface WhatIfAnswer {
  readonly accounts: number
  readonly changed: readonly Difference[]
  readonly systems: readonly Difference[]
  readonly servers: readonly Difference[]
}

/** Asks the running service whom this policy file would newly catch if it took the place of the one of its name. */
export async function whatIf(config: Config, file: string): Promise<number> {
  const body = { name: basename(file).replace(/\.ya?ml$/, ''), text: await readTextFile(file) }
  const answer = (await callService(config, '/policies/what-if', { method: 'POST', body }))
    .body as WhatIfAnswer
  const rows = [...answer.servers, ...answer.systems, ...answer.changed].map(
    ({ newlyBroken, noLonger, newlyUnknown, ...about }) => [
      placeOf(about),
      ...[newlyBroken, noLonger, newlyUnknown].map(rules => rules.join(' ')),
    ],
  )
  const head = headsOf(config.language, ['where', 'newly-caught', 'no-longer-caught', 'untold'])
  terminal.out.write(renderTable(head, rows))
  const values = { changed: answer.changed.length, accounts: answer.accounts }
  terminal.err.write(`${render(config.language, 'policy-what-if', values)}\n`)
  return exitCodes.yes
}

/** Prints the JSON Schema that editors check policy files against. */
export async function schema(): Promise<number> {
  terminal.out.write(renderPolicySchema(await readShelf('rules')))
  return exitCodes.yes
}
