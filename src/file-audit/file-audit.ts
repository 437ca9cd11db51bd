import { randomBytes } from 'node:crypto'
import { closeSync, fstatSync, openSync } from 'node:fs'
import { surroundingsOf } from '../audit/account-pass.ts'
import { examine, selectRules } from '../core/examination.ts'
import { askedLengths, type LadderStep, type Policy } from '../core/policy.ts'
import { placed, Refusal } from '../core/refusal.ts'
import type { Report, ReportedFile } from '../core/report.ts'
import type { Rule } from '../core/rule.ts'
import { type System, systemWords } from '../core/system.ts'
import { giveBackMemory, keepHeapSmall } from '../memory.ts'
import { AccountBooks } from './account-books.ts'
import { AccountExaminer, type Examinable, type JudgedSystem, landscapeOf } from './account-examiner.ts'
import { openColumns } from './account-tally.ts'
import { examineAll } from './examining-crew.ts'
import { fileReport } from './file-report.ts'
import type { ReadingOrder } from './reading-order.ts'
import { ReadingProcess } from './reading-process.ts'

/** A list and the system whose accounts it shows. */
export interface AuditedFile {
  readonly file: string
  readonly system: System
}

/** What an audit of files is told; everything that reaches outside comes in here. */
export interface FileAuditParts
  extends Pick<ReadingOrder, 'format' | 'encoding' | 'columns' | 'candidateBudgetMilliseconds'> {
  readonly rules: ReadonlyMap<string, Rule>
  readonly policyNamed: (name: string) => Policy
  readonly dueAt: (now: string, step: Exclude<LadderStep, 'off'>, policy: Policy) => string
  readonly digest: (text: string) => string
  readonly now: string
  readonly onProgress: (progress: FileAuditProgress) => void
}

/** How far the audit is: rows and bytes read of a file, then accounts examined. */
export type FileAuditProgress =
  | {
      readonly file: string
      readonly rows: number
      readonly bytes: number
      /** Undefined for a pipe. */
      readonly size: number | undefined
    }
  | { readonly examined: number; readonly accounts: number }

/**
 * Audits account lists by themselves: no database, nothing written, passwords only in a process that ends when the
 * lists are read. Lists of one system are taken together; of a login in two of them the later one's account counts.
 * Refuses as reading does, and a file that cannot be opened.
 */
export async function auditFiles(files: readonly AuditedFile[], parts: FileAuditParts): Promise<Report> {
  const systems = [...new Map(files.map(({ system }) => [system.id, system])).values()]
  const books = new AccountBooks(systems.length)
  const reported = await readAll(files, systems, books, parts)
  const judged = systems.map((system, index) => judge(system, books.schemesOf(index), parts))
  const given: Examinable = { ...books.contents(), systems: judged, now: parts.now }
  const columns = openColumns(books.ledger.length)
  const dates = [...new Set(judged.flatMap(({ dueAt }) => Object.values(dueAt)))].sort()
  const order = books.inOrderOfPassword(given.marks)
  const { rules, digest, now, onProgress } = parts
  const totals = await examineAll({ given, columns, dates, order }, rules, books.ledger, examined =>
    onProgress({ examined, accounts: order.length }),
  )
  const examiner = new AccountExaminer(given, rules)
  return fileReport({
    examiner,
    columns,
    totals,
    systems: judged,
    dates,
    files: reported,
    rules,
    digest,
    now,
  })
}

async function readAll(
  files: readonly AuditedFile[],
  systems: readonly System[],
  books: AccountBooks,
  parts: FileAuditParts,
): Promise<readonly ReportedFile[]> {
  const descriptors = files.map(({ file }) => openList(file))
  const sizes = descriptors.map(sizeOf)
  const process = new ReadingProcess(descriptors)
  // While it starts, there is nothing else to do: a million accounts then peak at 380 MiB instead of 430.
  giveBackMemory()
  keepHeapSmall()
  for (const descriptor of descriptors) if (descriptor !== standardInput) closeSync(descriptor)
  const { format, encoding, columns, candidateBudgetMilliseconds, now, onProgress } = parts
  const common = { format, encoding, columns, candidateBudgetMilliseconds, now }
  const key = randomBytes(32).toString('hex')
  const reported: ReportedFile[] = []
  try {
    for (const [index, { file, system }] of files.entries()) {
      const policy = parts.policyNamed(system.policy)
      const order = {
        ...common,
        key,
        companyWords: policy.companyWords,
        askedLengths: askedLengths(policy),
        systemWords: systemWords(system),
      }
      const list = books.openList(systems.findIndex(({ id }) => id === system.id))
      const reading = process.read(index, order, (rows, bytes) => {
        list.take(rows)
        onProgress({ file, rows: list.rows, bytes, size: sizes[index] })
      })
      const read = await reading.catch(error => {
        throw placed(file, error)
      })
      reported.push({ file, ...read, ...list.summary() })
    }
    return reported
  } finally {
    await process.end()
  }
}

const standardInput = 0

function openList(file: string): number {
  const descriptor = openFile(file)
  if (!fstatSync(descriptor).isDirectory()) return descriptor
  closeSync(descriptor)
  throw new Refusal('invalid', 'cli-file-folder', { file })
}

function openFile(file: string): number {
  try {
    return openSync(file === '-' ? '/dev/stdin' : file, 'r')
  } catch {
    // A socket cannot be opened anew, only taken over.
    if (file === '-') return standardInput
    throw new Refusal('invalid', 'cli-file', { file })
  }
}

function sizeOf(descriptor: number): number | undefined {
  const stats = fstatSync(descriptor)
  return stats.isFile() ? stats.size : undefined
}

/** Runs the system's own rules, and works out when its tasks are due. */
function judge(
  system: System,
  schemes: Readonly<Record<string, number>>,
  { rules, policyNamed, dueAt, now }: FileAuditParts,
): JudgedSystem {
  const policy = policyNamed(system.policy)
  const accounts = Object.values(schemes).reduce((sum, count) => sum + count, 0)
  const reasons = examine<'system'>(selectRules('system', rules.values(), policy), {
    system,
    ...surroundingsOf(landscapeOf([system], now), system),
    list: { accounts, schemes, importedAt: now },
  })
  const steps = Object.values(policy.ladder).filter(step => step !== 'off')
  const dates = steps.map(step => [JSON.stringify(step), dueAt(now, step, policy)])
  return { system, policy, reasons, dueAt: Object.fromEntries(dates) }
}
