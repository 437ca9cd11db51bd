import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { createReadStream, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { ListNews } from '../../src/core/account-list.ts'
import { dueAt } from '../../src/core/business-day.ts'
import { render } from '../../src/core/message.ts'
import type { Report } from '../../src/core/report.ts'
import { type System, systemKinds } from '../../src/core/system.ts'
import { type AuditedFile, auditFiles, type FileAuditProgress } from '../../src/file-audit/file-audit.ts'
import { isHoliday } from '../../src/holidays.ts'
import { readPolicies, readPolicyFiles } from '../../src/policies.ts'
import { readShelf } from '../../src/shelf.ts'
import { office, openBuilt } from '../built.ts'

const now = '2026-11-23T09:00:00.000Z'
const timeZone = 'Asia/Tokyo'
const rules = await readShelf('rules')
const policies = readPolicies(
  await readPolicyFiles(new URL('../../policies', import.meta.url).pathname),
  rules,
)

/** A system of which nothing is known but its id and what that says of its kind, as the command line makes it. */
export function bareSystem(id: string): System {
  const kind = systemKinds.find(kind => id.includes(kind)) ?? 'other'
  const policy = policies.has(kind) ? kind : 'base'
  const nothingKnown = { endpoints: [], facts: {}, columns: {} }
  return { id, name: id, kind, exposure: 'intranet', policy, mode: 'report', ...nothingKnown }
}

/** A list as a file of the system its name says. */
export function listFile(folder: string, name: string, content: string | Uint8Array): AuditedFile {
  const file = join(folder, name)
  writeFileSync(file, content)
  return fileOf(file)
}

/** A file that is there, of the system its name says. */
export function fileOf(file: string): AuditedFile {
  return { file, system: bareSystem(basename(file).replace(/\.[^.]*$/, '')) }
}

/** Audits the files by themselves. */
export function auditByItself(
  files: readonly AuditedFile[],
  onProgress: (progress: FileAuditProgress) => void = () => undefined,
): Promise<Report> {
  return auditFiles(files, {
    format: 'auto',
    encoding: 'auto',
    columns: {},
    candidateBudgetMilliseconds: 200,
    rules,
    policyNamed: name => policies.get(name) ?? assert.fail(name),
    dueAt: (from, step, { closingDays }) => dueAt(from, step, { closingDays, timeZone, isHoliday }),
    digest: text => hash('sha256', text),
    now,
    onProgress,
  })
}

/** Imports the files into a store of their own and audits their systems. */
export async function auditThroughStore(files: readonly AuditedFile[]): Promise<Report> {
  const { enforcer, faults } = await openBuilt({ now })
  const lists: ListNews[] = []
  for (const { file, system } of files) {
    const { id, name, kind, exposure, mode } = system
    await enforcer.putSystem(id, { name, kind, exposure, mode, endpoints: [] }, office)
    lists.push(await enforcer.importList(id, createReadStream(file), { partial: true }, office))
  }
  const { id } = await enforcer.startAudit(
    files.map(({ system }) => system.id),
    office,
  )
  await enforcer.settle()
  assert.deepEqual(faults, [])
  const report = await enforcer.auditReport(id)
  return {
    ...report,
    files: lists.map((list, index) => ({ file: files[index]?.file ?? '', ...asReported(list) })),
  }
}

function asReported({ format, encoding, rows, accepted, rejected }: ListNews) {
  const sentences = rejected.map(({ line, key, values }) => {
    return { line, reason: { en: render('en', key, values), ja: render('ja', key, values) } }
  })
  return { format, encoding, rows, accepted, rejected: sentences }
}

/** All that is told of a report, in the order it is compared in. */
export const allParts = [
  'files',
  'systems',
  'coverage',
  'score',
  'riskyAccounts',
  'places',
  'headlines',
  'accounts',
  'findings',
  'tasks',
] as const satisfies readonly (keyof Report)[]

/**
 * Requires two reports to tell the same, entry by entry, of long parts the first so many. Tasks have ids of their own in
 * the store, and what is equally urgent comes in no order there.
 */
export function requireSameReport(
  report: Report,
  by: Report,
  {
    parts = allParts,
    first = Number.POSITIVE_INFINITY,
  }: { parts?: readonly (keyof Report)[]; first?: number } = {},
): void {
  for (const part of parts) {
    const [own, other] = [report, by].map(each => entriesOf(each, part))
    assert.equal(own?.length, other?.length, `${part}: how many`)
    const rest = other?.entries[Symbol.iterator]()
    let index = 0
    for (const entry of own?.entries ?? []) {
      if (index >= first) break
      assert.deepEqual(entry, rest?.next().value, `${part} ${index}`)
      index += 1
    }
  }
}

function entriesOf(report: Report, part: keyof Report): { length: number; entries: Iterable<unknown> } {
  if (part === 'tasks') return inOrder(report.tasks, ({ id: _id, ...task }) => task)
  if (part === 'headlines') return inOrder(report.headlines, headline => headline)
  const value = report[part]
  if (typeof value !== 'object' || !('length' in value)) return { length: 1, entries: [value] }
  return { length: value.length, entries: value }
}

function inOrder<T>(
  all: Iterable<T>,
  told: (one: T) => unknown,
): { length: number; entries: Iterable<unknown> } {
  const entries = [...all].map(one => JSON.stringify(told(one))).sort()
  return { length: entries.length, entries }
}
