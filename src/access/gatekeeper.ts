import { type AccessSnapshot, compileAccess, decide } from '../core/access.ts'
import type { Decision, DecisionRule, Question } from '../core/decision.ts'
import type { Parts } from '../parts.ts'
import type { DecisionBook } from './decision-book.ts'
import type { GateWatch } from './gate-watch.ts'

/** Holds the one immutable snapshot decisions are read from, and swaps it whole when systems or allowlists change. */
export class Gatekeeper {
  #snapshot: AccessSnapshot = compileAccess([], [])
  #guarded: ReadonlySet<string> = new Set()
  readonly #parts: Pick<Parts, 'store' | 'clock' | 'reportFault'>
  readonly #book: DecisionBook
  readonly #watches: readonly GateWatch[]

  constructor(
    parts: Pick<Parts, 'store' | 'clock' | 'reportFault'>,
    book: DecisionBook,
    watches: readonly GateWatch[] = [],
  ) {
    this.#parts = parts
    this.#book = book
    this.#watches = watches
  }

  /** Reads the snapshot anew; the old one answers until the new one is whole. */
  async refresh(): Promise<void> {
    const [systems, allowlists] = await Promise.all([
      this.#parts.store.allSystems(),
      this.#parts.store.allAllowlists(),
    ])
    this.#snapshot = compileAccess(systems, allowlists, this.#snapshot)
    // Told once here, not with every question: those may come thousands a second.
    for (const [system, fault] of this.#snapshot.faults) {
      this.#parts.reportFault(`allowlist of ${system}`, fault)
    }
    this.#guarded = new Set(allowlists.map(({ system }) => system))
  }

  /** Decides from memory and notes it afterwards; a fault of our own denies in `enforce` (law 3). */
  decide(question: Question): Decision {
    const { system, ip, login, unread } = question
    const now = this.#parts.clock()
    const listed = unread === undefined ? this.judge(system, ip, now) : this.#refuse(system, unread)
    const decision = listed.wouldAllow ? this.#hearObjections(question, listed, now) : listed
    this.#book.note({ ...decision, at: now, system, ip, ...(login === undefined ? {} : { login }) })
    return decision
  }

  /** Whether the system's allowlist lets this address in, unrecorded; with no allowlist ever set, everybody. */
  admits(system: string, ip: string): boolean {
    return !this.#guarded.has(system) || this.judge(system, ip, this.#parts.clock()).allow
  }

  /** The decision alone, unrecorded: what the service asks itself before it answers a caller. */
  judge(system: string, ip: string, now: string): Decision {
    try {
      return decide(this.#snapshot, { system, ip }, now)
    } catch (error) {
      if (!this.#snapshot.faults.has(system)) this.#parts.reportFault('decision', error)
      return this.#refuse(system, 'internal-error')
    }
  }

  /** Deny beats allow: one objection is enough. */
  #hearObjections(question: Question, listed: Decision, now: string): Decision {
    try {
      for (const watch of this.#watches) {
        const rule = watch.objection?.(question, listed, now)
        if (rule !== undefined) return { ...listed, allow: listed.mode === 'report', wouldAllow: false, rule }
      }
      return listed
    } catch (error) {
      this.#parts.reportFault('gate-watch', error)
      return this.#refuse(question.system, 'internal-error')
    }
  }

  #refuse(system: string, rule: DecisionRule): Decision {
    const mode = this.#snapshot.modeOf(system)
    if (mode === undefined)
      return { allow: false, wouldAllow: false, rule: 'unknown-system', mode: 'enforce' }
    return { allow: mode === 'report', wouldAllow: false, rule, mode }
  }
}
