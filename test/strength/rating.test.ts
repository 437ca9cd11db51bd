import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import zxcvbn from 'zxcvbn'
import { openDefaultEstimator } from '../../src/strength/default-estimator.ts'
import { openRater, rate, ratedLength } from '../../src/strength/rating.ts'

const codes = (password: string, words: readonly string[] = []) => rate(password, words).weaknesses

describe('the rating of a password', () => {
  it('is what the default estimator says, to one decimal', () => {
    const estimator = openDefaultEstimator()
    const password = fc.string({ minLength: 1, maxLength: 20 })
    const words = fc.array(fc.string({ minLength: 3, maxLength: 8 }), { maxLength: 3 })
    fc.assert(
      fc.property(password, words, (password, words) => {
        const { score, guesses } = estimator.estimate(password, words)
        const rated = rate(password, words)
        assert.equal(rated.score, score)
        assert.ok(Math.abs((rated.guessesLog10 ?? Number.NaN) - Math.log10(guesses)) <= 0.0501)
        assert.ok(guesses <= zxcvbn(password, words).guesses)
      }),
      { numRuns: 200 },
    )
  })

  it('knows a company’s words, told once, as it knows an owner’s', () => {
    const { rate: rateForCompany, measure } = openRater(['Quuxfrob', '青葉商事'])
    for (const password of ['quuxfrob2031', 'Quuxfr0b', '青葉商事7']) {
      const { score, weaknesses } = rateForCompany(password, [])
      assert.ok((score ?? 4) <= 1, password)
      assert.ok(weaknesses.includes('context'), password)
      const { warning: _warning, suggestions: _suggestions, ...strength } = rateForCompany(password, ['sato'])
      assert.deepEqual(measure(password, ['sato']), strength)
    }
    assert.ok(!codes('quuxfrob2031').includes('context'))
  })

  it('calls a blank password 0, and nothing else about it', () => {
    assert.deepEqual(rate('', ['tanaka']), {
      score: 0,
      guessesLog10: 0,
      length: 0,
      weaknesses: ['blank'],
      suggestions: [],
    })
  })

  it('names what makes a password weak', () => {
    assert.ok(codes('dragon').includes('common'))
    assert.ok(codes('Dragon99!').includes('common'), 'a common word with digits around it')
    assert.ok(codes('Sakura2025!').includes('common'), 'a word common in Japan')
    assert.ok(codes('bgt56yhn').includes('keyboard'))
    assert.ok(codes('defghijk').includes('sequence'))
    assert.ok(codes('hkhkhkhk').includes('repeat'))
    assert.ok(codes('19870412').includes('date'))
    assert.ok(codes('maruni2026').includes('date'), 'a year zxcvbn does not know yet')
    assert.ok(codes('Watanabe77').includes('name-digits'))
    assert.ok(codes('hanako0401').includes('name-digits'), 'a given name in romaji')
    assert.ok(codes('A0ba-shoji', ['aoba']).includes('context'), 'a company word with a look-alike')
    assert.ok(codes('739204618257').includes('no-letter'))
    assert.deepEqual(codes('vexing-plum-orbit-thatch'), ['no-digit'])
  })

  it('does not hold a short pattern against a strong password', () => {
    assert.deepEqual(codes('abcd7#Lq2!vRx9$Tm4'), [])
  })

  it('calls a name a name only with digits, and digits a date only as a year', () => {
    assert.ok(!codes('Watanabe').includes('name-digits'))
    assert.ok(!codes('maruni8026').includes('date'))
  })

  it('rates the beginning of a long password, and says so', () => {
    const head = 'k9#mQ2$vL7!pR4z'.repeat(20).slice(0, ratedLength)
    const rated = rate(`${head}${'a'.repeat(200)}`, [])
    assert.equal(rated.score, rate(head, []).score)
    assert.equal(rated.length, head.length + 200)
    assert.equal(rated.suggestions[0], 'strength-rated-head')
    assert.ok(!rate(head, []).suggestions.includes('strength-rated-head'))
  })

  it('counts characters, not their parts', () => {
    assert.equal(rate('🗝️'.repeat(3), []).length, 6)
    assert.equal(rate('鍵'.repeat(14), []).length, 14)
    const halves = fc.string({
      unit: fc.constantFrom('a', '\ud83d', '\udddd', '鍵'),
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(halves, text => {
        assert.equal(rate(text, []).length, [...text].length)
      }),
    )
  })

  it('misses letters and digits in whatever script they are not written', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'Z', '7', '٣', '鍵', 'é', '-', ' '), maxLength: 6 })
    fc.assert(
      fc.property(text, text => {
        assert.equal(codes(`#${text}`).includes('no-letter'), !/\p{L}/u.test(text))
        assert.equal(codes(`#${text}`).includes('no-digit'), !/\p{Nd}/u.test(text))
      }),
    )
  })

  it('keeps nothing of the password itself', () => {
    const rated = JSON.stringify(rate('Quuxfrob-1', ['quuxfrob']))
    assert.doesNotMatch(rated, /quux|frob/i)
  })
})
