import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import zxcvbn from 'zxcvbn'
import { contextWords, openWordSearch, pairWeaknesses, wordsThatOccur } from '../../src/strength/context.ts'
import { foldLookAlikes } from '../../src/strength/look-alikes.ts'

const tanaka = {
  login: 'tanaka.taro',
  displayName: 'Tanaka Taro',
  email: 't-tanaka@mail.aoba.example',
  phone: '03-1234-5678',
  owner: '田中',
}

describe('the words around an account', () => {
  it("are its login, names, address and phone with their parts, and the company's and the system's", () => {
    const words = contextWords(tanaka, ['Aoba Shoji', 'inventory'])
    for (const word of [
      'tanaka.taro',
      'taro',
      'Tanaka',
      't-tanaka',
      'aoba',
      '0312345678',
      '12345678',
      '田中',
      'Shoji',
    ]) {
      assert.ok(words.includes(word), word)
    }
  })

  it('leave out what is too short to tell, and the last label of a domain', () => {
    const words = contextWords({ login: 'jo', email: 'jo@aoba.example' }, ['ab', '青'])
    assert.deepEqual(words, ['jo@aoba.example', 'aoba'])
  })

  it('are found in a password whatever its case, width and look-alikes', () => {
    const words = contextWords(tanaka, ['aoba'])
    for (const password of ['xxTANAKAxx', 'x7@n4k@-99', 'ＡＯＢＡ2026', 'my0312345678'])
      assert.ok(openWordSearch(words)(password))
    assert.ok(!openWordSearch(words)('vexing-plum-orbit'))
  })

  it('matter to a rating only where they occur: those left out change nothing', () => {
    const piece = fc.constantFrom('taro', 'aoba', 'shop', '7', '1', '@', 'Z', 'x9', 'oba', 'lot', 'tol')
    const text = fc.array(piece, { minLength: 1, maxLength: 4 }).map(pieces => pieces.join(''))
    fc.assert(
      fc.property(text, fc.uniqueArray(text, { maxLength: 5 }), (password, words) => {
        const long = words.filter(word => word.length >= 3)
        const kept = wordsThatOccur(password, long)
        const matched = zxcvbn(password, long).sequence.flatMap(match =>
          match.dictionary_name === 'user_inputs' ? [match.matched_word] : [],
        )
        for (const word of matched)
          assert.ok(
            kept.some(each => each.toLowerCase() === word),
            `${word} in ${password}`,
          )
      }),
      { numRuns: 300 },
    )
  })
})

describe('login and password side by side', () => {
  it('are told when they are the same', () => {
    assert.deepEqual(pairWeaknesses('tanaka', 'Tanaka'), ['equals-login'])
    assert.deepEqual(pairWeaknesses('tanaka@aoba.example', 'tanaka'), ['equals-login'])
    assert.deepEqual(pairWeaknesses('tanaka', 'tanaka1'), [])
  })

  it('are told when makers ship them so', () => {
    assert.deepEqual(pairWeaknesses('Admin', 'admin'), ['equals-login', 'default'])
    assert.deepEqual(pairWeaknesses('pi', 'raspberry'), ['default'])
    assert.deepEqual(pairWeaknesses('sa', ''), ['default'])
    assert.deepEqual(pairWeaknesses('tanaka', 'raspberry'), [])
    assert.deepEqual(pairWeaknesses('__proto__', 'x'), [])
  })
})

describe('looking for words in a password', () => {
  it('finds each that is there, whatever its case and with look-alikes written for letters, and no other', () => {
    const text = fc.string({ unit: fc.constantFrom(...'aAtTl1i7@4o0sS-.鍵'), maxLength: 7 })
    fc.assert(
      fc.property(fc.array(text, { maxLength: 3 }), text, text, text, (words, before, within, after) => {
        for (const password of [before + within + after, before + (words[0] ?? '') + after]) {
          const folded = foldLookAlikes(password)
          const isThere = words.some(
            word => (word.length > 2 || word === '鍵鍵') && folded.includes(foldLookAlikes(word)),
          )
          assert.equal(openWordSearch(words)(password), isThere, `${words} in ${password}`)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
