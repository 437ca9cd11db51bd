import { type AccessSnapshot, compileAccess, decide } from '../core/access.ts'
import type { Decision, DecisionRule, Question } from '../core/decision.ts'
import type { HoursCalendar } from '../core/working-hours.ts'
import type { Parts } from '../parts.ts'
import type { DecisionBook } from './decision-book.ts'
import type { GateWatch } from './gate-watch.ts'

/** Holds the one immutable snapshot decisions are read from, and swaps it whole when systems or allowlists change. */
export class Gatekeeper {
  #snapshot: AccessSnapshot = compileAccess([], [])
  #guarded: ReadonlySet<string> = new Set()
  #reading: Promise<void> = Promise.resolve()
  #next: Promise<void> | undefined
  readonly #parts: Pick<Parts, 'store' | 'clock' | 'reportFault'>
  readonly #book: DecisionBook
  readonly #watches: readonly GateWatch[]
  readonly #calendar: HoursCalendar | undefined

  constructor(
    parts: Pick<Parts, 'store' | 'clock' | 'reportFault'>,
    book: DecisionBook,
    watches: readonly GateWatch[] = [],
    calendar?: HoursCalendar,
  ) {
    this.#parts = parts
    this.#book = book
    this.#watches = watches
    this.#calendar = calendar
  }

  /**
   * Reads the snapshot anew; the old one answers until the new one is whole. One reading after the other, so that an
   * earlier one never replaces a later one; who comes meanwhile shares the next.
   */
  refresh(): Promise<void> {
    this.#next ??= this.#reading.then(() => {
      this.#next = undefined
      return this.#read()
    })
    this.#reading = this.#next.catch(() => undefined)
    return this.#next
  }

  async #read(): Promise<void> {
    const [systems, allowlists] = await Promise.all([
      this.#parts.store.allSystems(),
      this.#parts.store.allAllowlists(),
    ])
    this.#snapshot = compileAccess(systems, allowlists, this.#snapshot, this.#calendar)
    // Told once here, not with every question: those may come thousands a second.
    for (const [system, fault] of this.#snapshot.faults) {
      this.#parts.reportFault(`allowlist of ${system}`, fault)
    }
    this.#guarded = new Set(allowlists.map(({ system }) => system))
    for (const watch of this.#watches) watch.onSystems?.(systems)
  }

  /** Decides from memory and notes it afterwards; a fault of our own denies in `enforce` (law 3). */
  decide(question: Question): Decision {
    const { system, ip, login, unread } = question
    const now = this.#parts.clock()
    const listed = unread === undefined ? this.judge(system, ip, now) : this.#refuse(system, unread)
    const decision = listed.wouldAllow ? this.#hearObjections(question, listed, now) : listed
    this.#book.note({ ...decision, at: now, system, ip, ...(login === undefined ? {} : { login }) })
    return this.#watches.length === 0 ? decision : this.#shown(question, decision, now)
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

  /** Shows the watches what was decided; who is let in by a system that enforces may have to wait for it. */
  #shown(question: Question, decision: Decision, now: string): Decision {
    try {
      let delay = 0
      for (const watch of this.#watches) {
        if (decision.wouldAllow) delay = Math.max(delay, watch.delay?.(question, now) ?? 0)
        watch.onDecision?.(question, decision, now)
      }
      return delay > 0 && decision.mode === 'enforce' ? { ...decision, delayMilliseconds: delay } : decision
    } catch (error) {
      this.#parts.reportFault('gate-watch', error)
      return decision
    }
  }

  #refuse(system: string, rule: DecisionRule): Decision {
    const mode = this.#snapshot.modeOf(system)
    if (mode === undefined)
      return { allow: false, wouldAllow: false, rule: 'unknown-system', mode: 'enforce' }
    return { allow: mode === 'report', wouldAllow: false, rule, mode }
  }
}
