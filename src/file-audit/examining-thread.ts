import { parentPort, workerData } from 'node:worker_threads'
import { readShelf } from '../shelf.ts'
import { type ExaminingData, examineShares } from './examining-crew.ts'

/* Examines shares of the accounts until none is left, answers what it counted, and ends. */

parentPort?.postMessage(examineShares(workerData as ExaminingData, await readShelf('rules')))
