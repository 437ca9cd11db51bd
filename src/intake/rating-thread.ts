import { Worker } from 'node:worker_threads'
import type { Rating } from '../core/rating.ts'
import { milliseconds, type RatingJob, type RatingWorkerData } from './rating-job.ts'

/** A password to rate and whom to answer. */
export interface Waiting {
  readonly job: RatingJob
  readonly answer: (rating: Rating) => void
  readonly fail: (error: unknown) => void
}

/** Rating takes 40 MB of heap; a password that wants more is treated as one that wants more time. */
const resourceLimits = { maxOldGenerationSizeMb: 56, maxYoungGenerationSizeMb: 4 }

/** How far a thread came in its batch before it was ended, and the place it was ended for (-1: for none). */
export interface Ended {
  readonly answered: number
  readonly stuck: number
}

/** One worker thread with the pulse by which it is watched; the deadline counts its processor time. */
export class RatingThread {
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

  /**
   * Answers the batch in order. Undefined when all is answered; else the thread is gone, for time or for memory.
   */
  run(batch: readonly Waiting[]): Promise<Ended | undefined> {
    const worker = this.#worker
    const { promise, resolve, reject } = Promise.withResolvers<Ended | undefined>()
    const watch = setInterval(() => void this.#watch(), Math.max(5, this.#deadline / 10))
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

  async #watch(): Promise<void> {
    // Rejects once the thread is gone, which its exit tells as well.
    const used = await this.#worker.cpuUsage().then(milliseconds, () => 0)
    if (this.#stuck !== undefined || this.#place() < 0) return
    if (used - Atomics.load(this.#pulse, 1) <= this.#deadline) return
    this.#stuck = this.#place()
    await this.#worker.terminate()
  }
}
