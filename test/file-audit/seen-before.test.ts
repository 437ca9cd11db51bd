import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { SeenBefore } from '../../src/file-audit/seen-before.ts'
import { keyOf } from '../../src/strength/text-key.ts'

test('a text that came before is known to have come, whatever came between', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 4 }), { maxLength: 200 }), texts => {
      const seen = new SeenBefore()
      const came = new Set<string>()
      for (const text of texts) {
        const isSecond = seen.isSecond(keyOf(text))
        assert.ok(isSecond || !came.has(text), JSON.stringify(text))
        came.add(text)
      }
    }),
  )
})

test('of twenty thousand texts that come once hardly any is taken for another', () => {
  const seen = new SeenBefore()
  const texts = Array.from({ length: 20_000 }, (_, index) => `Zaiko${index}!kiri`)
  const mistaken = texts.filter(text => seen.isSecond(keyOf(text)))
  assert.ok(mistaken.length < 400, `${mistaken.length} of 20,000`)
})
