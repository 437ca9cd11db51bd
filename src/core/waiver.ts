import type { Waiver } from './finding.ts'
import { Refusal } from './refusal.ts'

/** A waiver as a caller writes it. */
export interface WaiverInput {
  readonly reason: string
  readonly approver: string
  readonly expiresAt: string
}

const longestYears = 1

/** Reads a waiver; refuses one without an end in the future, or with an end more than a year away. */
export function readWaiver({ reason, approver, expiresAt }: WaiverInput, now: string): Waiver {
  const end = Date.parse(expiresAt)
  const latest = new Date(now)
  latest.setUTCFullYear(latest.getUTCFullYear() + longestYears)
  if (Number.isNaN(end) || end <= Date.parse(now) || end > latest.getTime()) {
    throw new Refusal('invalid', 'waiver-expiry', { text: expiresAt }, [
      { at: 'expiresAt', key: 'waiver-expiry', values: { text: expiresAt } },
    ])
  }
  return { reason, approver, expiresAt: new Date(end).toISOString(), createdAt: now }
}
