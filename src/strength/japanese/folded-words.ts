import type { Dictionaries } from '../dictionaries.ts'
import { exactWord, rankOf, rootPlace, type WordTable } from '../word-table.ts'
import { firstOf, lengthOf, secondOf } from './romaji.ts'
import type { WrittenText } from './written-text.ts'

const mostFound = 64
/** In a joined word shorter ones say nothing: two letters stand in almost any text. */
export const shortestWord = 3
const [letterI, letterR, letterA, letterZ] = [105, 114, 97, 122]

/**
 * Words found in a text however they are romanised, capitalised or written with signs for letters, and walks over
 * keys as they stand. A search fills `count`, `ends`, `tries` and `entries`.
 */
export class FoldedWords {
  count = 0
  /** Where a found word ends (exclusive), and how many tries it takes, its style included. */
  readonly ends = new Uint8Array(mostFound)
  readonly tries = new Float64Array(mostFound)
  /** Entry of the word in its table; `listOf` and `rankOf` say more. */
  readonly entries = new Int32Array(mostFound)
  /** Letters only, folded; and everything else as it stands. Entries of the second count below zero. */
  readonly #folded: WordTable
  readonly #exact: WordTable

  constructor({ folded, unfolded }: Pick<Dictionaries, 'folded' | 'unfolded'>) {
    this.#folded = folded
    this.#exact = unfolded
  }

  /** Finds every word that begins at `start`. */
  search(text: WrittenText, start: number): void {
    this.count = 0
    this.#walkFolded(text, start)
    this.#walkExact(text, start)
  }

  listOf(entry: number): string {
    const table = entry < 0 ? this.#exact : this.#folded
    return table.nameOf(Math.abs(entry))
  }

  rankOf(entry: number): number {
    return rankOf(Math.abs(entry))
  }

  #walkFolded(text: WrittenText, start: number): void {
    const table = this.#folded
    let node = rootPlace
    let last = 0
    let signs = 0
    for (let at = start; at < text.length; ) {
      if (last !== 0 && text.isLengthener(at, last)) {
        signs |= text.signs[at] ?? 0
        at++
      } else {
        const mora = text.moraAt(at)
        const first = firstOf(mora)
        if (first < letterA || first > letterZ) return
        const next = table.step(node, first)
        node = next === 0 && first === letterI && text.signs[at] !== 0 ? table.step(node, letterR) : next
        const second = secondOf(mora)
        if (node !== 0 && second !== 0) node = table.step(node, second)
        if (node === 0) return
        last = second === 0 ? first : second
        signs |= text.signs[at] ?? 0
        at += lengthOf(mora)
      }
      if (isWordEnd(node)) this.#note(text, start, at, table.exactAt(node), 1, signs)
    }
  }

  #walkExact(text: WrittenText, start: number): void {
    const table = this.#exact
    let node = rootPlace
    for (let at = start; at < text.length; at++) {
      node = table.step(node, text.lower[at] ?? 0)
      if (node === 0) return
      if (isWordEnd(node)) this.#note(text, start, at + 1, table.exactAt(node), -1, 0)
    }
  }

  /** Notes a word, and the same word written twice in a row. */
  #note(text: WrittenText, start: number, end: number, entry: number, sign: 1 | -1, signs: number): void {
    if (this.count + 2 > mostFound || end - start < shortestWord) return
    const tries = this.rankOf(sign * entry) * text.styleTries(start, end, signs)
    this.#put(end, tries, sign * entry)
    if (isTwice(text, start, end)) this.#put(2 * end - start, 2 * tries, sign * entry)
  }

  #put(end: number, tries: number, entry: number): void {
    this.ends[this.count] = end
    this.tries[this.count] = tries
    this.entries[this.count] = entry
    this.count++
  }
}

function isWordEnd(place: number): boolean {
  return (place & exactWord) !== 0
}

function isTwice(text: WrittenText, start: number, end: number): boolean {
  const length = end - start
  if (end + length > text.length) return false
  for (let at = start; at < end; at++) if (text.lower[at] !== text.lower[at + length]) return false
  return true
}
