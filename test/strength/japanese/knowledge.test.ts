import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { openDefaultEstimator } from '../../../src/strength/default-estimator.ts'
import { openDictionaries } from '../../../src/strength/dictionaries.ts'
import { openJapaneseKnowledge } from '../../../src/strength/japanese/knowledge.ts'
import { japaneseLists } from '../../../src/strength/japanese/word-lists.ts'
import { passphraseWords } from '../../../src/strength/words/passphrase-words.ts'
import { strongPasswords } from '../strong-cases.ts'
import { weakTest } from '../weak-test.ts'
import { families, type WeakList, weakTraining } from '../weak-training.ts'

const knowledge = openJapaneseKnowledge(openDictionaries())
const estimator = openDefaultEstimator()
const scoreOf = (password: string) => estimator.estimate(password, []).score
const compound = (password: string, ownWords: readonly string[] = []) =>
  knowledge.findParts(password, ownWords).find(({ pattern }) => pattern === 'compound')
const madeOf = (password: string, ownWords: readonly string[] = []) =>
  compound(password, ownWords)?.block?.map(({ pattern, dictionary }) => dictionary ?? pattern)

describe('what a Japanese attacker knows', () => {
  it('is at most 150,000 words, lower case, ranked from 1', () => {
    const words = japaneseLists().flatMap(list => list.words)
    assert.ok(words.length > 45_000 && words.length < 150_000, `${words.length} words`)
    for (const [word, rank] of words) {
      assert.ok(rank >= 1)
      assert.equal(word, word.toLowerCase())
    }
  })

  it('puts whole passwords together from words, numbers and signs', () => {
    assert.deepEqual(madeOf('Tanaka2024!'), ['family-names', 'regex', 'bruteforce'])
    assert.deepEqual(madeOf('zaiko-R7.4.1'), ['goods', 'bruteforce', 'era-date'])
    assert.deepEqual(madeOf('s@kur@8264')?.slice(1), ['bruteforce'])
    assert.deepEqual(madeOf('t-tanaka2024'), ['bruteforce', 'bruteforce', 'family-names', 'regex'])
  })

  it('knows the words given beside a password', () => {
    assert.equal(madeOf('Quuxfrob2024!'), undefined)
    assert.deepEqual(madeOf('Quuxfrob2024!', ['quuxfrob']), ['user_inputs', 'regex', 'bruteforce'])
    assert.deepEqual(madeOf('quuxfr0b-kanri', ['Quuxfrob']), ['user_inputs', 'bruteforce', 'office'])
  })

  it('takes a password for a compound of two words at most', () => {
    assert.notEqual(compound('tokyosakura2024'), undefined)
    assert.equal(compound('tokyosakuraneko'), undefined)
    const phrase = fc.tuple(
      fc.array(fc.constantFrom(...passphraseWords), { minLength: 3, maxLength: 5 }),
      fc.constantFrom('-', ' ', '.', '_'),
    )
    fc.assert(fc.property(phrase, ([words, joint]) => assert.equal(compound(words.join(joint)), undefined)))
  })

  it('finds parts within the password, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 70 }), text => {
        for (const { start, end, guesses } of knowledge.findParts(text)) {
          assert.ok(start >= 0 && start <= end && end < text.length)
          assert.ok(guesses >= 1 && Number.isFinite(guesses))
        }
      }),
    )
  })
})

describe('passwords as they are met in Japanese companies', () => {
  for (const [name, list] of [
    ['tuned on', weakTraining],
    ['never tuned on', weakTest],
  ] as const) {
    it(`are told as weak: those ${name}`, () => {
      assert.ok(shareUpTo(list, 2) >= 0.97, `${shareUpTo(list, 2)} score at most 2`)
      assert.ok(shareUpTo(list, 1) >= 0.9, `${shareUpTo(list, 1)} score at most 1`)
    })
  }

  it('are of two lists with nothing in common', () => {
    const training = new Set(families.flatMap(family => weakTraining[family]))
    assert.deepEqual(
      families.flatMap(family => weakTest[family]).filter(password => training.has(password)),
      [],
    )
  })

  it('are not confused with strong ones: random characters, and four unrelated words', () => {
    for (const [kind, passwords] of [
      ...Object.entries(strongPasswords(1, 20)),
      ...Object.entries(strongPasswords(2, 20)),
    ])
      for (const password of passwords) assert.ok(scoreOf(password) >= 3, `${kind}: ${password}`)
  })
})

function shareUpTo(list: WeakList, score: number): number {
  const passwords = families.flatMap(family => list[family])
  return passwords.filter(password => scoreOf(password) <= score).length / passwords.length
}
