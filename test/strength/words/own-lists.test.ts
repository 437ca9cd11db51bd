import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { kanjiWords } from '../../../src/strength/words/kanji.ts'
import { fixedLists, ownLists } from '../../../src/strength/words/own-lists.ts'

/** At least so many words are on a list, which no edit may halve unseen. */
const fewest: Readonly<Record<string, number>> = {
  'japanese-most-used': 100,
  goods: 300,
  office: 300,
  departments: 450,
  'company-forms': 150,
  'family-names': 450,
  'given-names': 450,
  places: 450,
  seasons: 150,
  foods: 200,
  animals: 150,
  characters: 350,
  everyday: 450,
  servers: 430,
  things: 500,
  'composed-names': 3500,
  'passphrase-words': 4096,
  'keyboard-walks': 800,
  'number-words': 150,
}

describe('our word lists', () => {
  const lists = [...ownLists, ...fixedLists]

  it('have a name, a source and their words', () => {
    assert.deepEqual(lists.map(({ name }) => name).sort(), Object.keys(fewest).sort())
    for (const { name, source, words } of lists) {
      assert.ok(source.length > 10, name)
      assert.ok(words.length >= (fewest[name] ?? 0), `${name}: ${words.length}`)
    }
  })

  it('hold every word once, in lower case and without blanks', () => {
    for (const { name, words } of lists) {
      assert.equal(new Set(words).size, words.length, name)
      for (const word of words) assert.match(word, /^[^\sA-Z]+$/, name)
    }
  })

  it('read their kanji in romaji', () => {
    assert.ok(kanjiWords.size > 500)
    for (const [word, reading] of kanjiWords) {
      assert.match(word, /^[\p{Script=Han}\p{Script=Hiragana}々]+$/u)
      assert.match(reading, /^[a-z]+$/, word)
    }
  })

  for (const page of ['strength.md', 'strength.ja.md']) {
    it(`stand in docs/${page} with their true sizes and sources`, () => {
      const text = readFileSync(new URL(`../../../docs/${page}`, import.meta.url), 'utf8')
      for (const { name, source, words } of lists) {
        assert.ok(text.includes(`| \`${name}\` | ${words.length} | ${source} |`), name)
      }
    })
  }
})
