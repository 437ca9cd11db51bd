import { plainAddress } from '../core/address.ts'
import type { Attempt, Decision, DecisionRule, Question } from '../core/decision.ts'
import type { Secret } from '../core/secret.ts'
import type { System } from '../core/system.ts'
import type { Parts } from '../parts.ts'
import type { Gatekeeper } from './gatekeeper.ts'

/** A login in clear that passed a gate, and how it was decided. Whoever takes it drops it as soon as it is worked. */
export interface PassingCredential {
  readonly system: string
  readonly ip: string
  readonly login: string
  readonly password: Secret
  /** `after` where the server vouches for the password; anything else may be a guess. */
  readonly phase: Question['phase']
  readonly decision: Decision
}

/** One who looks on at the gates. Everything here answers at once and from memory. */
export interface GateWatch {
  /** Why somebody whom the allowlist lets in should stay out all the same; undefined where nothing speaks against him. */
  readonly objection?: (question: Question, decision: Decision, now: string) => DecisionRule | undefined
  /** What the decision is worth waiting for, within moments; undefined where nothing is missing. */
  readonly missing?: (question: Question, now: string) => Promise<void> | undefined
  /** How many milliseconds the answer to somebody who is let in is kept back. */
  readonly delay?: (question: Question, now: string) => number
  /** Told of every decision; changes no answer. */
  readonly onDecision?: (question: Question, decision: Decision, now: string) => void
  /** Told of all systems, at the start and with every change. */
  readonly onSystems?: (systems: readonly System[]) => void
  /** Reads anew what other processes may have changed in the same database. */
  readonly reread?: () => Promise<void>
  /** Told of every credential in clear; changes no answer. */
  readonly onCredential?: (credential: PassingCredential) => void
  /** Told how a login ended; changes no answer. */
  readonly onAttempt?: (attempt: Attempt) => void
}

type Post = Pick<Parts, 'reportFault'> & {
  readonly gatekeeper: Gatekeeper
  readonly watches: readonly GateWatch[]
}

/**
 * What the decision is worth waiting for; undefined where it can be made at once, as for everybody whom the allowlist
 * keeps out: strangers occupy nobody.
 */
export function awaitAtGate(
  { gatekeeper, watches, clock, reportFault }: Post & Pick<Parts, 'clock'>,
  question: Question,
): Promise<void> | undefined {
  const { system, ip, unread, password } = question
  if (password === undefined || unread !== undefined) return undefined
  const now = clock()
  try {
    if (!gatekeeper.judge(system, ip, now).wouldAllow) return undefined
    const missing = watches.flatMap(watch => watch.missing?.(question, now) ?? [])
    if (missing.length === 0) return undefined
    return Promise.all(missing).then(
      () => undefined,
      error => reportFault('gate-watch', error),
    )
  } catch (error) {
    reportFault('gate-watch', error)
    return undefined
  }
}

/** Decides, and shows a credential that came with the question to the watches; one address is one, however it is written. */
export function decideAtGate(post: Post, asked: Question): Decision {
  const plain = plainAddress(asked.ip)
  const question = plain === asked.ip ? asked : { ...asked, ip: plain }
  const decision = post.gatekeeper.decide(question)
  const { system, ip, login, password, phase } = question
  if (login === undefined || password === undefined) return decision
  tell(post, watch => watch.onCredential?.({ system, ip, login, password, phase, decision }))
  return decision
}

/** Tells the watches how a login ended. */
export function noteAttemptAtGate(post: Post, attempt: Attempt): void {
  tell(post, watch => watch.onAttempt?.(attempt))
}

function tell({ watches, reportFault }: Post, say: (watch: GateWatch) => void): void {
  for (const watch of watches) {
    try {
      say(watch)
    } catch (error) {
      reportFault('gate-watch', error)
    }
  }
}
