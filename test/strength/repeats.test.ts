import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { findRepeats } from '../../src/strength/repeats.ts'

const unitsOf = (text: string) => Uint16Array.from(text.split(''), character => character.charCodeAt(0))
const found = (text: string, limit = text.length) => findRepeats(unitsOf(text), text.length, limit)

/** The rule as regular expressions, which is how the package has it. */
function byExpressions(text: string) {
  const repeats = []
  for (let from = 0; from < text.length; ) {
    const [greedy, lazy] = [/(.+)\1+/g, /(.+?)\1+/g].map(expression => {
      expression.lastIndex = from
      return expression.exec(text)
    })
    if (!greedy || !lazy) break
    const isGreedy = greedy[0].length > lazy[0].length
    const all = isGreedy ? greedy[0] : lazy[0]
    const block = (isGreedy ? /^(.+?)\1+$/.exec(all)?.[1] : lazy[1]) ?? ''
    repeats.push({ start: lazy.index, block: block.length, count: all.length / block.length })
    from = lazy.index + all.length
  }
  return repeats
}

describe('repeated blocks', () => {
  it('are those that the expressions of the package find', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 40 }),
      fc.string({ unit: fc.constantFrom('a', 'b', 'c', '\n', '\u2028', '\r'), maxLength: 40 }),
      fc.tuple(fc.string({ maxLength: 9 }), fc.nat(6)).map(([block, times]) => block.repeat(times)),
    )
    fc.assert(
      fc.property(text, text => assert.deepEqual(found(text), byExpressions(text))),
      { numRuns: 3000 },
    )
  })

  it('begin before the limit, have no block beyond it, and may end after it', () => {
    assert.deepEqual(found('abcabcabc', 4), [{ start: 0, block: 3, count: 3 }])
    assert.deepEqual(found('abcdeabcde', 4), [])
    assert.deepEqual(found('xyzzz', 2), [])
  })
})
