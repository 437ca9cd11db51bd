import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DecisionWriter } from '../../src/access/decision-writer.ts'
import type { DecisionRecord } from '../../src/core/decision.ts'
import type { WrittenDecisions } from '../../src/core/store.ts'
import { decision, written } from '../store/samples.ts'

const readBack = (groups: readonly WrittenDecisions[]): readonly DecisionRecord[] =>
  groups.flatMap(({ json }) => JSON.parse(Buffer.from(json).toString()))

test('whatever a login is made of, decisions are read as they were written', () => {
  const logins = fc.array(fc.string({ unit: 'binary', maxLength: 400 }), { maxLength: 60 })
  fc.assert(
    fc.property(logins, logins => {
      const records = logins.map(login => decision({ login, ip: '2001:db8::7' }))
      assert.deepEqual(readBack(written(records)), records)
    }),
  )
})

test('whatever changes from one decision to the next is written, also where all else is the same', () => {
  const entries = [{ network: '203.0.113.0/24' }, { network: '203.0.113.0/24', label: 'office' }]
  const fields = fc.record(
    {
      at: fc.constantFrom('2026-11-23T03:00:00.000Z', '2026-11-23T03:00:00.001Z'),
      system: fc.constantFrom('ftp', 'mail'),
      ip: fc.constantFrom('203.0.113.7', '2001:db8::7'),
      login: fc.constantFrom('sato', 'tanaka'),
      allow: fc.boolean(),
      wouldAllow: fc.boolean(),
      rule: fc.constantFrom('listed', 'not-listed'),
      mode: fc.constantFrom('report', 'enforce'),
      entry: fc.constantFrom(...entries),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.array(fields), all => {
      // Twice each, so that some are alike.
      const records = all.flatMap(some => [decision(some), decision(some)])
      assert.deepEqual(readBack(written(records)), records)
    }),
  )
})

test('decisions stand in groups of 500 at most, each with its size and the time of its last', () => {
  const at = (index: number) => new Date(Date.UTC(2026, 10, 23, 0, 0, index)).toISOString()
  const groups = written(Array.from({ length: 1_200 }, (_, index) => decision({ at: at(index) })))
  assert.deepEqual(
    groups.map(({ size, lastAt }) => [size, lastAt]),
    [
      [500, at(499)],
      [500, at(999)],
      [200, at(1_199)],
    ],
  )
})

test('the oldest whole groups are dropped, and the rest is still there', () => {
  const writer = new DecisionWriter()
  for (let index = 0; index < 1_700; index++)
    writer.write(decision({ ip: `10.0.${index >> 8}.${index & 255}` }))
  assert.equal(writer.dropOldest(1_100), 1_000)
  assert.equal(writer.waiting, 700)
  const ips = readBack(writer.take()).map(({ ip }) => ip)
  assert.deepEqual([ips.length, ips[0], ips.at(-1)], [700, '10.0.3.232', '10.0.6.163'])
  assert.deepEqual([writer.waiting, writer.take()], [0, []])
})

test('what was taken stays as it is while others are written, also more of them than ever before', () => {
  const writer = new DecisionWriter()
  const some = (count: number, login: string) => Array.from({ length: count }, () => decision({ login }))
  for (const [count, login] of [
    [700, 'sato'],
    [3_000, 'tanaka'],
    [20_000, 'suzuki'],
    [1, 'mori'],
  ] as const) {
    for (const record of some(count, login)) writer.write(record)
    const taken = writer.take()
    for (const record of some(1_000, 'kato')) writer.write(record)
    assert.deepEqual(readBack(taken), some(count, login))
    assert.equal(readBack(writer.take()).length, 1_000)
  }
})
