import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { foldRomaji } from '../../../src/strength/japanese/romaji.ts'
import { mostSpellings, spellingsOf } from '../../../src/strength/japanese/spellings.ts'
import { ownLists } from '../../../src/strength/words/own-lists.ts'

const words = ownLists.flatMap(list => list.words).filter(word => /^[a-z']+$/.test(word))
const mora = fc.constantFrom(
  ...['ka', 'ki', 'sha', 'shi', 'shou', 'chi', 'chuu', 'cho', 'tsu', 'fu', 'ji', 'juu', 'kou', 'ei', 'ou'],
  ...['n', 'ma', 'ba', 'pi', 'ryo', 'to', 'sei', 'na', 'yuu', 'wa', 'kki', 'ppo', 'tte', 'ssha', 'cchi'],
)
const word = fc.array(mora, { minLength: 1, maxLength: 6 }).map(morae => morae.join(''))

/** Words as they are met, one row a word. */
const classes: readonly (readonly string[])[] = [
  ['toukyou', 'tokyo', 'tōkyō', 'toukyo', 'tokyoh', 'tookyoo', 'TOKYO'],
  ['shouji', 'syouji', 'shoji', 'syozi', 'shohji', 'shōji'],
  ['shinbashi', 'shimbashi', 'sinbasi', 'simbasi', 'shinnbashi'],
  ['juchuu', 'jutyuu', 'jyuchu', 'zyutyu'],
  ['hacchuu', 'hatchu', 'hattyuu', 'haccyu'],
  ['tsuchiya', 'tutiya', 'tsutiya'],
  ['fujita', 'huzita', 'fuzita'],
  ['oosaka', 'osaka', 'ohsaka', 'ōsaka'],
  ["kin'en", 'kinen'],
  ['konnichiwa', 'konnnichiwa', 'konnitiwa'],
  ['satou', 'sato', 'satoh', 'satoo', 'satō'],
  ['keiri', 'keeri'],
]

describe('a word in romaji', () => {
  it('is one word however it is romanised', () => {
    for (const spellings of classes)
      assert.equal(new Set(spellings.map(foldRomaji)).size, 1, spellings.join(' '))
    assert.equal(foldRomaji('toukyou'), 'tokyo')
  })

  it('stays apart from its neighbours', () => {
    const neighbours = [
      'tokyo',
      'kyoto',
      'kita',
      'kitta',
      'hana',
      'hanna',
      'ohayou',
      'owari',
      'shio',
      'sho',
      'tsuki',
      'suki',
    ]
    const folded = neighbours.filter(each => each !== 'hanna').map(foldRomaji)
    assert.equal(new Set(folded).size, folded.length)
  })

  it('is never longer when folded, and folding it again changes nothing', () => {
    fc.assert(
      fc.property(word, text => {
        const folded = foldRomaji(text)
        assert.ok(folded.length <= text.length * 2 && folded.length > 0)
        assert.equal(foldRomaji(folded), folded)
      }),
    )
  })
})

describe('the spellings of a word', () => {
  it('begin with the word, are few, and fold to it', () => {
    fc.assert(
      fc.property(fc.oneof(word, fc.constantFrom(...words)), text => {
        const spellings = spellingsOf(text)
        assert.equal(spellings[0], text)
        assert.ok(spellings.length <= mostSpellings)
        assert.equal(new Set(spellings).size, spellings.length)
        for (const spelling of spellings)
          assert.equal(foldRomaji(spelling), foldRomaji(text), `${spelling} for ${text}`)
      }),
      { numRuns: 1000 },
    )
  })

  it('are what people type', () => {
    for (const [text, spellings] of [
      ['toukyou', ['tokyo', 'toukyo', 'toukyoh', 'tokyoh', 'tookyoo', 'tōkyō']],
      ['shouji', ['shoji', 'syouji', 'syoji', 'syozi']],
      ['juchuu', ['juchu', 'jutyuu', 'zyutyuu']],
      ['shinbashi', ['shimbashi', 'sinbasi']],
      ['tsuchiya', ['tutiya']],
    ] as const)
      for (const spelling of spellings)
        assert.ok(spellingsOf(text).includes(spelling), `${spelling} of ${text}`)
  })

  it('of what is no romaji are the word alone', () => {
    assert.deepEqual(spellingsOf('1qaz'), ['1qaz'])
    assert.deepEqual(spellingsOf('さくら'), ['さくら'])
  })
})
