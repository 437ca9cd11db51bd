import { denialText } from '../core/gate.ts'
import type { LoginAnswer, ProbeLimits, ProbeUnknown } from '../core/probe.ts'

/** A conversation that cannot go on, with what that means for the answer. */
export class ProbeStop extends Error {
  readonly reason: ProbeUnknown

  constructor(reason: ProbeUnknown) {
    super(reason)
    this.reason = reason
  }
}

/** What a fault of the network or of TLS says, by Node's and OpenSSL's names; the first match counts. */
const faults: readonly (readonly [RegExp, ProbeUnknown])[] = [
  [/^(?:ETIMEDOUT|ETIMEOUT|ESOCKETTIMEDOUT)$/, 'timed-out'],
  [
    /^(?:ECONN(?:REFUSED|RESET|ABORTED|ECTION)|EHOSTUNREACH|ENETUNREACH|EPIPE|ENOTFOUND|EAI_\w+|EADDRNOTAVAIL|ESOCKET|NoConnection|PROTOCOL_CONNECTION_LOST)$/,
    'unreachable',
  ],
  [
    /^(?:CERT_|ERR_TLS_|ERR_SSL_|ETLS|EPROTO|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|HANDSHAKE_SSL)/,
    'tls-failed',
  ],
]

/** Words by which a server says that it did not judge the password, in whatever protocol. */
const puttingOff: readonly (readonly [RegExp, ProbeUnknown])[] = [
  // Said by our own gates, which judge addresses: another Kagimori may stand there.
  [new RegExp(denialText, 'i'), 'denied-by-own-gate'],
  [/lock(?:ed|out)|too many|disabled|suspended|expired|blocked/i, 'locked'],
  [/try again|later|temporar|maximum number/i, 'try-later'],
]

/** Why a refusal in these words is none: the account is locked, or the server puts us off. */
export function putOff(words: string): ProbeUnknown | undefined {
  return puttingOff.find(([pattern]) => pattern.test(words))?.[1]
}

/** A refusal, unless its words say that the password was not judged. */
export function refusedUnless(words: string): LoginAnswer {
  const reason = putOff(words)
  return reason === undefined ? { answer: 'refused' } : unknownFor(reason)
}

export function unknownFor(reason: ProbeUnknown): LoginAnswer {
  return { answer: 'unknown', reason }
}

/** Reads what was thrown; a fault of our own code is told apart from a server that cannot be read. */
export function reasonOf(error: unknown): ProbeUnknown {
  if (error instanceof ProbeStop) return error.reason
  if (!(error instanceof Error)) return 'internal-error'
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown }
  const known = faults.find(([pattern]) => typeof code === 'string' && pattern.test(code))
  // Libraries wrap what the socket threw; the fault within says more than their own name for it.
  const within = cause instanceof Error ? reasonOf(cause) : 'unreadable'
  if (within !== 'unreadable' && within !== 'internal-error') return within
  if (/certificate|self[- ]signed|altnames/i.test(error.message)) return 'tls-failed'
  if (known !== undefined) return known[1]
  if (/time(?:d )?out/i.test(error.message)) return 'timed-out'
  return error instanceof TypeError || error instanceof RangeError ? 'internal-error' : 'unreadable'
}

/** What a conversation tells of itself while it goes on. */
export interface Course {
  /** Has this done at the end, whatever comes. */
  readonly onEnd: (close: () => void) => void
  /** The password goes out now: the server may take its time to judge it. */
  readonly onSent: () => void
}

/** Holds one conversation to its deadlines. Nothing is thrown: a fault becomes an unknown with its reason. */
export async function attempt(
  limits: ProbeLimits,
  work: (course: Course) => Promise<LoginAnswer>,
): Promise<LoginAnswer> {
  return within(limits, work).catch(error => unknownFor(reasonOf(error)))
}

/** As `attempt`, for any result; throws what went wrong. */
export async function within<T>(limits: ProbeLimits, work: (course: Course) => Promise<T>): Promise<T> {
  const closers: (() => void)[] = []
  const { promise: deadline, reject } = Promise.withResolvers<never>()
  const inTime = (milliseconds: number) => setTimeout(() => reject(new ProbeStop('timed-out')), milliseconds)
  let timer = inTime(limits.milliseconds)
  const onSent = () => {
    clearTimeout(timer)
    timer = inTime(judgingTime(limits))
  }
  try {
    return await Promise.race([work({ onEnd: close => void closers.push(close), onSent }), deadline])
  } finally {
    clearTimeout(timer)
    for (const close of closers) close()
  }
}

/** How long a server may judge a password. */
export function judgingTime({ milliseconds, judgingMilliseconds = milliseconds }: ProbeLimits): number {
  return judgingMilliseconds
}
