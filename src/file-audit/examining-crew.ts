import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Rule } from '../core/rule.ts'
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

type ThreadAnswer = { readonly share: number } | { readonly totals: TallyTotals }

const shareLength = 4096
/** Fewer accounts are examined before threads would have started. */
const worthThreads = 20_000
const mostThreads = 8

/** Examines all accounts, by several threads where there are many; `onProgress` is told how many are done. */
export async function examineAll(
  data: Omit<ExaminingData, 'next'>,
  rules: ReadonlyMap<string, Rule>,
  ledger: Ledger,
  onProgress: (accounts: number) => void,
): Promise<TallyTotals> {
  const shared = { ...data, next: new Int32Array(new SharedArrayBuffer(4)) }
  if (data.order.length < worthThreads) return examineShares(shared, rules, () => undefined)
  let done = 0
  const onShare = (accounts: number) => {
    done += accounts
    onProgress(done)
  }
  const threads = Math.min(mostThreads, availableParallelism())
  const totals = await Promise.all(Array.from({ length: threads }, () => examineOnThread(shared, onShare)))
  return addUp(ledger, totals)
}

/** Examines shares until none is left. */
export function examineShares(
  { given, columns, dates, order, next }: ExaminingData,
  rules: ReadonlyMap<string, Rule>,
  onShare: (accounts: number) => void,
): TallyTotals {
  const examiner = new AccountExaminer(given, rules)
  const tally = new AccountTally(examiner.ledger, rules, columns, dates)
  for (;;) {
    const from = Atomics.add(next, 0, shareLength)
    const share = order.subarray(from, from + shareLength)
    if (share.length === 0) return tally.totals()
    for (const account of share) tally.add(account, examiner.examine(account))
    onShare(share.length)
  }
}

function examineOnThread(
  workerData: ExaminingData,
  onShare: (accounts: number) => void,
): Promise<TallyTotals> {
  const { promise, resolve, reject } = Promise.withResolvers<TallyTotals>()
  const file = new URL('./examining-thread.ts', import.meta.url)
  const worker = new Worker(file, { workerData, execArgv: [] })
  worker.on('error', reject)
  worker.on('message', (answer: ThreadAnswer) => {
    if ('share' in answer) onShare(answer.share)
    else resolve(answer.totals)
  })
  return promise
}
