import type { ProbeUnknown } from '../core/probe.ts'
import type { Fault } from '../core/refusal.ts'
import type { AskedSystem } from './asked-system.ts'

/** What to do about each reason for which a system gave no clear answer. */
const remedies: Readonly<Record<ProbeUnknown, Fault['key']>> = {
  'timed-out': 'proof-asked-timed-out',
  unreachable: 'proof-asked-unreachable',
  'tls-failed': 'proof-asked-tls-failed',
  locked: 'proof-asked-locked',
  'try-later': 'proof-asked-try-later',
  'not-offered': 'proof-asked-not-offered',
  'no-password-asked': 'proof-asked-no-password-asked',
  'denied-by-own-gate': 'proof-asked-denied-by-own-gate',
  'plain-not-allowed': 'proof-asked-plain-not-allowed',
  unreadable: 'proof-asked-unreadable',
  'budget-spent': 'proof-asked-budget-spent',
  'outside-hours': 'proof-asked-outside-hours',
  'internal-error': 'proof-asked-internal-error',
}

/** Which of the two passwords nothing was learnt about, where, and what mends it; nothing where the system was clear. */
export function faultsOf(asked: AskedSystem | undefined, login: string): readonly Fault[] {
  if (asked?.says !== 'unknown') return []
  const { endpoint, reason, password } = asked.about
  return [{ at: `${password}Password`, key: remedies[reason], values: { endpoint, login } }]
}
