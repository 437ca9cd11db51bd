import assert from 'node:assert/strict'
import { test } from 'node:test'
import { temporaryFolder } from '../temporary-folder.ts'
import { auditByItself, auditThroughStore, listFile, requireSameReport } from './both-ways.ts'
import { inventedCompany } from './invented-company.ts'

const folder = temporaryFolder('invented-company')

test('a company with shared passwords, rejected lines, hashes and every encoding gets the same report both ways', async () => {
  const files = inventedCompany.map(({ name, content }) => listFile(folder, name, content))
  const report = await auditByItself(files)
  const read = report.files.map(
    ({ format, encoding, rejected }) => `${format} ${encoding} ${rejected.length}`,
  )
  assert.deepEqual(
    read,
    inventedCompany.map(({ read }) => read),
  )
  const reasons = new Set([...report.accounts].flatMap(({ reasons }) => reasons.map(({ rule }) => rule)))
  for (const rule of ['PW-01', 'PW-04', 'ST-09']) assert.ok(reasons.has(rule), `${rule} is among the reasons`)
  requireSameReport(report, await auditThroughStore(files))
})
