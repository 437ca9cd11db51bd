import type { AttemptCount } from '../core/attack.ts'
import { Busiest } from './busiest.ts'

const minuteInMilliseconds = 60_000
const minutesKept = 60
const hourInMilliseconds = minutesKept * minuteInMilliseconds

/** A name that was part of an attempt, and its attempts so far. */
export interface Counted {
  readonly name: string
  readonly attempts: number
}

/** What was tried at one system, in fixed memory: a ring of sixty minutes and the busiest addresses and logins. */
export class SystemEvidence {
  readonly #minuteOf = new Float64Array(minutesKept)
  readonly #counts = { denied: new Uint32Array(minutesKept), failed: new Uint32Array(minutesKept) }
  sources = new Busiest()
  /** As they were typed. */
  logins = new Busiest()
  /** Since the system was last quiet for an hour; epoch milliseconds, 0 while nothing was ever tried. */
  firstAt = 0
  lastAt = 0
  attempts = 0
  attemptsWithLogin = 0
  /** Since the start. */
  failedInAll = 0

  note(kind: 'denied' | 'failed', source: Counted, login: Counted | undefined, now: number): void {
    if (now - this.lastAt >= hourInMilliseconds) this.#begin(now)
    this.lastAt = now
    this.attempts += 1
    if (kind === 'failed') this.failedInAll += 1
    const slot = this.#slotOf(now)
    this.#counts[kind][slot] = (this.#counts[kind][slot] ?? 0) + 1
    this.sources.note(source.name, source.attempts, now)
    if (login === undefined) return
    this.attemptsWithLogin += 1
    this.logins.note(login.name, login.attempts, now)
  }

  /** An attempt that was noted as denied has failed as well. */
  noteEnd(): void {
    this.failedInAll += 1
  }

  /** Attempts of the last so many minutes, the present one included; at most sixty. */
  within(minutes: number, now: number): AttemptCount {
    const present = Math.floor(now / minuteInMilliseconds)
    const count = { denied: 0, failed: 0 }
    for (let slot = 0; slot < minutesKept; slot += 1) {
      const minute = this.#minuteOf[slot] ?? 0
      if (minute <= present - minutes || minute > present) continue
      count.denied += this.#counts.denied[slot] ?? 0
      count.failed += this.#counts.failed[slot] ?? 0
    }
    return count
  }

  /** The minute's place in the ring, emptied of the minute an hour ago. */
  #slotOf(now: number): number {
    const minute = Math.floor(now / minuteInMilliseconds)
    const slot = minute % minutesKept
    if (this.#minuteOf[slot] === minute) return slot
    this.#minuteOf[slot] = minute
    this.#counts.denied[slot] = 0
    this.#counts.failed[slot] = 0
    return slot
  }

  #begin(now: number): void {
    this.firstAt = now
    this.attempts = 0
    this.attemptsWithLogin = 0
    this.sources = new Busiest()
    this.logins = new Busiest()
  }
}
