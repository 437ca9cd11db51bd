import { usualLadder } from './ladder.ts'
import { nearest } from './nearest.ts'
import type { LadderStep, LoginDenial, Policy, PolicyRule, Profile } from './policy.ts'
import { faultsOf, type SheetSource, sheetFault } from './policy-fault.ts'
import { type PolicySchema, type PolicySheet, policySchema, readSheet } from './policy-sheet.ts'
import { profileSheets } from './profiles.ts'
import { type Fault, Refusal, spokenPlace } from './refusal.ts'
import { type ReminderLadder, usualReminders } from './reminder.ts'
import { type TaskCause, taskCauses } from './rotation.ts'
import type { Rule } from './rule.ts'
import type { Throttle } from './throttle.ts'

/** Where a value of a policy was written. */
export type Origin =
  | { readonly from: 'default' }
  | { readonly from: 'profile'; readonly name: Profile }
  | { readonly from: 'file'; readonly name: string }

/** One thing that has a say in a policy; later layers win. */
export interface Layer {
  readonly origin: Origin
  readonly sheet: PolicySheet
}

/** A policy, and the layers it was made from: defaults, profile, then the files from the farthest ancestor to itself. */
export interface LayeredPolicy {
  readonly policy: Policy
  readonly layers: readonly Layer[]
}

type Rules = ReadonlyMap<string, Rule>
type Read = ReadonlyMap<string, { readonly source: SheetSource; readonly sheet: PolicySheet }>

const fallbackProfile: Profile = 'nist-r4'
const usualMinLength = 15
const usualMinScore = 3
const usualStaleAfterDays = 35

const usualDelayAfterFailures = 3
const usualForgetAfterMinutes = 60

const usualDenial: LoginDenial = { causes: [], graceDays: 14, from: 'outside', ownNetworks: [] }

const nothing = { rules: {}, ladder: {}, companyWords: [], closingDays: [] }
const defaults: Layer = { origin: { from: 'default' }, sheet: { ...nothing, ladder: usualLadder } }

/**
 * Reads all files of a folder together and folds `extends` and profiles in. All or nothing: refuses
 * (`policy-faults`) with every unknown key, rule and option, wrong value, missing parent, circle, and rotation
 * by age that nobody demands (law 7), each with file and line. There must be a `base`.
 */
export function readLayeredPolicies(
  sources: readonly SheetSource[],
  rules: Rules,
): ReadonlyMap<string, LayeredPolicy> {
  const schema = policySchema(rules)
  const faults: Fault[] = []
  const read = new Map<string, { source: SheetSource; sheet: PolicySheet }>()
  for (const source of sources) {
    const sheet = readSheet(source, schema)
    if (isFaults(sheet)) faults.push(...sheet)
    else read.set(source.name, { source, sheet })
  }
  // A broken file has no say about who extends it: its own faults come first.
  if (faults.length === 0) faults.push(...lineageFaults(read))
  refuseIf(faults)
  if (!read.has('base')) throw new Refusal('invalid', 'policy-no-base')
  const policies = [...read].map(([name, { source }]) => {
    const layers = layersOf(name, read)
    faults.push(...ageFaults(layers, source), ...optionFaults(layers, source, rules, schema))
    return { name, layers }
  })
  refuseIf(faults)
  return new Map(
    policies.map(({ name, layers }) => [name, { policy: foldLayers(name, layers, rules), layers }]),
  )
}

/** Refuses with these faults of the policy files (or the people file), naming the first place, unless there are none. */
export function refuseIf(
  faults: readonly Fault[],
  key: 'policy-faults' | 'people-faults' = 'policy-faults',
): void {
  const [first] = faults
  if (first === undefined) return
  throw new Refusal('invalid', key, { count: faults.length, at: spokenPlace(first.at) }, faults)
}

/** The last layer that says something, with what it says. */
export function lastSaid<T>(
  layers: readonly Layer[],
  ask: (sheet: PolicySheet) => T | undefined,
): { readonly value: T; readonly origin: Origin } | undefined {
  for (const { origin, sheet } of layers.toReversed()) {
    const value = ask(sheet)
    if (value !== undefined) return { value, origin }
  }
  return undefined
}

function isFaults(read: PolicySheet | readonly Fault[]): read is readonly Fault[] {
  return Array.isArray(read)
}

function lineageFaults(read: Read): readonly Fault[] {
  const names = [...read.keys()]
  return [...read].flatMap(([name, { source, sheet }]) => {
    const parent = sheet.extends
    if (parent === undefined) return []
    if (!read.has(parent)) {
      const meant = nearest(parent, names)
      const values = { parent, known: names.join(', '), ...(meant === undefined ? {} : { nearest: meant }) }
      const key = meant === undefined ? 'policy-no-parent' : 'policy-misspelt-parent'
      return [sheetFault(source, ['extends'], key, values)]
    }
    const line = lineage(name, read)
    const circle = line.indexOf(line.at(-1) ?? '') < line.length - 1
    return circle ? [sheetFault(source, ['extends'], 'policy-circle', { circle: line.join(' → ') })] : []
  })
}

/** The policy, its parent, and so on; ends with a name that was already there if they go in a circle. */
function lineage(name: string, read: Read): readonly string[] {
  const line = [name]
  for (let next = read.get(name)?.sheet.extends; next !== undefined; next = read.get(next)?.sheet.extends) {
    line.push(next)
    if (line.indexOf(next) < line.length - 1) break
  }
  return line
}

function layersOf(name: string, read: Read): readonly Layer[] {
  const files = lineage(name, read)
    .toReversed()
    .flatMap(file => {
      const sheet = read.get(file)?.sheet
      return sheet === undefined ? [] : [{ origin: { from: 'file', name: file }, sheet } satisfies Layer]
    })
  const profile = lastSaid(files, sheet => sheet.profile)?.value ?? fallbackProfile
  const demands: Layer = {
    origin: { from: 'profile', name: profile },
    sheet: { ...nothing, rules: profileSheets[profile].rules },
  }
  return [defaults, demands, ...files]
}

/** Told once, in the file that switches the step on. */
function ageFaults(layers: readonly Layer[], source: SheetSource): readonly Fault[] {
  const step = lastSaid(layers, ({ ladder }) => ladder.age)
  if (step === undefined || step.value === 'off') return []
  const demanded = lastSaid(layers, ({ rotationByAge }) => rotationByAge) !== undefined
  const here = step.origin.from === 'file' && step.origin.name === source.name
  return demanded || !here ? [] : [sheetFault(source, ['ladder', 'age'], 'policy-age-undemanded')]
}

/** Options that are fine one by one and wrong together (a child's with its parent's). */
function optionFaults(
  layers: readonly Layer[],
  source: SheetSource,
  rules: Rules,
  schema: PolicySchema,
): readonly Fault[] {
  return [...rules.values()].flatMap(({ id, options }) => {
    const read = options.safeParse(writtenOptions(layers, id))
    if (read.success) return []
    const issues = read.error.issues.map(issue => ({
      ...issue,
      path: ['rules', id, 'options', ...issue.path],
    }))
    return faultsOf(issues, source, schema)
  })
}

function foldLayers(name: string, layers: readonly Layer[], rules: Rules): Policy {
  const folded = Object.fromEntries([...rules.values()].map(rule => [rule.id, foldRule(rule, layers)]))
  const age = lastSaid(layers, ({ rotationByAge }) => rotationByAge)?.value
  const denial = lastSaid(layers, ({ denyAtLogin }) => denyAtLogin)?.value
  return {
    name,
    profile: lastSaid(layers, ({ profile }) => profile)?.value ?? fallbackProfile,
    rules: folded,
    ladder: foldLadder(layers),
    ...(age === undefined ? {} : { rotationByAgeDemandedBy: age.demandedBy }),
    minScore: numberOption(folded['PW-07'], 'minScore', usualMinScore) as Policy['minScore'],
    minLength: numberOption(folded['PW-06'], 'minLength', usualMinLength),
    companyWords: [...new Set(layers.flatMap(({ sheet }) => sheet.companyWords))],
    closingDays: [...new Set(layers.flatMap(({ sheet }) => sheet.closingDays))].sort(),
    staleAfterDays: lastSaid(layers, ({ staleAfterDays }) => staleAfterDays)?.value ?? usualStaleAfterDays,
    denyUnknownLogins: lastSaid(layers, sheet => sheet.denyUnknownLogins)?.value === 'on',
    throttle: foldThrottle(layers, folded['AC-12']),
    reminders: foldReminders(layers),
    recheck: foldRecheck(layers),
    ...(denial === undefined || denial === 'off' ? {} : { denyAtLogin: { ...usualDenial, ...denial } }),
  }
}

function foldRule(rule: Rule, layers: readonly Layer[]): PolicyRule {
  const severity = lastSaid(layers, ({ rules }) => rules[rule.id]?.severity)?.value
  return {
    enabled: lastSaid(layers, ({ rules }) => rules[rule.id]?.enabled)?.value ?? rule.offByDefault !== true,
    options: rule.options.parse(writtenOptions(layers, rule.id)),
    ...(severity === undefined ? {} : { severity }),
  }
}

/** Where the policy does not say otherwise, the gates stop guessing as the rule about lockout asks of the systems. */
function foldThrottle(layers: readonly Layer[], lockout: PolicyRule | undefined): Throttle {
  const said = (name: keyof Throttle) => lastSaid(layers, ({ throttle }) => throttle?.[name])?.value
  const mostFailures = numberOption(lockout, 'maxFailures', 100)
  const denyAfterFailures = said('denyAfterFailures') ?? Math.min(mostFailures, 100)
  const minutes = Math.max(usualForgetAfterMinutes, numberOption(lockout, 'minMinutes', 0))
  return {
    delayAfterFailures: Math.min(said('delayAfterFailures') ?? usualDelayAfterFailures, denyAfterFailures),
    denyAfterFailures,
    forgetAfterMinutes: said('forgetAfterMinutes') ?? minutes,
  }
}

function foldReminders(layers: readonly Layer[]): ReminderLadder {
  const ladder = Object.assign({}, usualReminders, ...layers.map(({ sheet }) => sheet.reminders))
  return { ...ladder, beforeDue: [...new Set<number>(ladder.beforeDue)].sort((one, other) => other - one) }
}

function foldRecheck(layers: readonly Layer[]): Policy['recheck'] {
  const days = lastSaid(layers, ({ recheck }) => recheck)?.value.afterDays ?? []
  return { afterDays: [...new Set(days)].sort((one, other) => one - other) }
}

function writtenOptions(layers: readonly Layer[], id: string): Readonly<Record<string, unknown>> {
  return Object.assign({}, ...layers.map(({ sheet }) => sheet.rules[id]?.options))
}

function foldLadder(layers: readonly Layer[]): Policy['ladder'] {
  const steps = taskCauses.map(cause => [
    cause,
    lastSaid(layers, ({ ladder }) => ladder[cause])?.value ?? 'off',
  ])
  return Object.fromEntries(steps) as Record<TaskCause, LadderStep>
}

function numberOption(rule: PolicyRule | undefined, option: string, fallback: number): number {
  const value = (rule?.options as Readonly<Record<string, unknown>> | undefined)?.[option]
  return typeof value === 'number' ? value : fallback
}
