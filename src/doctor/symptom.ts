import type { Decision } from '../core/decision.ts'
import type { MessageKey, Values } from '../core/message.ts'
import type { Fault } from './page-lines.ts'
import type { Visited } from './visit.ts'

/** What one look at the gate showed. Unknown is not good. */
export interface Symptom {
  readonly verdict: 'good' | 'bad' | 'unknown'
  /** The address the visit came from; absent where it is about the gate itself. */
  readonly from?: string
  readonly key: MessageKey & `doctor-${string}`
  readonly values?: Values
  /** Which lines of the server's page are to be looked at. */
  readonly fault?: Fault
}

/** One visit with what the service says of it. */
export interface Evidence {
  readonly visited: Visited
  readonly expected: Pick<Decision, 'allow' | 'wouldAllow'>
  /** Addresses the service was asked about meanwhile, in order. */
  readonly asked: readonly string[]
}

const unauthorized = 401
const forbidden = 403
const serversFault = 500

/** What it means that the server answered this visitor so; `inside` is what it showed somebody whom it lets in. */
export function judgeVisit(from: string, evidence: Evidence, inside?: Visited): Symptom {
  const { visited, expected, asked } = evidence
  const { status } = visited
  if (status === undefined) return unanswered(from, visited.trouble)
  if (!asked.includes(from)) return unasked(from, status, asked)
  if (status >= serversFault) return { verdict: 'bad', from, key: 'doctor-server-fault', values: { status } }
  const isOut = status === forbidden
  if (expected.allow && isOut) return { verdict: 'bad', from, key: 'doctor-kept-out' }
  if (!expected.allow && !isOut) {
    const isOther = inside !== undefined && (inside.status !== status || inside.page !== visited.page)
    // Its refusal page under another status, or a page that is never twice the same.
    if (isOther) return { verdict: 'bad', from, key: 'doctor-other-page', values: { status } }
    return { verdict: 'bad', from, key: 'doctor-let-in', values: { status }, fault: 'obey' }
  }
  if (isOut) return { verdict: 'good', from, key: 'doctor-out' }
  return expected.wouldAllow
    ? { verdict: 'good', from, key: 'doctor-in', values: { status } }
    : { verdict: 'unknown', from, key: 'doctor-reports-only' }
}

/** Nobody answered; the system calls it an invalid argument to bind IPv4 and then ask for IPv6. */
export function unanswered(from: string, trouble = '?'): Symptom {
  return trouble === 'EINVAL'
    ? { verdict: 'bad', from, key: 'doctor-other-family' }
    : { verdict: 'bad', from, key: 'doctor-no-answer', values: { trouble } }
}

/** The service did not hear of this visitor: who decided then? */
function unasked(from: string, status: number, asked: readonly string[]): Symptom {
  const [seen] = asked
  if (seen !== undefined) {
    const key = seen === '' ? 'doctor-no-address' : 'doctor-other-address'
    return { verdict: 'bad', from, key, values: { seen }, fault: 'address' }
  }
  if (status >= serversFault) {
    return { verdict: 'bad', from, key: 'doctor-cannot-ask', values: { status }, fault: 'reach' }
  }
  if (status === forbidden) return { verdict: 'bad', from, key: 'doctor-token', fault: 'token' }
  // A server may ask for a password before it asks Kagimori; the line that asks may well be there.
  if (status === unauthorized) return { verdict: 'unknown', from, key: 'doctor-password-first' }
  return { verdict: 'bad', from, key: 'doctor-not-asked', values: { status }, fault: 'ask' }
}

/** A header by which a visitor says to be somebody else. */
export interface Lie {
  readonly header: string
  readonly claimed: string
  /** He gets in without it. */
  readonly needsNone: boolean
}

/** What it means that a visitor who named another address was answered so. */
export function judgeSpoof(
  from: string,
  { header, claimed, needsNone }: Lie,
  { visited, expected, asked }: Evidence,
): Symptom {
  const values = { header, claimed }
  if (asked.includes(claimed) || (isIn(visited) && !expected.allow && !needsNone)) {
    return { verdict: 'bad', from, key: 'doctor-spoofed', values, fault: 'address' }
  }
  // Nobody asked: whether the header would have helped cannot be told, and the visit itself says what is wrong.
  if (asked.length === 0) return { verdict: 'unknown', from, key: 'doctor-spoof-unknown', values }
  return { verdict: 'good', from, key: 'doctor-not-spoofed', values }
}

/** Whether the server showed the visitor what he came for, or sent him on. */
export function isIn({ status }: Visited): boolean {
  return status !== undefined && status < 400
}
