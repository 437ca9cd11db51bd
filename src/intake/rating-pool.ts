import { Worker } from 'node:worker_threads'
import { wordsThatOccur } from '../strength/context.ts'
import { type Rating, ratedLength, unrated } from '../strength/unrated.ts'
import { type RatingJob, type RatingWorkerData, sharedMilliseconds } from './rating-job.ts'

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
}

interface Waiting {
  readonly job: RatingJob
  readonly answer: (rating: Rating) => void
  readonly fail: (error: unknown) => void
}

const batchSize = 64
/** After so many ratings out of time, passwords as long as the shortest of them are no longer tried. */
const patience = 100
/** Keeps the whole reading process below 300 MB with two threads; the dictionaries take 35 MB each. */
const resourceLimits = { maxOldGenerationSizeMb: 56, maxYoungGenerationSizeMb: 4 }

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
  #slow = 0
  #shortestSlow = Number.POSITIVE_INFINITY
  #scheduled = false
  #closed = false

  constructor(options: RatingPoolOptions) {
    this.#workers = options.workers ?? 1
    this.#deadline = options.deadlineMilliseconds ?? 250
    this.#maxLength = options.maxLength ?? ratedLength
  }

  rate(job: RatingJob): Promise<Rating> {
    const hopeless = this.#slow >= patience && job.password.length >= this.#shortestSlow
    if (this.#closed || hopeless) return Promise.resolve(unrated(job.password, job.userInputs))
    return new Promise((answer, fail) => {
      this.#waiting.push({ job, answer, fail })
      this.#schedule()
    })
  }

  async close(): Promise<void> {
    this.#closed = true
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
      if (ended === undefined) this.#idle.push(thread)
      else this.#giveUp(batch, ended)
    } catch (error) {
      for (const { fail } of batch) fail(error)
    }
    this.#running.delete(thread)
    if (this.#waiting.length > 0) this.#schedule()
  }

  /** Leaves unrated what a thread was ended for; the others it had not answered wait for the next thread. */
  #giveUp(batch: readonly Waiting[], { answered, stuck }: Ended): void {
    const open = batch.slice(answered)
    const blamed = batch[stuck]
    if (this.#closed) return open.forEach(leaveUnrated)
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

/** How far a thread came in its batch before it was ended, and the place it was ended for (-1: for none). */
interface Ended {
  readonly answered: number
  readonly stuck: number
}

/** One worker thread with the pulse by which it is watched. */
class RatingThread {
  readonly #pulse = new Int32Array(new SharedArrayBuffer(8))
  readonly #worker: Worker
  readonly #deadline: number
  #stuck: number | undefined

  constructor(deadline: number, maxLength: number) {
    this.#deadline = deadline
    const workerData: RatingWorkerData = { pulse: this.#pulse, maxLength }
    const file = new URL('./rating-worker.ts', import.meta.url)
    this.#worker = new Worker(file, { workerData, resourceLimits, execArgv: [], env: {} })
    this.#worker.unref()
  }

  /** Answers the batch in order. Undefined when all is answered; else the thread is gone, for time or for memory. */
  run(batch: readonly Waiting[]): Promise<Ended | undefined> {
    const worker = this.#worker
    const { promise, resolve, reject } = Promise.withResolvers<Ended | undefined>()
    const watch = setInterval(() => this.#watch(), Math.max(5, this.#deadline / 10))
    let answered = 0
    const take = (ratings: readonly Rating[]) => {
      for (const rating of ratings) batch[answered++]?.answer(rating)
      if (answered === batch.length) resolve(undefined)
    }
    // Running out of memory is the password's doing; an error outside a rating is ours.
    const fail = (error: unknown) => this.#place() < 0 && reject(error)
    const gone = () => resolve({ answered, stuck: this.#stuck ?? this.#place() })
    worker.on('message', take).on('error', fail).on('exit', gone).ref()
    worker.postMessage(batch.map(({ job }) => job))
    return promise.finally(() => {
      clearInterval(watch)
      worker.off('message', take).off('error', fail).off('exit', gone).unref()
    })
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  /** Place in the batch of the rating under way, -1 between batches. */
  #place(): number {
    return Atomics.load(this.#pulse, 0) - 1
  }

  #watch(): void {
    const age = (sharedMilliseconds() - Atomics.load(this.#pulse, 1)) | 0
    if (this.#stuck !== undefined || this.#place() < 0 || age <= this.#deadline) return
    this.#stuck = this.#place()
    void this.#worker.terminate()
  }
}
