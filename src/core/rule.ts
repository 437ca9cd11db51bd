import type { z } from 'zod'
import type { Account } from './account.ts'
import type { AllowlistEntry } from './allowlist.ts'
import type { AttackEvidence } from './attack.ts'
import type { GateFault } from './gate-fault.ts'
import type { Sentence, Values } from './message.ts'
import type { RotationTask, TaskCause } from './rotation.ts'
import type { Severity } from './severity.ts'
import type { SyncReport } from './sync-report.ts'
import type { Server, System } from './system.ts'

/** Another account that has the same password, as far as the fingerprints tell. */
export interface Peer {
  readonly system: string
  readonly systemKind: System['kind']
  readonly login: string
  readonly owner?: string
  readonly role?: Account['role']
  /** Whose account it is, where that is worked out already: it is asked for every account with the password. */
  readonly names?: PersonNames
}

/** What tells one person from another, in one spelling. */
export interface PersonNames {
  readonly owner: string | undefined
  /** The login without its mail domain. */
  readonly name: string
}

/** Everything a rule may look at when it checks one account. */
export interface AccountSubject {
  readonly account: Account
  readonly system: System
  /** Absent when the system names no server or an undeclared one. */
  readonly server?: Server
  readonly coLocated: readonly System[]
  /** Entries in force; undefined when no allowlist was ever set. */
  readonly allowlist?: readonly AllowlistEntry[]
  /** Same password elsewhere (first 50) and how many in all. */
  readonly peers: readonly Peer[]
  readonly peerCount: number
  /** The newest rotation task of this account, open or closed. */
  readonly task?: RotationTask
  /** How many accounts of the system carry the same salt; undefined when salts were not seen. */
  readonly saltUses?: number
  readonly now: string
}

/** What a system's account list amounts to. */
export interface ListSummary {
  readonly accounts: number
  /** Accounts by hash scheme name; `clear` for passwords in clear. */
  readonly schemes: Readonly<Record<string, number>>
  readonly importedAt?: string
}

/** Everything a rule may look at when it checks one system. */
export interface SystemSubject {
  readonly system: System
  readonly server?: Server
  /** Other systems on the same server. */
  readonly coLocated: readonly System[]
  /** Undefined when no allowlist was ever set. */
  readonly allowlist?: readonly AllowlistEntry[]
  /** Entry networks that let somebody in lately → last time; undefined when decisions are not recorded yet. */
  readonly lastAllowed?: Readonly<Record<string, string>>
  /** What the system's gates saw of attempts to get in; undefined where they saw none. */
  readonly attack?: AttackEvidence
  /** Questions of its gates that could not be decided lately. */
  readonly gateFaults?: readonly GateFault[]
  /** Logins and owners of accounts whose holder has left; undefined when no list says who left. */
  readonly leavers?: readonly string[]
  readonly list?: ListSummary
  /** The latest report of every file a server reads the allowlist from. */
  readonly syncs?: readonly SyncReport[]
  readonly now: string
}

/** Everything a rule may look at when it checks one server. */
export interface ServerSubject {
  readonly server: Server
  readonly systems: readonly System[]
  readonly now: string
}

export interface Subjects {
  readonly account: AccountSubject
  readonly system: SystemSubject
  readonly server: ServerSubject
}
export type SubjectKind = keyof Subjects

/** What a rule found. Unknown is never good. `reason` is a key of the rule's own `reasons`. */
export type Verdict =
  | { readonly verdict: 'good' }
  | {
      readonly verdict: 'bad'
      readonly reason: string
      readonly values: Values
      /** Where this case is worse or milder than the rule's default. */
      readonly severity?: Severity
      readonly evidence: Evidence
    }
  | { readonly verdict: 'unknown'; readonly reason: string; readonly values: Values }

/** Facts that back a finding, shown to the reader; never a password or hash. */
export type Evidence = Readonly<Record<string, string | number | boolean | readonly string[]>>

export const good: Verdict = { verdict: 'good' }

const nothing: Values & Evidence = {}

export function bad(
  reason: string,
  values: Values = nothing,
  { severity, evidence = nothing }: { readonly severity?: Severity; readonly evidence?: Evidence } = {},
): Verdict {
  if (severity === undefined) return { verdict: 'bad', reason, values, evidence }
  return { verdict: 'bad', reason, values, evidence, severity }
}

export function unknown(reason: string, values: Values = nothing): Verdict {
  return { verdict: 'unknown', reason, values }
}

/** One example a rule carries: what differs from the shelf test's plain subject, and the options it is checked with. */
export interface RuleExample<K extends SubjectKind> {
  readonly about: string
  readonly subject: DeepPartial<Subjects[K]>
  readonly options?: Readonly<Record<string, unknown>>
  /** Expected reason key, for bad and unknown examples. */
  readonly reason?: string
  readonly severity?: Severity
}

type DeepPartial<T> = T extends readonly (infer U)[]
  ? readonly U[]
  : T extends object
    ? { readonly [P in keyof T]?: DeepPartial<T[P]> }
    : T

/** The shape of every file in `rules/`; the file is named after `id` in lower case. */
export interface RuleDefinition<K extends SubjectKind, O extends z.ZodObject> {
  readonly id: string
  readonly subject: K
  readonly severity: Severity
  readonly title: Sentence
  /** Standards and sections, as shown to the reader. */
  readonly references: readonly string[]
  readonly remedy: Sentence
  /** Sentences by reason code, with `{names}`. */
  readonly reasons: Readonly<Record<string, Sentence>>
  /** Options with defaults; strict: an unknown option is refused. */
  readonly options: O
  /** Off unless a policy or its profile turns it on. */
  readonly offByDefault?: boolean
  /** A bad answer asks for a new password, due as the policy's ladder says for this cause. */
  readonly opens?: TaskCause
  /** Account rules only: `account` lists each unknown by itself, otherwise one finding a system counts them. */
  readonly unknownPer?: 'account' | 'system'
  readonly check: (subject: Subjects[K], options: z.infer<O>) => Verdict
  readonly examples: {
    readonly good: readonly RuleExample<K>[]
    readonly bad: readonly RuleExample<K>[]
    readonly unknown: readonly RuleExample<K>[]
  }
}

/** A rule with its types folded away, as the shelf hands it out. `check` takes options already read by `options`. */
export interface Rule extends Omit<RuleDefinition<SubjectKind, z.ZodObject>, 'check' | 'examples'> {
  readonly check: (subject: Subjects[SubjectKind], options: unknown) => Verdict
  readonly examples: Readonly<Record<'good' | 'bad' | 'unknown', readonly RuleExample<SubjectKind>[]>>
}

/** Checks a rule's file at compile time and folds its types for the shelf. */
export function defineRule<K extends SubjectKind, O extends z.ZodObject>(rule: RuleDefinition<K, O>): Rule {
  return rule as unknown as Rule
}
