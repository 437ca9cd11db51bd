import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DecisionBook } from '../../src/access/decision-book.ts'
import type { DecisionRecord } from '../../src/core/decision.ts'
import { openBuilt } from '../built.ts'

const monday = '2026-11-23T03:00:00.000Z'
const built = await openBuilt({ now: monday })
const { enforcer, parts } = built
await built.declare('ftp', { mode: 'report' })

const record = (at: number): DecisionRecord => ({
  allow: true,
  wouldAllow: false,
  rule: 'no-allowlist',
  mode: 'report',
  at: new Date(Date.parse(monday) + at * 1000).toISOString(),
  system: 'ftp',
  ip: `192.0.2.${at % 256}`,
})

/** A book of its own over the real store. */
function openBook(limits: { readonly kept: number; readonly keptDays: number }, full = false): DecisionBook {
  const requireRoom = () => {
    if (full) throw new Error('no room')
  }
  return new DecisionBook({ ...parts, requireRoom }, limits)
}

const kept = async () => (await parts.store.pageDecisions({}, { limit: 10_000 })).items

test('decisions are answered first and noted together afterwards, in order', async () => {
  for (let at = 0; at < 500; at += 1)
    enforcer.decide({ system: 'ftp', ip: `198.51.100.${at % 256}`, login: 'sato' })
  assert.equal((await kept()).length, 0, 'no answer waited for the disk')
  const { items } = await enforcer.decisions({ system: 'ftp' }, { limit: 1000 })
  assert.deepEqual(
    items.map(({ ip }) => ip),
    Array.from({ length: 500 }, (_, at) => `198.51.100.${(499 - at) % 256}`),
  )
  assert.deepEqual([items[0]?.login, items[0]?.at, items[0]?.rule], ['sato', monday, 'no-allowlist'])
})

test('a store that cannot take them costs the notes and never an answer', async () => {
  const before = (await kept()).length
  const book = openBook({ kept: 1000, keptDays: 90 }, true)
  for (let at = 0; at < 20; at += 1) book.note(record(at))
  await book.flush()
  assert.deepEqual([book.dropped, (await kept()).length], [20, before])
  assert.ok(built.faults.some(fault => fault === 'decision-book: Error: no room'))
})

test('what waits for the disk is bounded: the oldest notes go, and are counted', async () => {
  const book = openBook({ kept: 100_000, keptDays: 90 }, true)
  for (let at = 0; at < 25_000; at += 1) book.note(record(at))
  assert.equal(book.dropped, 10_000)
  await book.flush()
  assert.equal(book.dropped, 25_000)
})

test('the history is bounded in number, and what is too old goes within the hour', async () => {
  const book = openBook({ kept: 300, keptDays: 1 })
  for (let at = 0; at < 10_000; at += 1) book.note(record(at))
  await book.flush()
  const items = await kept()
  assert.deepEqual([items.length, items[0]?.at, items.at(-1)?.at], [300, record(9_999).at, record(9_700).at])
  built.setNow(new Date(Date.parse(record(9_900).at) + 86_400_000).toISOString())
  await book.tidy()
  assert.equal((await kept()).length, 100, 'those of the last day')
})
