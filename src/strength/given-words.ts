import type { Writing } from './writing.ts'

const lowUnits = 256

/**
 * Words given beside a password, ranked by their order and found by their first two characters. Of a word given
 * twice the later place counts, as in the zxcvbn package.
 */
export class GivenWords {
  /** Of a word (from 1): its rank, its length, and where it stands in `#units`. */
  ranks = new Int32Array(16)
  lengths = new Int32Array(16)
  #starts = new Int32Array(16)
  #units = new Uint16Array(256)
  /** First word of a bucket and next word of the same, 0 for none. */
  #buckets = new Int32Array(32)
  #next = new Int32Array(16)
  #count = 0
  /** By the low bits of a code unit: whether a word may begin with it. */
  readonly #beginnings = new Uint8Array(lowUnits)

  /** False only where none of the words begins with this code unit: most positions need no closer look. */
  mayBeginWith(unit: number): boolean {
    return this.#beginnings[unit % lowUnits] === 1
  }

  /** Forgets the words of before and takes these, in lower case; a blank one takes its place in the ranking only. */
  take(words: readonly string[]): void {
    if (words.length === 0 && this.#count === 0) return
    const lower = words.map(word => word.toLowerCase())
    this.#reserve(lower)
    this.#count = 0
    this.#buckets.fill(0)
    this.#beginnings.fill(0)
    let from = 0
    for (const [index, word] of lower.entries()) {
      for (let at = 0; at < word.length; at++) this.#units[from + at] = word.charCodeAt(at)
      if (word !== '') this.#put(from, word.length, index + 1)
      from += word.length
    }
  }

  /**
   * A chain of words among which are all that begin with these two code units, or with 0 for the second all that are
   * the first alone: its first word, 0 when it is empty.
   */
  chainOf(first: number, second: number): number {
    return this.#buckets[this.#bucketOf(first, second)] ?? 0
  }

  /** The next word of a chain, 0 at its end. */
  next(word: number): number {
    return this.#next[word] ?? 0
  }

  /** How many of a word's characters stand at `start`, counted up to the first that differs. */
  sameAt(word: number, writing: Writing, start: number): number {
    const from = this.#starts[word] ?? 0
    const length = Math.min(this.lengths[word] ?? 0, writing.length - start)
    let at = 0
    while (at < length && writing.unitAt(start + at) === this.#units[from + at]) at++
    return at
  }

  #put(from: number, length: number, rank: number): void {
    const bucket = this.#bucketOf(this.#units[from] ?? 0, length === 1 ? 0 : (this.#units[from + 1] ?? 0))
    const first = this.#buckets[bucket] ?? 0
    for (let word = first; word !== 0; word = this.next(word)) {
      if (!this.#isSame(word, from, length)) continue
      this.ranks[word] = rank
      return
    }
    const word = ++this.#count
    this.#beginnings[(this.#units[from] ?? 0) % lowUnits] = 1
    this.#starts[word] = from
    this.lengths[word] = length
    this.ranks[word] = rank
    this.#next[word] = first
    this.#buckets[bucket] = word
  }

  #isSame(word: number, from: number, length: number): boolean {
    const other = this.#starts[word] ?? 0
    let at = this.lengths[word] === length ? 0 : Number.NaN
    while (at < length && this.#units[other + at] === this.#units[from + at]) at++
    return at === length
  }

  #bucketOf(first: number, second: number): number {
    return (Math.imul(first, 31) + second) & (this.#buckets.length - 1)
  }

  #reserve(words: readonly string[]): void {
    const length = words.reduce((sum, word) => sum + word.length, 0)
    if (length > this.#units.length) this.#units = new Uint16Array(2 * length)
    if (words.length < this.ranks.length) return
    const size = 2 ** Math.ceil(Math.log2(words.length + 1))
    this.ranks = new Int32Array(size)
    this.lengths = new Int32Array(size)
    this.#starts = new Int32Array(size)
    this.#next = new Int32Array(size)
    this.#buckets = new Int32Array(2 * size)
  }
}
