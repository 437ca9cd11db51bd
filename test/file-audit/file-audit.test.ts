import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { FileAuditProgress } from '../../src/file-audit/file-audit.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import {
  allParts,
  auditByItself,
  auditThroughStore,
  fileOf,
  listFile,
  requireSameReport,
} from './both-ways.ts'
import { longList } from './long-list.ts'

const company = new URL('../../examples/company/', import.meta.url).pathname
const folder = temporaryFolder('file-audit')
const allButFiles = allParts.filter(part => part !== 'files')

test('the example company gets the same report by itself as through the database', async () => {
  const names = readdirSync(company).filter(name => name !== 'company.json')
  const files = names.map(name => fileOf(join(company, name)))
  const report = await auditByItself(files)
  assert.equal(report.systems.length, 8)
  requireSameReport(report, await auditThroughStore(files))
})

test('several files of one system count as one list, of which the later file is right', async () => {
  const head = 'login,password,owner\n'
  const files = [
    listFile(
      folder,
      'shop.csv',
      `${head}tanaka,tanaka,tanaka\nsato,Zaiko2024,sato\nsato,x,sato\nsuzuki,Zaiko2024,\n`,
    ),
    listFile(folder, 'shop.more', `${head}sato,kiri9ume!Vtq2,sato\nito,Zaiko2024,ito\n`),
    listFile(folder, 'ftp.csv', `${head}upload,Zaiko2024,sato\n`),
  ]
  const together = [
    listFile(
      temporaryFolder('together'),
      'shop.csv',
      `${head}tanaka,tanaka,tanaka\nsuzuki,Zaiko2024,\nsato,kiri9ume!Vtq2,sato\nito,Zaiko2024,ito\n`,
    ),
    ...files.slice(2),
  ]
  const report = await auditByItself(files)
  assert.deepEqual(
    report.files.map(({ rows, accepted, rejected }) => [rows, accepted, rejected.map(({ line }) => line)]),
    [
      [4, 3, [4]],
      [2, 2, []],
      [1, 1, []],
    ],
  )
  assert.deepEqual(report.coverage, { accounts: 6, assessed: 5, notAssessed: 1, stale: 0 })
  const parts = allButFiles.filter(part => part !== 'coverage')
  requireSameReport(report, await auditThroughStore(together), { parts })
})

test('a report is made anew as often as it is read, and always the same', async () => {
  const report = await auditByItself([listFile(folder, 'points.csv', longList(900))])
  for (const part of ['accounts', 'findings', 'tasks'] as const) {
    const first = [...report[part]]
    assert.equal(first.length, report[part].length, part)
    assert.deepEqual([...report[part]], first, part)
    assert.ok(first.length > 0, part)
  }
})

test('a list that is refused refuses the audit, and a file that is not there does before anything is read', async () => {
  const good = listFile(folder, 'mail.csv', 'login,password\ntanaka,Zaiko2024\n')
  const bad = listFile(folder, 'webdav.csv', 'login,password\ntanaka,"Zaiko2024\n')
  const told: FileAuditProgress[] = []
  await assert.rejects(auditByItself([good, bad]), { key: 'intake-quote-open', values: { line: 2 } })
  await assert.rejects(
    auditByItself([good, fileOf(join(folder, 'nowhere.csv'))], progress => told.push(progress)),
    { key: 'cli-file', values: { file: join(folder, 'nowhere.csv') } },
  )
  assert.deepEqual(told, [])
})
