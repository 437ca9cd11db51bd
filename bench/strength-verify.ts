import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { openExactEstimator } from '../src/strength/exact-estimator.ts'
import { differenceOf, holdsConstructor } from '../test/strength/package-answer.ts'
import { passwordCases } from '../test/strength/password-cases.ts'

const threads = 2
const reportedAfter = 1_000

interface Share {
  readonly seed: number
  readonly cases: number
}
interface Progress {
  readonly compared: number
  readonly difference?: string
}

/** Compares so many estimates with the package's, on two threads, and prints every difference. */
export async function verifyStrength(cases: number): Promise<void> {
  const began = performance.now()
  const compared = new Array<number>(threads).fill(0)
  let differences = 0
  const shares = compared.map(
    (_, thread) =>
      new Promise<void>((resolve, reject) => {
        const workerData: Share = { seed: 1_000 + thread, cases: cases / threads }
        const worker = new Worker(new URL(import.meta.url), { workerData })
        worker.on('message', (progress: Progress) => {
          compared[thread] = progress.compared
          if (progress.difference !== undefined) {
            differences++
            process.stdout.write(`${progress.difference}\n`)
          }
          showProgress(
            compared.reduce((sum, count) => sum + count, 0),
            cases,
            began,
          )
        })
        worker.once('error', reject)
        worker.once('exit', () => resolve())
      }),
  )
  await Promise.all(shares)
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  process.stdout.write(
    `\nstrength: ${cases.toLocaleString('en')} passwords compared with the zxcvbn package to the last bit, ` +
      `${differences} differences, ${seconds} s on ${threads} threads\n`,
  )
  if (differences > 0) process.exitCode = 1
}

function showProgress(compared: number, cases: number, began: number): void {
  if (!process.stdout.isTTY) return
  const left = ((performance.now() - began) / 1000 / compared) * (cases - compared)
  process.stdout.write(`\r${compared.toLocaleString('en')} compared, ${left.toFixed(0)} s left   `)
}

function compareShare({ seed, cases }: Share): void {
  const estimator = openExactEstimator()
  let compared = 0
  for (const passwordCase of passwordCases(seed)) {
    if (holdsConstructor(passwordCase.password)) continue
    const difference = differenceOf(estimator, passwordCase)
    compared++
    if (difference !== undefined) parentPort?.postMessage({ compared, difference } satisfies Progress)
    else if (compared % reportedAfter === 0) parentPort?.postMessage({ compared } satisfies Progress)
    if (compared === cases) break
  }
}

if (!isMainThread) compareShare(workerData as Share)
