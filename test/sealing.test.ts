import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { sealBytes, unsealBytes } from '../src/sealing.ts'

const key = randomBytes(32)

test('what was sealed is read again by its key, about the same, and by nothing else', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.string(), fc.nat(), (bytes, about, at) => {
      const sealed = sealBytes(key, bytes, about)
      assert.deepEqual(new Uint8Array(unsealBytes(key, sealed, about)), bytes)
      assert.throws(() => unsealBytes(randomBytes(32), sealed, about))
      assert.throws(() => unsealBytes(key, sealed, `${about}.`))
      const altered = sealed.map((byte, place) => (place === at % sealed.length ? byte ^ 1 : byte))
      assert.throws(() => unsealBytes(key, altered, about))
      assert.throws(() => unsealBytes(key, sealed.subarray(0, -1), about))
    }),
  )
})

test('the same bytes never look the same', () => {
  assert.notDeepEqual(sealBytes(key, key), sealBytes(key, key))
})
