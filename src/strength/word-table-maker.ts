import type { OrderedList } from './knowledge.ts'
import { bruteForce } from './lattice.ts'
import type { RankedList } from './match.ts'
import {
  characterBits,
  characterMask,
  classBit,
  exactWord,
  extraWord,
  isShort,
  keyOf,
  listedAs,
  nodeOf,
  placeAt,
  rankOf,
  shortBits,
  shortKeyOf,
  shortNodes,
  slotOf,
  WordTable,
  withClass,
} from './word-table.ts'

const mostCharacters = 1 << characterBits
const mostNodes = 1 << (32 - characterBits)
const firstSize = 1 << 12

/**
 * Makes a table of `lists`, which have their words in order of rank, and `extra`, which bring their ranks. Of a word on
 * several lists the smallest rank counts, and it is extra only if no list of the others ranks it as well; brute force
 * needs no extra word. Refuses more than a million beginnings; the package's 94,000 words make 234,000.
 */
export function makeWordTable(lists: readonly OrderedList[], extra: readonly RankedList[] = []): WordTable {
  const maker = new Maker()
  for (const { name, inOrder } of lists) {
    const list = maker.openList(name)
    let rank = 0
    for (const word of inOrder) maker.put(word, list, ++rank, exactWord)
  }
  for (const { name, words } of extra) {
    const list = maker.openList(name)
    for (const [word, rank] of words) {
      if (rank < (bruteForce[word.length] ?? Number.POSITIVE_INFINITY)) maker.put(word, list, rank, extraWord)
    }
  }
  return maker.table()
}

class Maker {
  readonly #listNames: string[] = []
  #exactAt = new Int32Array(firstSize)
  #extraAt = new Int32Array(firstSize)
  readonly #numberOf = new Uint16Array(1 << 16)
  #characters = 0
  /** How many nodes there are, those of short beginnings counted apart: their numbers are the lowest. */
  #shortNodes = 1
  #nodes = shortNodes
  readonly #short = new Int32Array(shortNodes << shortBits)
  #slots = new Int32Array(firstSize)
  #taken = 0
  #hasExtra = false

  openList(name: string): number {
    return this.#listNames.push(name) - 1
  }

  put(word: string, list: number, rank: number, flag: typeof exactWord | typeof extraWord): void {
    if (word === '') return
    const end = word.length - 1
    let node = 0
    for (let at = 0; at < end; at++) node = nodeOf(this.#placeAfter(node, word.charCodeAt(at), at < 2))
    const place = this.#placeAfter(node, word.charCodeAt(end), end < 2)
    if (this.#bestRank(place) <= rank) return
    if (flag === extraWord) this.#hasExtra = true
    const listed = flag === exactWord ? this.#exactAt : this.#extraAt
    listed[nodeOf(place)] = listedAs(list, rank)
    this.#lead(node, this.#numberOf[word.charCodeAt(end)] ?? 0, place | flag)
  }

  /** The table of all that was put, its arrays no longer than they have to be. To be asked for once. */
  table(): WordTable {
    this.#tellFollowing()
    return new WordTable({
      listNames: this.#listNames,
      exactAt: this.#exactAt.slice(0, this.#nodes),
      extraAt: this.#extraAt.slice(0, this.#hasExtra ? this.#nodes : 0),
      numberOf: this.#numberOf.map(withClass),
      short: this.#short,
      slots: this.#slots,
    })
  }

  #bestRank(place: number): number {
    const node = nodeOf(place)
    const exact = place & exactWord ? rankOf(this.#exactAt[node] ?? 0) : Number.POSITIVE_INFINITY
    const extra = place & extraWord ? rankOf(this.#extraAt[node] ?? 0) : Number.POSITIVE_INFINITY
    return Math.min(exact, extra)
  }

  #follow(node: number, character: number): number {
    if (isShort(node, character)) return this.#short[shortKeyOf(node, character)] ?? 0
    return this.#slots[slotOf(this.#slots, keyOf(node, character)) + 1] ?? 0
  }

  /** The place a code unit leads to, made where there is none yet. */
  #placeAfter(node: number, unit: number, isBeginning: boolean): number {
    const character = this.#numberOf[unit] || this.#newNumber(unit)
    const known = this.#follow(node, character)
    if (known !== 0) return known
    if (this.#nodes === mostNodes) throw new RangeError(`more than ${mostNodes} beginnings of words`)
    const isLow = isBeginning && this.#shortNodes < shortNodes
    const child = isLow ? this.#shortNodes++ : this.#nodes++
    this.#exactAt = grown(this.#exactAt, this.#nodes)
    this.#extraAt = grown(this.#extraAt, this.#nodes)
    this.#lead(node, character, placeAt(child))
    return placeAt(child)
  }

  /** Lets a character lead from a node to a place from now on. */
  #lead(node: number, character: number, place: number): void {
    if (isShort(node, character)) {
      this.#short[shortKeyOf(node, character)] = place
      return
    }
    // Never more than two thirds of the slots are taken.
    if (this.#taken * 3 > this.#slots.length) this.#spread()
    const key = keyOf(node, character)
    const at = slotOf(this.#slots, key)
    if (this.#slots[at] === 0) this.#taken++
    this.#slots[at] = key
    this.#slots[at + 1] = place
  }

  /** Puts into every place which classes of characters follow there. */
  #tellFollowing(): void {
    const following = new Uint16Array(this.#nodes)
    const follows = (node: number, character: number) => {
      following[node] = (following[node] ?? 0) | classBit(withClass(character))
    }
    const tell = (array: Int32Array, at: number) => {
      const place = array[at] ?? 0
      if (place !== 0) array[at] = place | (following[nodeOf(place)] ?? 0)
    }
    for (const [at, place] of this.#short.entries())
      if (place !== 0) follows(at >> shortBits, at & ((1 << shortBits) - 1))
    for (let at = 0; at < this.#slots.length; at += 2) {
      const key = this.#slots[at] ?? 0
      if (key !== 0) follows(key >>> characterBits, key & characterMask)
    }
    for (let at = 0; at < this.#short.length; at++) tell(this.#short, at)
    for (let at = 1; at < this.#slots.length; at += 2) tell(this.#slots, at)
  }

  #newNumber(unit: number): number {
    if (++this.#characters === mostCharacters) throw new RangeError(`more than ${mostCharacters} characters`)
    this.#numberOf[unit] = this.#characters
    return this.#characters
  }

  #spread(): void {
    const old = this.#slots
    this.#slots = new Int32Array(2 * old.length)
    for (let from = 0; from < old.length; from += 2) {
      const key = old[from] ?? 0
      if (key === 0) continue
      const at = slotOf(this.#slots, key)
      this.#slots[at] = key
      this.#slots[at + 1] = old[from + 1] ?? 0
    }
  }
}

/** The same array, or one twice as long with the same beginning. */
function grown(array: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  if (size <= array.length) return array
  const longer = new Int32Array(2 * array.length)
  longer.set(array)
  return longer
}
