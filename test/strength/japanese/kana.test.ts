import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readKana, writeKana } from '../../../src/strength/japanese/kana.ts'
import { typedInKana } from '../../../src/strength/japanese/kana-keys.ts'
import { estimatedText, readingsOf } from '../../../src/strength/japanese/readings.ts'
import { foldRomaji } from '../../../src/strength/japanese/romaji.ts'
import { ownLists } from '../../../src/strength/words/own-lists.ts'

describe('kana', () => {
  it('are read as romaji, small ones and long vowels included', () => {
    for (const [kana, romaji] of [
      ['さくら', 'sakura'],
      ['とうきょう', 'toukyou'],
      ['はっちゅう', 'hatchuu'],
      ['ガッコウ', 'gakkou'],
      ['ラーメン', 'raamen'],
      ['ファイル', 'fairu'],
      ['じゃ', 'ja'],
      ['abc-12', 'abc-12'],
    ] as const)
      assert.equal(readKana(kana), romaji)
  })

  it('written from a word of ours are read as the same word', () => {
    const written = ownLists.flatMap(({ words }) => words).filter(word => writeKana(word) !== undefined)
    assert.ok(written.length > 2500, `only ${written.length} words can be written in kana`)
    for (const word of written) assert.equal(foldRomaji(readKana(writeKana(word) ?? '')), foldRomaji(word))
  })

  it('cannot be written for what has no Japanese sounds', () => {
    assert.equal(writeKana('server'), undefined)
    assert.equal(writeKana('1qaz'), undefined)
  })
})

describe('the readings of a password', () => {
  it('are the width folded, then kana and known kanji in romaji', () => {
    assert.deepEqual(readingsOf('東京2024！'), ['東京2024!', 'toukyou2024!'])
    assert.deepEqual(readingsOf('ｓａｋｕｒａ'), ['sakura'])
    assert.deepEqual(readingsOf('ﾀﾅｶ1'), ['タナカ1', 'tanaka1'])
    assert.deepEqual(readingsOf('青葉商事'), ['aobashouji'])
    assert.deepEqual(readingsOf('在庫管理者'), ['zaikokanrisha'])
  })

  it('are short, however long the password and whatever its characters unfold to', () => {
    for (const character of ['東', 'ゃ', '\ufdfa', 'ﾊ'])
      for (const reading of readingsOf(character.repeat(4096))) assert.ok(reading.length <= 256 * 8)
  })

  it('keep what they cannot read', () => {
    assert.deepEqual(readingsOf('鬱さくら'), ['鬱sakura'])
  })

  it('are none for ASCII, and never the password itself', () => {
    fc.assert(fc.property(fc.string(), text => assert.deepEqual(readingsOf(text), [])))
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => assert.ok(!readingsOf(text).includes(text))),
    )
  })

  it('are told apart by how long the estimated one was', () => {
    const estimate = { score: 0, guesses: 1, isHead: false, isReading: true } as const
    const upTo = (end: number) => ({
      ...estimate,
      matches: [{ pattern: 'bruteforce', start: 0, end, guesses: 1 }] as const,
    })
    assert.equal(estimatedText('東京！', upTo(2)), '東京!')
    assert.equal(estimatedText('東京！', upTo(7)), 'toukyou!')
  })
})

describe('words typed in kana', () => {
  const [keys, presses, flicks, places] = typedInKana(['sakura', 'gakkou', 'konnichiwa', 'server'])

  it('give the keys they stand on', () => {
    assert.deepEqual(keys?.words, ['xho', 't@zb4', 'byia0'])
  })

  it("give a telephone's digits, pressed, flicked or by place; voiced ones have no key", () => {
    assert.deepEqual(presses?.words, ['32229', '2222200055440'])
    assert.deepEqual(flicks?.words, ['329', '20540'])
    assert.deepEqual(places?.words, ['312391', '2503524201'])
  })
})
