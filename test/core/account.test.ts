import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bucketRange, compareFingerprints, lengthBucketOf, lengthBuckets } from '../../src/core/account.ts'

test('every length falls into exactly the bucket whose range holds it', () => {
  for (let length = 0; length <= 100; length++) {
    const holding = lengthBuckets.filter(
      bucket => bucketRange(bucket).min <= length && length <= bucketRange(bucket).max,
    )
    assert.deepEqual(holding, [lengthBucketOf(length)], String(length))
  }
})

test('fingerprints compare only under one key and one cost', () => {
  assert.equal(compareFingerprints('f1.key1.a.x', 'f1.key1.a.x'), 'same')
  assert.equal(compareFingerprints('f1.key1.a.x', 'f1.key1.a.y'), 'different')
  assert.equal(compareFingerprints('f1.key1.a.x', 'f1.key2.a.y'), 'incomparable')
  assert.equal(compareFingerprints('f1.key1.a.x', 'f1.key1.h.y'), 'incomparable')
  assert.equal(compareFingerprints(undefined, 'f1.key1.h.y'), 'incomparable')
})
