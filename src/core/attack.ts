/** An address (IPv6: its /64) or login that was tried, in the last hour or two. */
export interface AttackSource {
  readonly name: string
  /** At least so often. */
  readonly attempts: number
  readonly firstSeenAt: string
  readonly lastSeenAt: string
}

/** Attempts within a window: kept out at the gate, or let in and then failed. */
export interface AttemptCount {
  readonly denied: number
  readonly failed: number
}

/** What gates saw of attempts at one system since it was last quiet for an hour. Times are RFC 3339. */
export interface AttackEvidence {
  readonly system: string
  readonly firstSeenAt: string
  readonly lastSeenAt: string
  readonly attempts: number
  readonly lastMinute: AttemptCount
  readonly lastTenMinutes: AttemptCount
  readonly lastHour: AttemptCount
  /** The ten busiest. */
  readonly sources: readonly AttackSource[]
  /** The ten busiest among the system's own accounts. */
  readonly logins: readonly AttackSource[]
  /** Attempts at other logins: what was typed there may be a password and is never shown. */
  readonly otherLogins: number
}

/** The evidence, and whether the rule calls it an attack. */
export interface AttackView extends AttackEvidence {
  readonly underAttack: boolean
}
