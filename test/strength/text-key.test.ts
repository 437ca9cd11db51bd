import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { keyOf } from '../../src/strength/text-key.ts'

test('equal texts have one key however they came about', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (before, text) => {
      assert.equal(keyOf((before + text).slice(before.length)), keyOf(text))
    }),
  )
})

test('two hundred thousand passwords that differ in little have as many keys as chance allows', () => {
  const texts = Array.from({ length: 200_000 }, (_, index) => `Zaiko${index}!kiri`)
  const keys = new Set(texts.map(keyOf))
  // Five pairs are to be expected of 32 bits.
  assert.ok(keys.size > texts.length - 30, `${keys.size} keys`)
})
