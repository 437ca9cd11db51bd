import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Rule } from '../core/rule.ts'
import { compiledCodeEnvironment } from '../intake/compiled-code.ts'
import { packFlags } from '../packed.ts'
import { AccountExaminer, type Examinable } from './account-examiner.ts'
import { type AccountColumns, AccountTally, addUp, type TallyTotals } from './account-tally.ts'
import type { Ledger } from './ledger.ts'

/** What an examining thread is started with. */
export interface ExaminingData {
  readonly given: Examinable
  readonly columns: AccountColumns
  /** All dates a task may be due on, the earliest first. */
  readonly dates: readonly string[]
  /** Accounts in the order they are examined in: those with one password together. */
  readonly order: Uint32Array
  /** How far all threads have come in it. */
  readonly next: Int32Array
}

const shareLength = 4096
/** In the time a thread takes to start and be compiled another one examines half as many. */
const worthThreads = 200_000
const mostThreads = 8
/** Of a thread's heap: what is examined is forgotten at once. */
const youngMebibytes = 6

/** Examines all accounts, here and where there are `many` on other threads too; `onProgress` is told how many are taken on. */
export async function examineAll(
  data: Omit<ExaminingData, 'next'>,
  rules: ReadonlyMap<string, Rule>,
  ledger: Ledger,
  onProgress: (accounts: number) => void,
  many = worthThreads,
): Promise<TallyTotals> {
  const shared = { ...data, next: new Int32Array(new SharedArrayBuffer(4)) }
  const others = data.order.length < many ? 0 : Math.min(mostThreads, availableParallelism()) - 1
  const elsewhere = Array.from({ length: others }, () => examineOnThread(shared))
  const here = examineShares(shared, rules, () =>
    onProgress(Math.min(data.order.length, shared.next[0] ?? 0)),
  )
  return addUp(ledger, [here, ...(await Promise.all(elsewhere))])
}

/** Examines shares until none is left. */
export function examineShares(
  { given, columns, dates, order, next }: ExaminingData,
  rules: ReadonlyMap<string, Rule>,
  onShare: () => void = () => undefined,
): TallyTotals {
  const examiner = new AccountExaminer(given, rules)
  const tally = new AccountTally(examiner.ledger, rules, columns, dates)
  for (;;) {
    const from = Atomics.add(next, 0, shareLength)
    const share = order.subarray(from, from + shareLength)
    if (share.length === 0) return tally.totals()
    for (const account of share) tally.add(account, examiner.examine(account))
    onShare()
  }
}

function examineOnThread(workerData: ExaminingData): Promise<TallyTotals> {
  const { promise, resolve, reject } = Promise.withResolvers<TallyTotals>()
  const file = new URL('./examining-thread.ts', import.meta.url)
  const resourceLimits = { maxYoungGenerationSizeMb: youngMebibytes }
  new Worker(file, { workerData, execArgv: [...packFlags], env: compiledCodeEnvironment(), resourceLimits })
    .once('error', reject)
    .once('message', resolve)
  return promise
}
