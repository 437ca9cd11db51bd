import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { displayWidth, wrap } from '../../src/cli/wrapping.ts'

test('wide characters count two columns, colours none', () => {
  assert.equal(displayWidth('在庫ab'), 6)
  assert.equal(displayWidth('\u001b[31mab\u001b[0m'), 2)
})

test('lines break between words, and between any two Japanese characters', () => {
  assert.equal(wrap('one two three', 8), 'one two\nthree')
  assert.equal(wrap('在庫管理', 5), '在庫\n管理')
  assert.equal(wrap('a\nb', 5), 'a\nb')
})

test('no line is wider than asked, and nothing but spaces is lost', () => {
  const text = fc
    .array(fc.constantFrom('在', '庫', 'abc', ' ', 'x', 'longerword', '。'))
    .map(parts => parts.join(''))
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 20 }), (line, width) => {
      const wrapped = wrap(line, width)
      for (const part of wrapped.split('\n')) assert.ok(displayWidth(part) <= width, `${part} in ${width}`)
      assert.equal(wrapped.replaceAll(/\s/g, ''), line.replaceAll(/\s/g, ''))
    }),
  )
})
