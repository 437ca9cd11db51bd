import type { RecheckDays } from './recheck.ts'
import type { ReminderLadder } from './reminder.ts'
import type { TaskCause } from './rotation.ts'
import type { Severity } from './severity.ts'
import type { Throttle } from './throttle.ts'

export const profiles = ['nist-r4', 'pci-4.0.1', 'cis-ig1', 'jp-sme'] as const
export type Profile = (typeof profiles)[number]

/** How soon a task is due: calendar days, business days, or never opened. */
export type LadderStep = { readonly days: number } | { readonly businessDays: number } | 'off'

/** A rule as a policy wants it. `options` are complete (the rule's defaults filled in). */
export interface PolicyRule {
  readonly enabled: boolean
  readonly severity?: Severity
  readonly options: unknown
}

/** Known weaknesses of a password that may keep a login out. */
export const denialCauses = ['default', 'leaked', 'overdue'] as const

/** Which logins with a password known to be bad are refused in `enforce`, and from where. */
export interface LoginDenial {
  readonly causes: readonly (typeof denialCauses)[number][]
  /** Days after the task was opened (`overdue`: was due) before anybody is kept out. */
  readonly graceDays: number
  /** `outside`: from public addresses that are in none of `ownNetworks`. */
  readonly from: 'outside' | 'everywhere'
  readonly ownNetworks: readonly string[]
}

/** A policy after `extends` and profile are folded in; complete, immutable. */
export interface Policy {
  readonly name: string
  readonly profile: Profile
  readonly rules: Readonly<Record<string, PolicyRule>>
  readonly ladder: Readonly<Record<TaskCause, LadderStep>>
  /** Who demands rotation by age; required when the ladder's `age` step is on (law 7). */
  readonly rotationByAgeDemandedBy?: string
  /** Smallest score a new password must have. */
  readonly minScore: 0 | 1 | 2 | 3 | 4
  readonly minLength: number
  /** Names, brands, phone numbers and the like that make a password guessable. */
  readonly companyWords: readonly string[]
  /** The company's own closing days, `YYYY-MM-DD`. */
  readonly closingDays: readonly string[]
  /** A list older than this is stale. */
  readonly staleAfterDays: number
  /** Absent: no login is refused for its password. */
  readonly denyAtLogin?: LoginDenial
  /** In `enforce` nobody comes in by a login that the latest complete list of the system does not name. */
  readonly denyUnknownLogins: boolean
  readonly throttle: Throttle
  readonly reminders: ReminderLadder
  /** When a password that was proved to be gone is tried again; usually never. */
  readonly recheck: RecheckDays
}

/** The lengths a password must have under a policy: without and with a second factor. */
export function askedLengths({ rules, minLength }: Policy): readonly [alone: number, withFactor: number] {
  const { minLengthWithMfa = minLength } = (rules['PW-06']?.options ?? {}) as { minLengthWithMfa?: number }
  return [minLength, minLengthWithMfa]
}
