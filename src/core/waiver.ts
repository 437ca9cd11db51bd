import type { Waiver } from './finding.ts'
import type { MessageKey, Values } from './message.ts'
import { Refusal } from './refusal.ts'
import { atLeast, type Severity } from './severity.ts'

/** A waiver as a caller writes it. */
export interface WaiverInput {
  readonly reason: string
  readonly approver: string
  readonly expiresAt: string
}

const longestYears = 1

/** Whether a waiver accepts a finding that is now this bad. */
export function accepts({ severity }: Pick<Waiver, 'severity'>, now: Severity): boolean {
  return severity === undefined || atLeast(severity, now)
}

/** Reads a waiver; refuses one without an end in the future, or with an end more than a year away. */
export function readWaiver({ reason, approver, expiresAt }: WaiverInput, now: string): Waiver {
  const end = Date.parse(expiresAt)
  const latest = new Date(now)
  latest.setUTCFullYear(latest.getUTCFullYear() + longestYears)
  const refuse = (key: MessageKey, more: Values = {}) => {
    const values = { text: expiresAt, ...more }
    return new Refusal('invalid', key, values, [{ at: 'expiresAt', key, values }])
  }
  if (Number.isNaN(end) || end <= Date.parse(now)) throw refuse('waiver-expiry')
  if (end > latest.getTime()) throw refuse('waiver-too-long', { latest: latest.toISOString() })
  return { reason, approver, expiresAt: new Date(end).toISOString(), createdAt: now }
}
