import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { packageLists } from '../../src/strength/package-lists.ts'
import { exactWord, extraWord, rankOf, rootPlace, type WordTable } from '../../src/strength/word-table.ts'
import { makeWordTable } from '../../src/strength/word-table-maker.ts'

/** All words of a table that begin where the text does: list and rank by word. */
function wordsAtStart(table: WordTable, text: string): Readonly<Record<string, readonly string[]>> {
  const words: Record<string, string[]> = {}
  let place = rootPlace
  for (let at = 0; at < text.length; at++) {
    place = table.step(place, text.charCodeAt(at))
    if (place === 0) break
    const listed = [
      ...(place & exactWord ? [table.exactAt(place)] : []),
      ...(place & extraWord ? [table.extraAt(place)] : []),
    ]
    if (listed.length > 0)
      words[text.slice(0, at + 1)] = listed.map(one => `${table.nameOf(one)} ${rankOf(one)}`)
  }
  return words
}

const word = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 5 }),
  fc.string({ maxLength: 4 }),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
)

describe('the word table', () => {
  it('finds at a place exactly the words that begin there, each with its smallest rank', () => {
    fc.assert(
      fc.property(fc.array(word), fc.array(word), word, (first, second, text) => {
        const table = makeWordTable([
          { name: 'first', inOrder: first },
          { name: 'second', inOrder: second },
        ])
        const expected: Record<string, readonly string[]> = {}
        for (let end = 1; end <= text.length; end++) {
          const beginning = text.slice(0, end)
          const one = first.indexOf(beginning)
          const other = second.indexOf(beginning)
          if (one < 0 && other < 0) continue
          const isFirst = other < 0 || (one >= 0 && one <= other)
          expected[beginning] = [isFirst ? `first ${one + 1}` : `second ${other + 1}`]
        }
        assert.deepEqual(wordsAtStart(table, text), expected)
      }),
    )
  })

  it('finds every word of the package’s lists with its rank', () => {
    const table = makeWordTable(packageLists)
    for (const { name, inOrder } of packageLists)
      for (let rank = 1; rank <= inOrder.length; rank += 7) {
        const listed = inOrder[rank - 1] ?? ''
        assert.deepEqual(wordsAtStart(table, listed)[listed], [`${name} ${rank}`])
      }
  })

  it('keeps an extra word only where it is quicker to guess than all others, and than brute force', () => {
    const table = makeWordTable(
      [{ name: 'known', inOrder: ['sato', 'zaiko'] }],
      [
        {
          name: 'more',
          words: [
            ['zaiko', 1],
            ['sato', 1],
            ['keiri', 30],
            ['ka', 500],
          ],
        },
        { name: 'again', words: [['keiri', 9]] },
      ],
    )
    assert.deepEqual(wordsAtStart(table, 'zaiko').zaiko, ['known 2', 'more 1'])
    assert.deepEqual(wordsAtStart(table, 'sato').sato, ['known 1'])
    assert.deepEqual(wordsAtStart(table, 'keiri').keiri, ['again 9'])
    assert.deepEqual(wordsAtStart(table, 'ka'), {})
  })

  it('has room for words of more characters and beginnings than its short way keeps', () => {
    const words = Array.from(
      { length: 3000 },
      (_, index) => String.fromCharCode(0x4e00 + index) + (index % 7),
    )
    const table = makeWordTable([{ name: 'kanji', inOrder: words }])
    for (const [index, word] of words.entries())
      assert.deepEqual(wordsAtStart(table, `${word}年`), { [word]: [`kanji ${index + 1}`] })
  })

  it('refuses more kinds of characters than it can number', () => {
    const words = Array.from({ length: 4096 }, (_, index) => String.fromCharCode(0x4e00 + index))
    assert.throws(() => makeWordTable([{ name: 'too many', inOrder: words }]), /more than 4096 characters/)
  })
})
