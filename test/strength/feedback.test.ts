import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import zxcvbn from 'zxcvbn'
import type { MessageKey } from '../../src/core/message.ts'
import { openDefaultEstimator } from '../../src/strength/default-estimator.ts'
import { openExactEstimator } from '../../src/strength/exact-estimator.ts'
import { feedbackOf } from '../../src/strength/feedback.ts'

/** The zxcvbn package's warnings and suggestions, by the sentence of ours that says the same. */
const sentences: Readonly<Record<string, MessageKey>> = {
  'Straight rows of keys are easy to guess': 'strength-straight-row',
  'Short keyboard patterns are easy to guess': 'strength-keyboard-pattern',
  'Repeats like "aaa" are easy to guess': 'strength-repeat',
  'Repeats like "abcabcabc" are only slightly harder to guess than "abc"': 'strength-repeated-block',
  'Sequences like abc or 6543 are easy to guess': 'strength-sequence',
  'Recent years are easy to guess': 'strength-year',
  'Dates are often easy to guess': 'strength-date',
  'This is a top-10 common password': 'strength-top-10',
  'This is a top-100 common password': 'strength-top-100',
  'This is a very common password': 'strength-very-common',
  'This is similar to a commonly used password': 'strength-similar-to-common',
  'A word by itself is easy to guess': 'strength-single-word',
  'Names and surnames by themselves are easy to guess': 'strength-single-name',
  'Common names and surnames are easy to guess': 'strength-common-name',
  'Use a few words, avoid common phrases': 'strength-use-few-words',
  'No need for symbols, digits, or uppercase letters': 'strength-no-symbols-needed',
  'Add another word or two. Uncommon words are better.': 'strength-add-words',
  'Use a longer keyboard pattern with more turns': 'strength-longer-pattern',
  'Avoid repeated words and characters': 'strength-avoid-repeats',
  'Avoid sequences': 'strength-avoid-sequences',
  'Avoid recent years': 'strength-avoid-years',
  'Avoid years that are associated with you': 'strength-avoid-own-years',
  'Avoid dates and years that are associated with you': 'strength-avoid-own-dates',
  "Capitalization doesn't help very much": 'strength-capitals',
  'All-uppercase is almost as easy to guess as all-lowercase': 'strength-all-capitals',
  "Reversed words aren't much harder to guess": 'strength-reversed',
  "Predictable substitutions like '@' instead of 'a' don't help very much": 'strength-substitutions',
}

const exact = openExactEstimator()
const estimator = openDefaultEstimator()
const toldOf = (password: string, words: readonly string[] = []) =>
  feedbackOf(password, estimator.estimate(password, words))

describe('what is told of a weak password', () => {
  it('is what the zxcvbn package tells, where it knows the pattern', () => {
    const parts = [
      ...[
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
      ],
      ...['p@ssw0rd', 'Dragon', 'smith', 'mary', 'wikipedia', 'zebra', 'x', '!', 'Q7', 'gandalf'],
    ]
    const password = fc.array(fc.constantFrom(...parts), { maxLength: 3 }).map(words => words.join(''))
    const met = new Set<string>()
    fc.assert(
      fc.property(password, password => {
        const { warning, suggestions } = zxcvbn(password).feedback
        for (const sentence of [warning, ...suggestions]) if (sentence !== '') met.add(sentence)
        const told = feedbackOf(password, exact.estimate(password, []))
        assert.equal(told.warning, sentences[warning])
        assert.deepEqual(
          told.suggestions,
          suggestions.map(sentence => sentences[sentence]),
        )
      }),
      { numRuns: 1500, seed: 7 },
    )
    assert.ok(met.size >= 20, `met only ${met.size} sentences`)
  })

  it('names the Japanese pattern it was found by', () => {
    for (const [password, warning] of [
      ['R7.4.1', 'strength-era-date'],
      ['昭和64年', 'strength-era-date'],
      ['03-5544-1298', 'strength-phone'],
      ['150-0043', 'strength-postcode'],
      ['yokohama', 'strength-place'],
      ['hacchuu', 'strength-trade-word'],
      ['kingyo', 'strength-japanese-word'],
      ['yonago!', 'strength-word-with-ending'],
      ['hacchuu2026', 'strength-word-with-ending'],
      ['kaisha-keiri', 'strength-two-words'],
      ['20260401!', 'strength-number-with-signs'],
      ['vqxkwzp', undefined],
    ] as const)
      assert.equal(toldOf(password).warning, warning, password)
  })

  it("names the account's and the company's own words", () => {
    assert.equal(toldOf('quuxfrob', ['quuxfrob']).warning, 'strength-own-word')
    assert.equal(toldOf('Quuxfrob2026!', ['quuxfrob']).warning, 'strength-own-word-with-ending')
  })

  it('advises on every part of a compound, each advice once', () => {
    assert.deepEqual(toldOf('Hacchuu2026!').suggestions, [
      'strength-add-words',
      'strength-capitals',
      'strength-avoid-years',
      'strength-avoid-own-years',
    ])
  })

  it('is nothing above score 2', () => {
    assert.deepEqual(toldOf('k9#mQ2$vL7!pR4'), { suggestions: [] })
  })
})
