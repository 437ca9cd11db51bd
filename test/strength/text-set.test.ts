import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { TextSet } from '../../src/strength/text-set.ts'

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 3 }), fc.constantFrom('zaiko', 'Zaiko', 'パス'))

test('a set of texts has exactly what was put into it', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 100 }), fc.array(text, { maxLength: 100 }), (given, asked) => {
      const set = new TextSet(given)
      for (const each of [...given, ...asked]) assert.equal(set.has(each), given.includes(each), each)
    }),
  )
})

test('an empty set has nothing, not even the empty text', () => {
  assert.equal(new TextSet([]).has(''), false)
})
