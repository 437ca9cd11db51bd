import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import zxcvbn from 'zxcvbn'
import { feedbackKey } from '../../src/strength/feedback.ts'

describe("zxcvbn's advice", () => {
  it('has a sentence of ours for every one of its own', () => {
    const parts = [
      'qwerty',
      'zxcvbgt',
      'aaaa',
      'abcabc',
      '6543',
      '1987',
      '1/2/1998',
      'password',
      'PASSWORD',
      'drowssap',
    ]
    const more = ['p@ssw0rd', 'Dragon', 'smith', 'mary', 'wikipedia', 'zebra', 'x', '!', 'Q7', 'gandalf']
    const password = fc
      .array(fc.constantFrom(...parts, ...more), { maxLength: 3 })
      .map(words => words.join(''))
    const met = new Set<string>()
    fc.assert(
      fc.property(password, password => {
        const { warning, suggestions } = zxcvbn(password).feedback
        for (const sentence of [warning, ...suggestions].filter(sentence => sentence !== '')) {
          met.add(sentence)
          assert.notEqual(feedbackKey(sentence), undefined, sentence)
        }
      }),
      { numRuns: 1500, seed: 7 },
    )
    assert.ok(met.size >= 20, `met only ${met.size} sentences`)
  })

  it('has none for what zxcvbn does not say', () => {
    assert.equal(feedbackKey(''), undefined)
    assert.equal(feedbackKey('constructor'), undefined)
  })
})
