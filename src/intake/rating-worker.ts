import { parentPort, workerData } from 'node:worker_threads'
import type { Rating } from '../core/rating.ts'
import { rate } from '../strength/rating.ts'
import { milliseconds, type RatingJob, type RatingWorkerData } from './rating-job.ts'

/** Results are sent at least this often, so that little is lost when the worker has to be ended. */
const sendEveryMilliseconds = 20

function rateBatch(jobs: readonly RatingJob[], { pulse, maxLength }: RatingWorkerData): void {
  let ratings: Rating[] = []
  let sentAt = milliseconds(process.threadCpuUsage())
  for (const [index, { password, userInputs }] of jobs.entries()) {
    const now = milliseconds(process.threadCpuUsage())
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
