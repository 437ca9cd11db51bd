import { parentPort, workerData } from 'node:worker_threads'
import { type Rating, rate } from '../strength/rating.ts'

/** A password to rate and the words an attacker would know. */
export interface RatingJob {
  readonly password: string
  readonly userInputs: readonly string[]
}

/** What a worker is started with. `pulse` holds the place in the batch (from 1, 0 = idle) and when its rating began. */
export interface RatingWorkerData {
  readonly pulse: Int32Array
  readonly maxLength: number
}

/** Milliseconds on the clock that all threads share, in 32 bits. */
export function sharedMilliseconds(): number {
  return Number(process.hrtime.bigint() / 1_000_000n) | 0
}

/** Results are sent at least this often, so that little is lost when the worker has to be ended. */
const sendEveryMilliseconds = 20

function rateBatch(jobs: readonly RatingJob[], { pulse, maxLength }: RatingWorkerData): void {
  let ratings: Rating[] = []
  let sentAt = sharedMilliseconds()
  for (const [index, { password, userInputs }] of jobs.entries()) {
    const now = sharedMilliseconds()
    if (now - sentAt > sendEveryMilliseconds) {
      parentPort?.postMessage(ratings)
      ratings = []
      sentAt = now
    }
    Atomics.store(pulse, 1, now)
    Atomics.store(pulse, 0, index + 1)
    ratings.push(rate(password, userInputs, maxLength))
  }
  Atomics.store(pulse, 0, 0)
  parentPort?.postMessage(ratings)
}

parentPort?.on('message', (jobs: readonly RatingJob[]) => rateBatch(jobs, workerData as RatingWorkerData))
