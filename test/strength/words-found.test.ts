import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { GivenWords } from '../../src/strength/given-words.ts'
import { Lattice, longestSearch } from '../../src/strength/lattice.ts'
import { packageLists } from '../../src/strength/package-lists.ts'
import { longestText, ScannedText } from '../../src/strength/scanned-text.ts'
import { exactWord, WordTable } from '../../src/strength/word-table.ts'
import { makeWordTable } from '../../src/strength/word-table-maker.ts'
import { WordFinder } from '../../src/strength/words-found.ts'
import { hostilePasswords } from './hostile-passwords.ts'

/** The package's words, counting the steps that are asked of it. */
class CountingTable extends WordTable {
  steps = 0

  override step(place: number, unit: number): number {
    this.steps++
    return super.step(place, unit)
  }
}

const table = new CountingTable(makeWordTable(packageLists).parts)
const text = new ScannedText()
const lattice = new Lattice()
const finder = new WordFinder(table, exactWord, text, lattice, [{ words: new GivenWords(), isExtra: false }])

/** How many steps finding the words of a text takes. */
function stepsFor(password: string): number {
  table.steps = 0
  text.take(password.slice(0, longestText))
  lattice.open(Math.min(text.length, longestSearch), text.length)
  finder.find()
  return table.steps
}

describe('finding words', () => {
  it('takes steps in proportion to the length, however hostile the password is', () => {
    // Forwards, backwards, and at most 27 readings of three signs, each some way into a word: 281 at most were seen.
    const stepsPerCharacter = 400
    for (const { family, password } of hostilePasswords(5, 3)) {
      const head = Math.min(password.length, longestText)
      const steps = stepsFor(password)
      assert.ok(steps <= stepsPerCharacter * head, `${family}: ${steps} steps for ${head} characters`)
    }
  })

  it('takes a few steps for each character of an ordinary password', () => {
    for (const password of ['Dragon2019', 'sunshine!', 'p@ssw0rd', 'Xk7mQ2vL'])
      assert.ok(stepsFor(password) <= 20 * password.length, `${stepsFor(password)} steps`)
  })

  it('keeps in the lattice no more than the words that can count', () => {
    stepsFor('aaaaaaaa')
    let entries = 0
    for (let end = 0; end < lattice.length; end++) {
      for (let entry = lattice.first[end] ?? 0; entry !== 0; entry = lattice.next[entry] ?? 0) entries++
    }
    assert.ok(entries <= 2 * 36, `${entries} parts in 36 places`)
  })
})
