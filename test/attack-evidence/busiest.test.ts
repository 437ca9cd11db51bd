import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Busiest } from '../../src/attack-evidence/busiest.ts'
import { SystemEvidence } from '../../src/attack-evidence/system-evidence.ts'

const minute = 60_000
const hour = 60 * minute
const once = { name: '203.0.113.9', attempts: 1 }

test('A flood of names seen once leaves the busy ones where they are', () => {
  const busiest = new Busiest(8)
  const seen = new Map<string, number>()
  const note = (name: string, at: number) => {
    seen.set(name, (seen.get(name) ?? 0) + 1)
    busiest.note(name, seen.get(name) ?? 0, at)
  }
  for (const name of ['tanaka', 'sato', 'tanaka', 'sato', 'tanaka']) note(name, 1)
  for (let at = 0; at < 100_000; at += 1) {
    note(`nobody${at}`, 2)
    if (at % 10_000 === 0) note('203.0.113.9', 2)
  }
  assert.deepEqual(
    busiest
      .list()
      .slice(0, 3)
      .map(({ name, attempts }) => [name, attempts]),
    [
      ['203.0.113.9', 10],
      ['tanaka', 3],
      ['sato', 2],
    ],
  )
  assert.equal(busiest.list().length, 8)
})

test('Whoever has been quiet for an hour makes room', () => {
  const busiest = new Busiest(1)
  for (let at = 1; at <= 50; at += 1) busiest.note('early', at, at)
  busiest.note('late', 1, hour)
  assert.deepEqual(
    busiest.list().map(({ name }) => name),
    ['early'],
  )
  busiest.note('late', 2, 2 * hour)
  assert.deepEqual(
    busiest.list().map(({ name, attempts }) => [name, attempts]),
    [['late', 2]],
  )
})

test('Evidence is counted by minute in windows that slide', () => {
  const evidence = new SystemEvidence()
  const start = 1_000 * hour
  for (let at = 0; at < 90; at += 1)
    evidence.note(at % 2 === 0 ? 'denied' : 'failed', once, undefined, start + at * minute)
  const now = start + 89 * minute
  assert.deepEqual(evidence.within(1, now), { denied: 0, failed: 1 })
  assert.deepEqual(evidence.within(10, now), { denied: 5, failed: 5 })
  assert.deepEqual(evidence.within(60, now), { denied: 30, failed: 30 })
  assert.deepEqual(evidence.within(60, now + 59 * minute), { denied: 0, failed: 1 })
  assert.deepEqual(evidence.within(60, now + 60 * minute), { denied: 0, failed: 0 })
  assert.equal(evidence.attempts, 90)
})

test('After a quiet hour the evidence begins anew', () => {
  const evidence = new SystemEvidence()
  const start = 1_000 * hour
  evidence.note('denied', once, once, start)
  evidence.note('denied', once, once, start + hour - 1)
  assert.deepEqual([evidence.firstAt, evidence.attempts, evidence.attemptsWithLogin], [start, 2, 2])
  evidence.note('failed', { name: 'new', attempts: 1 }, undefined, start + 3 * hour)
  assert.deepEqual([evidence.firstAt, evidence.attempts, evidence.failedInAll], [start + 3 * hour, 1, 1])
  assert.deepEqual(
    evidence.sources.list().map(({ name }) => name),
    ['new'],
  )
  assert.deepEqual(evidence.logins.list(), [])
})
