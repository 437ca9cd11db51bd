import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccountList } from '../../src/core/account-list.ts'
import { openMetrics } from '../../src/http/metrics.ts'

const metrics = openMetrics({
  databaseBytes: async () => 4_096,
  droppedRecords: () => 3,
  failedAttempts: () => new Map([['ftp', 7]]),
})

async function linesOf(name: string): Promise<readonly string[]> {
  const { text } = await metrics.render()
  return text.split('\n').filter(line => line.startsWith(name))
}

test('Requests are counted into every bucket that holds them, with their seconds in all', async () => {
  for (const seconds of [0.0004, 0.001, 0.002, 90]) metrics.requested('GET /healthz', 200, seconds)
  metrics.requested('GET /healthz', 503, 0.01)
  const of = (le: string) => `kagimori_request_seconds_bucket{le="${le}",route="GET /healthz",status="200"}`
  const lines = await linesOf('kagimori_request_seconds')
  for (const counted of [`${of('0.001')} 2`, `${of('0.005')} 3`, `${of('60')} 3`, `${of('+Inf')} 4`]) {
    assert.ok(lines.includes(counted), counted)
  }
  assert.ok(lines.includes('kagimori_request_seconds_count{route="GET /healthz",status="200"} 4'))
  assert.ok(lines.includes('kagimori_request_seconds_count{route="GET /healthz",status="503"} 1'))
  const sum =
    lines.find(line => line.startsWith('kagimori_request_seconds_sum') && line.includes('200')) ?? ''
  assert.ok(Math.abs(Number(sum.split(' ').at(-1)) - 90.0034) < 1e-9, sum)
})

test('A system somebody made up gets no series of its own', async () => {
  metrics.decided('shop', { allow: true, wouldAllow: true, rule: 'listed', mode: 'enforce' })
  for (const system of ['made-up', 'another'])
    metrics.decided(system, { allow: false, wouldAllow: false, rule: 'unknown-system', mode: 'enforce' })
  assert.deepEqual(await linesOf('kagimori_decisions_total'), [
    'kagimori_decisions_total{system="shop",allow="true",rule="listed"} 1',
    'kagimori_decisions_total{system="",allow="false",rule="unknown-system"} 2',
  ])
})

test('What is looked up and what the process says of itself stand beside it', async () => {
  metrics.imported({ system: 'ftp', accepted: 5, rejectedCount: 1 } as AccountList)
  for (const line of [
    'kagimori_import_rows_total{system="ftp",result="accepted"} 5',
    'kagimori_import_rows_total{system="ftp",result="rejected"} 1',
    'kagimori_decision_records_dropped_total 3',
    'kagimori_login_ratings_dropped_total 0',
    'kagimori_attempts_failed_total{system="ftp"} 7',
    'kagimori_database_bytes 4096',
  ]) {
    assert.deepEqual(await linesOf(line), [line])
  }
  assert.match((await metrics.render()).text, /^process_resident_memory_bytes \d+$/m)
  assert.equal((await metrics.render()).contentType, 'text/plain; version=0.0.4; charset=utf-8')
})
