import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Report } from '../../src/core/report.ts'
import type { FileAuditProgress } from '../../src/file-audit/file-audit.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { auditByItself, auditThroughStore, listFile, requireSameReport } from './both-ways.ts'
import { longList } from './long-list.ts'

const folder = temporaryFolder('long-list')

test('the first two thousand rows of a long list are audited as through the database', async () => {
  const files = [listFile(folder, 'inventory-2000.csv', longList(2000))]
  requireSameReport(await auditByItself(files), await auditThroughStore(files))
})

test('of sixty thousand rows every account and task that is counted is shown, the worst first', async () => {
  const text = longList(60_000)
  const told: FileAuditProgress[] = []
  const report = await auditByItself([listFile(folder, 'inventory.csv', text)], progress =>
    told.push(progress),
  )
  requireProgress(told, Buffer.byteLength(text), report.accounts.length)
  requireOrder(report)
})

/** Rows and bytes only grow, up to the whole file; then accounts do, up to all of them. */
function requireProgress(told: readonly FileAuditProgress[], size: number, accounts: number): void {
  const reading = told.filter(progress => 'file' in progress)
  const examining = told.filter(progress => 'examined' in progress)
  assert.deepEqual(told, [...reading, ...examining])
  requireSorted(reading.map(({ rows }) => rows))
  requireSorted(reading.map(({ bytes }) => bytes))
  requireSorted(examining.map(({ examined }) => examined))
  assert.deepEqual([reading.at(-1)?.rows, reading.at(-1)?.bytes, reading.at(-1)?.size], [60_000, size, size])
  assert.deepEqual(examining.at(-1), { examined: accounts, accounts })
}

/** As many entries as the report says there are; accounts by risk, tasks by date and then by risk. */
function requireOrder({ files, coverage, accounts, riskyAccounts, tasks }: Report): void {
  assert.deepEqual([coverage.accounts, accounts.length], [files[0]?.rows, files[0]?.accepted])
  const shown = [...accounts].map(({ risk, system, login, reasons, dueAt }) => ({
    place: `${system}:${login}`,
    risk,
    isRisky: reasons.some(({ verdict }) => verdict === 'bad'),
    dueAt,
  }))
  assert.equal(new Set(shown.map(({ place }) => place)).size, accounts.length)
  assert.equal(shown.filter(({ isRisky }) => isRisky).length, riskyAccounts)
  requireSorted(shown.map(({ risk }) => -risk))
  const due = [...tasks].map(({ dueAt, risk }) => Date.parse(dueAt) - risk)
  assert.equal(due.length, tasks.length)
  assert.equal(due.length, shown.filter(({ dueAt }) => dueAt !== undefined).length)
  requireSorted(due)
}

function requireSorted(numbers: readonly number[]): void {
  const wrong = numbers.findIndex((number, index) => index > 0 && number < (numbers[index - 1] ?? 0))
  assert.equal(wrong, -1, `entry ${wrong} stands behind a later one`)
}
