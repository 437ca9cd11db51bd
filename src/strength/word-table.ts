import type { OrderedList } from './knowledge.ts'
import { bruteForce } from './lattice.ts'
import type { RankedList } from './match.ts'

/**
 * All lists in one trie. Beginnings of one and two characters lead on by a table of their own, small enough to stay in
 * the processor's cache: three of four steps end there. The children of all others are found in one open hash table,
 * keyed by node and character. Characters are numbered as they occur in words.
 */
const characterBits = 12
const mostCharacters = 1 << characterBits
const mostNodes = 1 << (32 - characterBits)
const shortNodes = 1 << 11
const shortBits = 6
const firstSize = 1 << 12

/** Bits of a place: a word every attacker knows ends there, or one that only the extra knowledge has. */
export const exactWord = 1
export const extraWord = 2
const flagBits = 2

/** A word's list and rank in one number. */
const rankBits = 24
const rankMask = (1 << rankBits) - 1

/**
 * Words of ranked lists, walked character by character from place 0. Of a word on several lists the smallest rank
 * counts, and it is extra only if no list of the others ranks it as well. Refuses more than a million nodes; the
 * package's 94,000 words make 234,000.
 */
export class WordTable {
  readonly #listNames: string[] = []
  /** List and rank of the word that ends at a node. */
  #exactAt = new Int32Array(firstSize)
  #extraAt = new Int32Array(0)
  /** How many nodes there are, those of short beginnings counted apart: their numbers are the lowest. */
  #shortNodes = 1
  #nodes = shortNodes
  /** Numbers of characters, 0 for one that occurs in no word. */
  readonly #numberOf = new Uint16Array(1 << 16)
  #characters = 0
  /** Places by node and character of those whose numbers are low. */
  readonly #short = new Int32Array(shortNodes << shortBits)
  /** Key and place, side by side; key 0 is an empty slot. */
  #slots = new Int32Array(4 * firstSize)
  #mask = 2 * firstSize - 1
  #taken = 0

  /** `lists` have their words in order of rank, `extra` bring their ranks; brute force needs no extra word. */
  constructor(lists: readonly OrderedList[], extra: readonly RankedList[] = []) {
    for (const { name, inOrder } of lists) {
      const list = this.#openList(name)
      let rank = 0
      for (const word of inOrder) this.#put(word, list, ++rank, exactWord)
    }
    if (extra.length > 0) this.#extraAt = new Int32Array(this.#exactAt.length)
    for (const { name, words } of extra) {
      const list = this.#openList(name)
      for (const [word, rank] of words) {
        if (rank < (bruteForce[word.length] ?? Number.POSITIVE_INFINITY))
          this.#put(word, list, rank, extraWord)
      }
    }
  }

  /** The place reached from another by a UTF-16 code unit, 0 where no word goes on that way. */
  step(place: number, unit: number): number {
    return this.#follow(place >> flagBits, this.#numberOf[unit] ?? 0)
  }

  /** List and rank of the word that ends at a place with the bit `exactWord`. */
  exactAt(place: number): number {
    return this.#exactAt[place >> flagBits] ?? 0
  }

  /** List and rank of the word that ends at a place with the bit `extraWord`. */
  extraAt(place: number): number {
    return this.#extraAt[place >> flagBits] ?? 0
  }

  /** The name of the list in a list and rank. */
  nameOf(listed: number): string {
    return this.#listNames[listOf(listed)] ?? ''
  }

  #openList(name: string): number {
    return this.#listNames.push(name) - 1
  }

  #put(word: string, list: number, rank: number, flag: typeof exactWord | typeof extraWord): void {
    if (word === '') return
    const end = word.length - 1
    let node = 0
    for (let at = 0; at < end; at++) node = this.#placeAfter(node, word.charCodeAt(at), at < 2) >> flagBits
    const place = this.#placeAfter(node, word.charCodeAt(end), end < 2)
    if (this.#bestRank(place) <= rank) return
    const listed = flag === exactWord ? this.#exactAt : this.#extraAt
    listed[place >> flagBits] = listedAs(list, rank)
    this.#lead(node, this.#numberOf[word.charCodeAt(end)] ?? 0, place | flag)
  }

  #bestRank(place: number): number {
    const exact = place & exactWord ? rankOf(this.exactAt(place)) : Number.POSITIVE_INFINITY
    const extra = place & extraWord ? rankOf(this.extraAt(place)) : Number.POSITIVE_INFINITY
    return Math.min(exact, extra)
  }

  #follow(node: number, character: number): number {
    if (isShort(node, character)) return this.#short[(node << shortBits) | character] ?? 0
    const key = (node << characterBits) | character
    const slots = this.#slots
    const mask = this.#mask
    for (let at = hash(key) & mask; ; at = (at + 1) & mask) {
      const found = slots[2 * at]
      if (found === key) return slots[2 * at + 1] ?? 0
      if (found === 0) return 0
    }
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
    if (this.#extraAt.length > 0) this.#extraAt = grown(this.#extraAt, this.#nodes)
    this.#lead(node, character, child << flagBits)
    return child << flagBits
  }

  /** Lets a character lead from a node to a place from now on. */
  #lead(node: number, character: number, place: number): void {
    if (isShort(node, character)) {
      this.#short[(node << shortBits) | character] = place
      return
    }
    // Never more than two thirds of the slots are taken.
    if (this.#taken * 3 > this.#mask * 2) this.#spread()
    const key = (node << characterBits) | character
    let at = hash(key) & this.#mask
    while (this.#slots[2 * at] !== 0 && this.#slots[2 * at] !== key) at = (at + 1) & this.#mask
    if (this.#slots[2 * at] === 0) this.#taken++
    this.#slots[2 * at] = key
    this.#slots[2 * at + 1] = place
  }

  #newNumber(unit: number): number {
    if (++this.#characters === mostCharacters) throw new RangeError(`more than ${mostCharacters} characters`)
    this.#numberOf[unit] = this.#characters
    return this.#characters
  }

  #spread(): void {
    const old = this.#slots
    this.#mask = this.#mask * 2 + 1
    this.#slots = new Int32Array(2 * (this.#mask + 1))
    for (let from = 0; from < old.length; from += 2) {
      const key = old[from] ?? 0
      if (key === 0) continue
      let at = hash(key) & this.#mask
      while (this.#slots[2 * at] !== 0) at = (at + 1) & this.#mask
      this.#slots[2 * at] = key
      this.#slots[2 * at + 1] = old[from + 1] ?? 0
    }
  }
}

/** List and rank in one number; ranks beyond 16 million count as that. */
export function listedAs(list: number, rank: number): number {
  return (list << rankBits) | Math.min(rank, rankMask)
}

/** The list's number in a list and rank. */
export function listOf(listed: number): number {
  return listed >> rankBits
}

/** The rank in a list and rank. */
export function rankOf(listed: number): number {
  return listed & rankMask
}

function isShort(node: number, character: number): boolean {
  return node < shortNodes && character >> shortBits === 0
}

/** Fibonacci hashing, its high half folded in. */
function hash(key: number): number {
  const mixed = Math.imul(key, 0x9e3779b1)
  return mixed ^ (mixed >>> 15)
}

/** The same array, or one twice as long with the same beginning. */
function grown(array: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  if (size <= array.length) return array
  const longer = new Int32Array(2 * array.length)
  longer.set(array)
  return longer
}
