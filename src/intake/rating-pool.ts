import type { Rating } from '../core/rating.ts'
import { wordsThatOccur } from '../strength/context.ts'
import { ratedLength, unrated } from '../strength/unrated.ts'
import type { RatingJob } from './rating-job.ts'
import { type Ended, RatingThread, type Waiting } from './rating-thread.ts'

/** Rates passwords on threads of its own, each within a deadline. */
export interface RatingPool {
  /** Never rejects for a password: one that takes too long is answered `tooSlow`, without a score. */
  readonly rate: (password: string, userInputs: readonly string[]) => Promise<Rating>
  /** Ends the threads; what is still waiting is answered `tooSlow`. */
  readonly close: () => Promise<void>
}

export interface RatingPoolOptions {
  readonly workers?: number
  readonly deadlineMilliseconds?: number
  /** Code points rated as a whole. */
  readonly maxLength?: number
  /** Ratings remembered, passwords included: for short-lived processes only. */
  readonly remembered?: number
  /**
   * After so many ratings out of time, passwords as long as the shortest of them are no longer tried: a list made
   * of nothing else comes to an end. Without it every password is tried, as a process that runs on must.
   */
  readonly patience?: number
  /**
   * Milliseconds after which idle threads end, and with them 40 MB and most of the passwords left over in their memory
   * (97 of 100 were still there after 3,000 other requests, at most 30 since). Without it they stay.
   */
  readonly idleMilliseconds?: number
}

const batchSize = 64

/** Opens a pool; its threads start with the first password. */
export function openRatingPool(options: RatingPoolOptions = {}): RatingPool {
  const pool = new Pool(options)
  const memory = new Map<string, Promise<Rating>>()
  const { remembered = 0 } = options
  const rate = (password: string, userInputs: readonly string[]) => {
    const job = { password, userInputs: wordsThatOccur(password, userInputs) }
    if (remembered === 0) return pool.rate(job)
    const key = [password, ...job.userInputs].join('\0')
    const known = memory.get(key)
    if (known !== undefined) return known
    const [oldest] = memory.keys()
    if (memory.size >= remembered && oldest !== undefined) memory.delete(oldest)
    const rating = pool.rate(job)
    memory.set(key, rating)
    return rating
  }
  return { rate, close: () => pool.close() }
}

class Pool {
  readonly #waiting: Waiting[] = []
  readonly #running = new Set<RatingThread>()
  readonly #idle: RatingThread[] = []
  readonly #workers: number
  readonly #deadline: number
  readonly #maxLength: number
  readonly #patience: number
  readonly #idleMilliseconds: number | undefined
  #leaving: NodeJS.Timeout | undefined
  #slow = 0
  #shortestSlow = Number.POSITIVE_INFINITY
  #scheduled = false
  #closed = false

  constructor(options: RatingPoolOptions) {
    this.#workers = options.workers ?? 1
    this.#deadline = options.deadlineMilliseconds ?? 250
    this.#maxLength = options.maxLength ?? ratedLength
    this.#patience = options.patience ?? Number.POSITIVE_INFINITY
    this.#idleMilliseconds = options.idleMilliseconds
  }

  rate(job: RatingJob): Promise<Rating> {
    const hopeless = this.#slow >= this.#patience && job.password.length >= this.#shortestSlow
    if (this.#closed || hopeless) return Promise.resolve(unrated(job.password, job.userInputs))
    return new Promise((answer, fail) => {
      this.#waiting.push({ job, answer, fail })
      this.#schedule()
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#leaving)
    this.#waiting.splice(0).forEach(leaveUnrated)
    await Promise.all([...this.#running, ...this.#idle].map(thread => thread.end()))
  }

  /** Waits for the end of the current turn, so that passwords asked for together travel together. */
  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    queueMicrotask(() => {
      this.#scheduled = false
      while (this.#waiting.length > 0 && this.#running.size < this.#workers) void this.#run()
    })
  }

  async #run(): Promise<void> {
    const thread = this.#idle.pop() ?? new RatingThread(this.#deadline, this.#maxLength)
    this.#running.add(thread)
    const batch = this.#waiting.splice(0, batchSize)
    try {
      const ended = await thread.run(batch)
      if (ended === undefined) this.#rest(thread)
      else this.#giveUp(batch, ended)
    } catch (error) {
      for (const { fail } of batch) fail(error)
    }
    this.#running.delete(thread)
    if (this.#waiting.length > 0) this.#schedule()
  }

  #rest(thread: RatingThread): void {
    this.#idle.push(thread)
    if (this.#idleMilliseconds === undefined || this.#closed) return
    clearTimeout(this.#leaving)
    this.#leaving = setTimeout(() => {
      for (const idle of this.#idle.splice(0)) void idle.end()
    }, this.#idleMilliseconds).unref()
  }

  /** Leaves unrated what a thread was ended for; the others it had not answered wait for the next thread. */
  #giveUp(batch: readonly Waiting[], { answered, stuck }: Ended): void {
    const open = batch.slice(answered)
    const blamed = batch[stuck]
    if (this.#closed) {
      open.forEach(leaveUnrated)
      return
    }
    this.#waiting.unshift(...open.filter(waiting => waiting !== blamed))
    if (blamed === undefined || stuck < answered) return
    this.#slow += 1
    this.#shortestSlow = Math.min(this.#shortestSlow, blamed.job.password.length)
    leaveUnrated(blamed)
  }
}

function leaveUnrated({ job, answer }: Waiting): void {
  answer(unrated(job.password, job.userInputs))
}
