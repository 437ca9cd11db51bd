import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bucketRange, compareFingerprints, openLengthBuckets } from '../../src/core/account.ts'

const length = fc.integer({ min: 0, max: 100 })

test('a length lies in its bucket, and the bucket tells whether it reaches what a policy asks for', () => {
  fc.assert(
    fc.property(length, fc.array(fc.integer({ min: 1, max: 64 })), (length, asked) => {
      const { min, max } = bucketRange(openLengthBuckets(asked)(length))
      assert.ok(min <= length && length <= max)
      for (const needed of asked) assert.ok(length < needed ? max < needed : min >= needed, `${needed}`)
    }),
  )
})

test('two lengths that no policy tells apart are kept as one', () => {
  const bucketOf = openLengthBuckets([20, 8])
  assert.deepEqual([0, 1, 7, 8, 14, 15, 19, 20, 63, 64, 4_096].map(bucketOf), [
    '0',
    '1-7',
    '1-7',
    '8-9',
    '14',
    '15-19',
    '15-19',
    '20-63',
    '20-63',
    '64+',
    '64+',
  ])
})

test('fingerprints compare only under one key and one cost', () => {
  assert.equal(compareFingerprints('f1.key1.a.x', 'f1.key1.a.x'), 'same')
  assert.equal(compareFingerprints('f1.key1.a.x', 'f1.key1.a.y'), 'different')
  assert.equal(compareFingerprints('f1.key1.a.x', 'f1.key2.a.y'), 'incomparable')
  assert.equal(compareFingerprints('f1.key1.a.x', 'f1.key1.h.y'), 'incomparable')
  assert.equal(compareFingerprints(undefined, 'f1.key1.h.y'), 'incomparable')
})
