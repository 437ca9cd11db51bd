import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isPlainAscii } from '../../src/core/plain-ascii.ts'

const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('a', ' ', '~', '\x1f', '\x7f', 'ａ') }),
)

test('what is called plain has nothing to fold, no control characters, and is all ASCII', () => {
  fc.assert(
    fc.property(anyText, text => {
      assert.equal(isPlainAscii(text), /^[\x20-\x7e]*$/.test(text))
      if (!isPlainAscii(text)) return
      assert.equal(text.normalize('NFKC'), text)
      assert.equal(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text), false)
    }),
    { numRuns: 2000 },
  )
})
