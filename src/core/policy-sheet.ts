import { z } from 'zod'
import { readStep, stepPattern } from './ladder.ts'
import { readNetwork } from './network.ts'
import { denialCauses, type LadderStep, type LoginDenial, type Profile, profiles } from './policy.ts'
import { faultsOf, type SheetSource } from './policy-fault.ts'
import type { RecheckDays } from './recheck.ts'
import type { Fault } from './refusal.ts'
import type { ReminderLadder } from './reminder.ts'
import { type TaskCause, taskCauses } from './rotation.ts'
import type { Rule } from './rule.ts'
import { type Severity, severities } from './severity.ts'
import type { Throttle } from './throttle.ts'

/** What a file or profile says of one rule; options it does not name are inherited. */
export interface RuleSetting {
  readonly enabled?: boolean
  readonly severity?: Severity
  readonly options?: Readonly<Record<string, unknown>>
}

/** What one policy file says, before `extends` and profile are folded in. */
export interface PolicySheet {
  readonly extends?: string
  readonly profile?: Profile
  readonly rules: Readonly<Record<string, RuleSetting>>
  readonly ladder: Readonly<Partial<Record<TaskCause, LadderStep>>>
  /** Who demands rotation by age, and after how many days; turns LC-07 on for every system of the policy. */
  readonly rotationByAge?: { readonly demandedBy: string; readonly days: number }
  readonly companyWords: readonly string[]
  readonly closingDays: readonly string[]
  readonly staleAfterDays?: number
  readonly denyAtLogin?: Partial<LoginDenial> | 'off'
  readonly denyUnknownLogins?: 'on' | 'off'
  readonly throttle?: Partial<Throttle>
  readonly reminders?: Partial<ReminderLadder>
  readonly recheck?: RecheckDays
}

/** How policies are named, in files and in `extends`. */
export const policyName = /^[a-z0-9][a-z0-9-]{0,62}$/

/** Time to change a password that has become too old, where only the age itself is demanded. */
const ageStep: LadderStep = { days: 30 }

type Rules = ReadonlyMap<string, Rule>

/** What may stand in a policy file; unknown keys, rules and options are refused. Also the source of the editors' JSON Schema. */
export function policySchema(rules: Rules) {
  const settings = [...rules.values()].map(rule => [rule.id, ruleSchema(rule).optional()])
  const step = z.string().regex(stepPattern, { error: 'policy-step' }).optional()
  return z.strictObject({
    extends: z
      .string()
      .regex(policyName, { error: 'policy-name' })
      .optional()
      .describe('Name of the policy this one builds on; whatever is not written here comes from there.'),
    profile: z
      .enum(profiles)
      .optional()
      .describe('Whose demands apply where neither this file nor one it extends says otherwise.'),
    rules: z
      .strictObject(Object.fromEntries(settings))
      .optional()
      .describe('By rule: `on`, `off`, or what differs from the rule as inherited.'),
    ladder: z
      .strictObject(Object.fromEntries(taskCauses.map(cause => [cause, step])))
      .optional()
      .describe(
        'How soon a password must be changed, by cause: `off`, `today`, `14 days`, `3 business days`.',
      ),
    rotationByAge: z
      .strictObject({ demandedBy: z.string().trim().min(1), days: z.int().min(1).max(3650) })
      .optional()
      .describe('Rotation by age; off unless somebody who demands it is named here.'),
    minScore: z
      .int()
      .min(0)
      .max(4)
      .optional()
      .describe('Smallest strength (0–4) a password must have; short for the option minScore of PW-07.'),
    minLength: z
      .int()
      .min(1)
      .max(64)
      .optional()
      .describe('Fewest characters of a password without MFA; short for the option minLength of PW-06.'),
    companyWords: z
      .array(z.string().trim().min(2))
      .optional()
      .describe('Names, brands, phone numbers that make a password guessable; added to the inherited ones.'),
    closingDays: z
      .array(z.iso.date({ error: 'policy-date' }))
      .optional()
      .describe("The company's own closing days (YYYY-MM-DD); added to the inherited ones."),
    staleAfterDays: z.int().min(1).max(3650).optional().describe('An account list older than this is stale.'),
    denyAtLogin: denialSchema.optional(),
    denyUnknownLogins: z
      .enum(['on', 'off'])
      .optional()
      .describe(
        'Keep out, where the system enforces, logins that its latest list does not name, if that list was read whole.',
      ),
    throttle: throttleSchema,
    reminders: remindersSchema.optional(),
    recheck: recheckSchema.optional(),
  })
}

export type PolicySchema = ReturnType<typeof policySchema>

/** The JSON Schema (draft 7, which editors read) of a policy file. */
export function policyJsonSchema(rules: Rules): object {
  const schema = z.toJSONSchema(policySchema(rules), { io: 'input', target: 'draft-7' })
  return { ...schema, title: 'Kagimori policy' }
}

/** Reads one file's value; answers what it says, or every fault with its line. */
export function readSheet(source: SheetSource, schema: PolicySchema): PolicySheet | readonly Fault[] {
  const read = schema.safeParse(source.value)
  if (!read.success) return faultsOf(read.error.issues, source, schema)
  // What was written, not what the schema made of it: the schema fills in every option's default.
  const written = source.value as z.input<PolicySchema>
  const {
    minScore,
    minLength,
    rules: settings = {},
    ladder = {},
    companyWords,
    closingDays,
    ...rest
  } = written
  const shorthands: Readonly<Record<string, RuleSetting>> = {
    ...(minLength === undefined ? {} : { 'PW-06': { options: { minLength } } }),
    ...(minScore === undefined ? {} : { 'PW-07': { options: { minScore } } }),
    ...(rest.rotationByAge === undefined ? {} : ageRules(rest.rotationByAge)),
  }
  const sheet = {
    ...rest,
    rules: mergeSettings(shorthands, Object.fromEntries(Object.entries(settings).map(readSetting))),
    ladder: {
      ...(rest.rotationByAge === undefined ? {} : { age: ageStep }),
      ...Object.fromEntries(Object.entries(ladder).map(([cause, text]) => [cause, readStep(String(text))])),
    },
    companyWords: companyWords ?? [],
    closingDays: closingDays ?? [],
  }
  return sheet as PolicySheet
}

const daysOverdue = z.int().min(1).max(365)

const remindersSchema = z
  .strictObject({
    beforeDue: z.array(z.int().min(1).max(365)).max(10).optional(),
    everyDaysOverdue: daysOverdue.optional(),
    managerAfter: daysOverdue.optional(),
    administratorAfter: daysOverdue.optional(),
  })
  .describe('When reminders of a task are sent, in business days before and after it is due.')

const throttleSchema = z
  .strictObject({
    delayAfterFailures: z.int().min(1).max(100).optional(),
    denyAfterFailures: z.int().min(1).max(100).optional(),
    forgetAfterMinutes: z.int().min(1).max(1440).optional(),
  })
  .optional()
  .describe('When failed logins in a row are slowed down, stopped and forgotten; denied as AC-12 says.')

const recheckSchema = z
  .strictObject({ afterDays: z.array(z.int().min(1).max(365)).max(12) })
  .describe(
    'Days after a proof on which the old password is tried again. Until then it is kept, sealed; off unless asked for.',
  )

const denialSchema = z
  .union([
    z.literal('off'),
    z.strictObject({
      causes: z.array(z.enum(denialCauses)).min(1),
      graceDays: z.int().min(0).max(365).optional(),
      from: z.enum(['outside', 'everywhere']).optional(),
      ownNetworks: z.array(z.string().refine(isNetwork, { error: 'policy-network' })).optional(),
    }),
  ])
  .describe(
    'Logins to keep out, where the system enforces, while they use a password known to be bad: `off`, or its causes.',
  )

function isNetwork(text: string): boolean {
  try {
    return readNetwork(text).text.length > 0
  } catch {
    return false
  }
}

function ruleSchema(rule: Rule) {
  return z
    .union([
      z.enum(['on', 'off']),
      z.strictObject({
        enabled: z.boolean().optional(),
        severity: z.enum(severities).optional(),
        options: rule.options.optional(),
      }),
    ])
    .describe(rule.title.en)
}

/** Age is demanded of every system of the policy, and then forcing it is no longer without need. */
function ageRules({ demandedBy, days }: { demandedBy: string; days: number }): Record<string, RuleSetting> {
  return {
    'LC-07': { enabled: true, options: { maxAgeDays: days, cardholderDataOnly: false } },
    'LC-09': { options: { demandedBy } },
  }
}

function readSetting([id, setting]: [string, unknown]): [string, RuleSetting] {
  if (setting === 'on' || setting === 'off') return [id, { enabled: setting === 'on' }]
  return [id, setting as RuleSetting]
}

/** What the second says wins, option by option. */
function mergeSettings(
  first: Readonly<Record<string, RuleSetting>>,
  second: Readonly<Record<string, RuleSetting>>,
): Readonly<Record<string, RuleSetting>> {
  const ids = [...new Set([...Object.keys(first), ...Object.keys(second)])]
  return Object.fromEntries(
    ids.map(id => {
      const options = { ...first[id]?.options, ...second[id]?.options }
      return [id, { ...first[id], ...second[id], ...(Object.keys(options).length === 0 ? {} : { options }) }]
    }),
  )
}
