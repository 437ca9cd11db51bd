import type { DecisionRecord } from '../core/decision.ts'
import type { Parts } from '../parts.ts'
import { DecisionWriter } from './decision-writer.ts'

export interface DecisionBookLimits {
  readonly kept: number
  readonly keptDays: number
}

const groupMilliseconds = 50
const maxWaiting = 20_000
const pruneEvery = 10_000
const pruneEveryMilliseconds = 3_600_000

/**
 * Notes decisions after they were answered, in groups, so that no answer waits for the disk. Bounded: what comes in
 * faster than it is written, and what the store refuses, is dropped and counted. A note never changes an answer.
 */
export class DecisionBook {
  readonly #writer = new DecisionWriter()
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()
  #sincePrune = 0
  #prunedAt = 0
  /** Decisions answered but not noted. */
  dropped = 0
  readonly #parts: Pick<Parts, 'store' | 'clock' | 'requireRoom' | 'reportFault'>
  readonly #limits: DecisionBookLimits

  constructor(
    parts: Pick<Parts, 'store' | 'clock' | 'requireRoom' | 'reportFault'>,
    limits: DecisionBookLimits,
  ) {
    this.#parts = parts
    this.#limits = limits
  }

  note(record: DecisionRecord): void {
    this.#writer.write(record)
    if (this.#writer.waiting > maxWaiting) this.dropped += this.#writer.dropOldest(maxWaiting / 2)
    this.#timer ??= setTimeout(() => void this.flush(), groupMilliseconds)
  }

  /** Writes what waits; called by the timer, by readers who want the latest, and at the end. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#writing = this.#writing.then(() => this.#write())
    return this.#writing
  }

  /** One after the other: what was taken stands only until more is taken. */
  async #write(): Promise<void> {
    const { waiting } = this.#writer
    if (waiting === 0) return
    const groups = this.#writer.take()
    try {
      this.#parts.requireRoom()
      await this.#parts.store.appendDecisions(groups)
      this.#sincePrune += waiting
    } catch (error) {
      this.dropped += waiting
      this.#parts.reportFault('decision-book', error)
    }
    if (this.#sincePrune >= pruneEvery) {
      await this.#prune().catch(error => this.#parts.reportFault('decision-book', error))
    }
  }

  /** Lets what is too old go, once an hour; called every minute. */
  async tidy(): Promise<void> {
    if (Date.parse(this.#parts.clock()) - this.#prunedAt >= pruneEveryMilliseconds) await this.#prune()
  }

  /** Keeps the history within its bounds of number and age. */
  async #prune(): Promise<void> {
    const now = Date.parse(this.#parts.clock())
    this.#sincePrune = 0
    this.#prunedAt = now
    const { kept, keptDays } = this.#limits
    const since = new Date(now - keptDays * 86_400_000).toISOString()
    await this.#parts.store.pruneDecisions(kept, since)
  }
}
