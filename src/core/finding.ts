import type { Values } from './message.ts'
import type { Evidence } from './rule.ts'
import type { Severity } from './severity.ts'

/** "We accept this", always with an end. */
export interface Waiver {
  readonly reason: string
  readonly approver: string
  readonly expiresAt: string
  readonly createdAt: string
  /** How bad the finding was when it was accepted; what has become worse since was accepted by nobody. */
  readonly severity?: Severity
}

export type FindingStatus = 'open' | 'waived' | 'resolved'

/** A rule's bad or unknown answer for one account, system or server. The id is made from rule and subject: stable over audits. */
export interface Finding {
  readonly id: string
  readonly rule: string
  readonly severity: Severity
  readonly verdict: 'bad' | 'unknown'
  readonly system?: string
  readonly server?: string
  readonly login?: string
  /** Key of the rule's sentences. */
  readonly reason: string
  readonly values: Values
  readonly evidence: Evidence
  readonly status: FindingStatus
  readonly firstSeenAt: string
  readonly lastSeenAt: string
  readonly resolvedAt?: string
  readonly waiver?: Waiver
}

/** What share of the accounts the answer rests on. */
export interface Coverage {
  /** Those kept, and a line that could not be read counts for one. */
  readonly accounts: number
  /** Rated, or opened by a candidate password. */
  readonly assessed: number
  /** Line not read, hash not opened, password absent, or rating ran out of time. */
  readonly notAssessed: number
  /** Assessed from a list older than the policy allows. */
  readonly stale: number
}
