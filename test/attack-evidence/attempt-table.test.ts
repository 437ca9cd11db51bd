import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type KeySeed, keyOf, pairKey } from '../../src/attack-evidence/attack-key.ts'
import { AttemptTable } from '../../src/attack-evidence/attempt-table.ts'

const seed: KeySeed = { first: 0x1234_5678, second: 0x9abc_def0 }

test('What is in the table is counted exactly', () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.constantFrom('fail', 'forgive')))
  fc.assert(
    fc.property(steps, taken => {
      const table = new AttemptTable(1)
      const expected = new Map<number, number>()
      taken.forEach(([key, step], at) => {
        const before = expected.get(key) ?? 0
        if (step === 'fail') table.add(key, at, 0)
        else table.forgive(key, 1)
        expected.set(key, step === 'fail' ? before + 1 : Math.max(0, before - 1))
      })
      for (const [key, count] of expected) assert.equal(table.count(key, 0), count)
    }),
  )
})

test('A million keys seen once push out each other and not one that has failed twice', () => {
  const table = new AttemptTable(16)
  for (let again = 0; again < 2; again += 1) table.add(keyOf('tanaka', seed), again, 0)
  for (let at = 0; at < 1_000_000; at += 1) table.add(keyOf(`nobody${at}`, seed), 10 + at, 0)
  assert.equal(table.count(keyOf('tanaka', seed), 0), 2)
})

test('Failures are forgotten after the time without one, at the instant', () => {
  const table = new AttemptTable()
  table.add(7, 1_000, 0)
  assert.equal(table.count(7, 1_000), 1)
  assert.equal(table.count(7, 1_001), 0)
  table.add(7, 5_000, 1_001)
  assert.equal(table.count(7, 1_001), 1, 'the old ones do not come back')
})

test('Questions under way are counted apart, and drive nobody out who has failed', () => {
  const table = new AttemptTable(1)
  for (let key = 1; key <= 8; key += 1) table.add(key, 0, 0)
  table.ask(9, 1, 0, 0)
  assert.equal(table.underWay(9, 0), 0)
  table.ask(3, 1, 0, 0)
  table.ask(3, 2, 0, 0)
  table.end(3)
  assert.deepEqual([table.underWay(3, 0), table.count(3, 0)], [1, 1])
  assert.equal(table.underWay(3, 3), 0, 'nothing is under way for ever')
})

test('Two hundred thousand names have as many keys, each a whole number no table takes for empty', () => {
  const keys = new Set<number>()
  for (let at = 0; at < 100_000; at += 1) {
    keys.add(keyOf(`login${at}`, seed))
    keys.add(pairKey(keyOf('tanaka', seed), keyOf(`10.0.${at}`, seed)))
  }
  assert.equal(keys.size, 200_000)
  for (const key of keys) assert.ok(Number.isSafeInteger(key) && key > 0 && key <= 2 ** 52)
})

test('Another process gives other keys', () => {
  assert.notEqual(keyOf('tanaka', seed), keyOf('tanaka', { ...seed, first: 1 }))
  assert.notEqual(keyOf('tanaka', seed), keyOf('tanaka', { ...seed, second: 1 }))
})

test('Keys fill the sets of a table evenly', () => {
  const sets = 256
  const filled = new Uint32Array(sets)
  for (let at = 0; at < 256_000; at += 1) {
    const set = keyOf(`198.51.${at}`, seed) % sets
    filled[set] = (filled[set] ?? 0) + 1
  }
  // A thousand each, give or take six standard deviations.
  for (const count of filled) assert.ok(Math.abs(count - 1_000) < 200, String(count))
})
