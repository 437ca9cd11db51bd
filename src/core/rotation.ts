import type { Values } from './message.ts'
import type { ProbeResult } from './probe.ts'

/** Why a password must go; each has its own step on the policy's ladder. */
export const taskCauses = [
  'compromised',
  'default',
  'leaked',
  'leaver',
  'weak',
  'reused',
  'plaintext',
  'storage',
  'initial',
  'age',
  'manual',
] as const
export type TaskCause = (typeof taskCauses)[number]

/** How far a task is; `rotation-states.ts` has the steps between them. */
export const taskStatuses = [
  'open',
  'claimed',
  /** A login succeeded with another password; still to be proved. */
  'seen-changed',
  'verified',
  'waived',
  'cancelled',
  'account-removed',
  /** Was verified, and the old password is in use again. */
  'reverted',
] as const
export type TaskStatus = (typeof taskStatuses)[number]

export interface TaskReason {
  readonly rule: string
  /** Key of the rule's sentences; for `manual` the text the caller gave. */
  readonly reason: string
  readonly values: Values
  readonly cause: TaskCause
}

/** One comparison of a proof and how it came out. */
export interface ProofCheck {
  readonly check:
    | 'fingerprint-changed'
    | 'accepted-by-policy'
    | 'not-one-of-last-four'
    | 'not-another-accounts'
    | 'not-a-variant'
    | 'account-absent-from-list'
    | 'account-disabled-in-list'
    | 'new-accepted-by-system'
    | 'old-refused-by-system'
  readonly result: 'passed' | 'failed' | 'unknown'
}

/** What the system itself answered to one of the two passwords. */
export type PasswordAnswer = ProbeResult & { readonly password: 'new' | 'old' }

/** A place that holds the password and needs the new one too: a scanner, a cron job. Ticked once it has it. */
export interface TaskPlace {
  readonly place: string
  readonly tickedAt?: string
  readonly tickedBy?: string
}

/** The evidence that closed a task. Only `rotated` says that the password has changed. */
export interface Proof {
  readonly outcome: 'rotated' | 'account removed' | 'account disabled'
  readonly provedAt: string
  /** Account list that showed it; absent where the system itself was asked. */
  readonly list?: string
  readonly checks: readonly ProofCheck[]
  readonly answers?: readonly PasswordAnswer[]
}

/** One step of a task: where it led, when, by whom and why. */
export interface TaskStep {
  readonly status: TaskStatus
  readonly at: string
  /** Token id, or `system`. */
  readonly by: string
  /** Key of a sentence, or a person's own words. */
  readonly why: string
  readonly values?: Values
}

/** "This credential must change by then, because …". An account has at most one that is live. */
export interface RotationTask {
  readonly id: string
  readonly system: string
  readonly login: string
  readonly owner?: string
  readonly status: TaskStatus
  readonly risk: number
  readonly reasons: readonly TaskReason[]
  readonly openedAt: string
  readonly dueAt: string
  readonly claimedAt?: string
  readonly claimedBy?: string
  readonly closedAt?: string
  readonly proof?: Proof
  /** When a login succeeded with another password than the one that must go. Closes nothing: only proof does. */
  readonly seenChangedAt?: string
  /** Since when the old password is in use again, and when that had been disproved. */
  readonly reverted?: { readonly at: string; readonly provedAt: string }
  /** What the system said when the old password was tried again after the proof. */
  readonly recheck?: {
    readonly recheckedAt: string
    readonly answer: 'accepted' | 'refused' | 'unknown'
    /** One for each endpoint asked; none where the kept password could not be opened. */
    readonly answers: readonly PasswordAnswer[]
  }
  /** Why the last import or proof did not close it, as message key with values; undefined while there was none. */
  readonly lastRefusal?: {
    readonly key: string
    readonly values: Values
    readonly at: string
    /** The import; absent where the system itself was asked. */
    readonly list?: string
    readonly answers?: readonly PasswordAnswer[]
  }
  readonly waiver?: { readonly reason: string; readonly approver: string; readonly expiresAt: string }
  readonly cancelReason?: string
  /** Every step since it was opened, oldest first, the latest 50. */
  readonly history?: readonly TaskStep[]
  /** Places that hold the password, with those that have the new one. */
  readonly places?: readonly TaskPlace[]
  /** Fingerprints of the password that must go, for comparison only; never sent to a caller. The stem goes when the task closes. */
  readonly old: {
    readonly fingerprint?: string
    readonly stem?: string
    readonly hashFingerprint?: string
  }
}
