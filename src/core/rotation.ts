import type { Values } from './message.ts'

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

export type TaskStatus = 'open' | 'claimed' | 'verified' | 'waived' | 'cancelled'

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
  readonly result: 'passed' | 'failed' | 'unknown'
}

/** The evidence that closed a task. Only `rotated` says that the password has changed. */
export interface Proof {
  readonly outcome: 'rotated' | 'account removed' | 'account disabled'
  readonly provedAt: string
  /** Account list that showed it. */
  readonly list: string
  readonly checks: readonly ProofCheck[]
}

/** "This credential must change by then, because …". An account has at most one that is open, claimed or waived. */
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
  /** Why the last import did not close it, as message key with values; undefined while there was none since it opened. */
  readonly lastRefusal?: {
    readonly key: string
    readonly values: Values
    readonly at: string
    readonly list: string
  }
  readonly waiver?: { readonly reason: string; readonly approver: string; readonly expiresAt: string }
  readonly cancelReason?: string
  /** Fingerprints of the password that must go, for comparison only; never sent to a caller. The stem goes when the task closes. */
  readonly old: {
    readonly fingerprint?: string
    readonly stem?: string
    readonly hashFingerprint?: string
  }
}
