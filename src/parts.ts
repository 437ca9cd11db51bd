import type { AttackEvidence } from './core/attack.ts'
import type { AllowlistExport } from './core/export.ts'
import type { GateFault } from './core/gate-fault.ts'
import type { LadderStep, Policy } from './core/policy.ts'
import type { Refusal } from './core/refusal.ts'
import type { Rule } from './core/rule.ts'
import type { Store } from './core/store.ts'

/** The policies in force; a broken file leaves the last good ones and is told by `problem`. */
export interface PolicyBook {
  readonly named: (name: string) => Policy
  readonly current: () => ReadonlyMap<string, Policy>
  readonly problem: () => Refusal | undefined
  /** All policies as they would be with this file in the place of the one of its name; nothing is put in force. */
  readonly tried: (name: string, text: string) => Promise<ReadonlyMap<string, Policy>>
}

/** What the rooms between the enforcer and the core are given: everything that reaches outside comes in here. */
export interface Parts {
  readonly store: Store
  readonly rules: ReadonlyMap<string, Rule>
  readonly exports: ReadonlyMap<string, AllowlistExport>
  readonly policies: PolicyBook
  /** Version of the estimator in force; ratings of another one are stale. */
  readonly estimator: string
  /** The present, RFC 3339 in UTC with milliseconds; never earlier than it has been before. */
  readonly clock: () => string
  /** A new unguessable id with this prefix: `task_…`. */
  readonly newId: (prefix: string) => string
  /** SHA-256, hex. */
  readonly digest: (text: string) => string
  /** What gates saw of attempts at a system; undefined where nothing was seen, absent where no gate is looked at. */
  readonly attackOn?: (system: string) => Promise<AttackEvidence | undefined>
  /** What could not be decided at the gates lately, and the findings about it; absent where no gate is looked at. */
  readonly gateFaults?: {
    readonly lately: (system: string, now: string) => readonly GateFault[]
    readonly settle: () => Promise<void>
  }
  /** When a step that begins now is due, RFC 3339. */
  readonly dueAt: (now: string, step: Exclude<LadderStep, 'off'>, policy: Policy) => string
  /** Refuses (storage-full) when the data disk is below its watermark. */
  readonly requireRoom: () => void
  /** Reports a fault of our own; never given a password. */
  readonly reportFault: (where: string, error: unknown) => void
}
