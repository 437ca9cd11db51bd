/**
 * All lists in one trie. Beginnings of one and two characters lead on by a table of their own, small enough to stay in
 * the processor's cache: three of four steps end there. The children of all others are found in one open hash table,
 * keyed by node and character. Characters are numbered as they occur in words.
 */
export const characterBits = 12
export const characterMask = (1 << characterBits) - 1
export const shortNodes = 1 << 11
export const shortBits = 6

/** Bits of a place: a word every attacker knows ends there, or one that only the extra knowledge has. */
export const exactWord = 1
export const extraWord = 2
const flagBits = 2
/**
 * Above them stands which characters may follow, each at the bit of its class: of two steps that lead nowhere one is
 * known for it without a look into the table, which would be one beside the processor's cache. Then comes the node.
 */
export const classes = 9
const nodeShift = flagBits + classes
/** Where every walk begins: whatever may follow. */
export const rootPlace = ((1 << classes) - 1) << flagBits

/** A word's list and rank in one number. */
const rankBits = 24
const rankMask = (1 << rankBits) - 1

/** What a table is made of: arrays that can be kept in a file and shared by threads. */
export interface WordTableParts {
  readonly listNames: readonly string[]
  /** List and rank of the word that ends at a node, of those every attacker knows and of the extra ones. */
  readonly exactAt: Int32Array
  readonly extraAt: Int32Array
  /** By code unit a character's class above its number, 0 for one that occurs in no word. */
  readonly numberOf: Uint16Array
  /** Places by node and character of those whose numbers are low. */
  readonly short: Int32Array
  /** Key and place, side by side; key 0 is an empty slot. As many slots as a power of two. */
  readonly slots: Int32Array
}

/** Words of ranked lists, walked character by character from `rootPlace`. Made by `makeWordTable`. */
export class WordTable {
  readonly parts: WordTableParts
  readonly #exactAt: Int32Array
  readonly #extraAt: Int32Array
  readonly #numberOf: Uint16Array
  readonly #short: Int32Array
  readonly #slots: Int32Array

  constructor(parts: WordTableParts) {
    this.parts = parts
    this.#exactAt = parts.exactAt
    this.#extraAt = parts.extraAt
    this.#numberOf = parts.numberOf
    this.#short = parts.short
    this.#slots = parts.slots
  }

  /** The place reached from another by a UTF-16 code unit, 0 where no word goes on that way. */
  step(place: number, unit: number): number {
    const numbered = this.#numberOf[unit] ?? 0
    if ((place & classBit(numbered)) === 0) return 0
    const node = nodeOf(place)
    const character = numbered & characterMask
    if (isShort(node, character)) return this.#short[shortKeyOf(node, character)] ?? 0
    const slots = this.#slots
    return slots[slotOf(slots, keyOf(node, character)) + 1] ?? 0
  }

  /** List and rank of the word that ends at a place with the bit `exactWord`. */
  exactAt(place: number): number {
    return this.#exactAt[nodeOf(place)] ?? 0
  }

  /** List and rank of the word that ends at a place with the bit `extraWord`. */
  extraAt(place: number): number {
    return this.#extraAt[nodeOf(place)] ?? 0
  }

  /** The place a whole text leads to, 0 where no word begins with it. */
  placeOf(text: string): number {
    let place = rootPlace
    for (let at = 0; at < text.length; at++) {
      place = this.step(place, text.charCodeAt(at))
      if (place === 0) return 0
    }
    return place
  }

  /** The name of the list in a list and rank. */
  nameOf(listed: number): string {
    return this.parts.listNames[listOf(listed)] ?? ''
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

/** The node of a place, and the place of a node without any bits. */
export function nodeOf(place: number): number {
  return place >> nodeShift
}

export function placeAt(node: number): number {
  return node << nodeShift
}

/** A character's number with its class. */
export function withClass(character: number): number {
  return ((character % classes) << characterBits) | character
}

/** The bit in a place that says whether the class of a character may follow. */
export function classBit(numbered: number): number {
  return 1 << (flagBits + (numbered >> characterBits))
}

/** Whether `short` holds where a character leads from a node, and under which number. */
export function isShort(node: number, character: number): boolean {
  return node < shortNodes && character >> shortBits === 0
}

export function shortKeyOf(node: number, character: number): number {
  return (node << shortBits) | character
}

/** The key in `slots` of where a character leads from a node. */
export function keyOf(node: number, character: number): number {
  return (node << characterBits) | character
}

/** Where a key stands in `slots`, or the empty slot where it would. */
export function slotOf(slots: Int32Array, key: number): number {
  const mask = slots.length - 1
  for (let at = (hash(key) << 1) & mask; ; at = (at + 2) & mask) {
    const found = slots[at]
    if (found === key || found === 0) return at
  }
}

/** Fibonacci hashing, its high half folded in. */
function hash(key: number): number {
  const mixed = Math.imul(key, 0x9e3779b1)
  return mixed ^ (mixed >>> 15)
}
