/** Texts are searched up to this length. */
export const longestSearch = 256

/** Guesses for n characters without any pattern; a lone one and a pair never count less than a found part. */
export const bruteForce = Float64Array.from({ length: longestSearch + 1 }, (_, length) =>
  Math.max(10 ** length, length === 1 ? 11 : 51),
)

/** What a found part is; `first` and `second` of an entry say more of it, see `Found`. */
export const found = {
  word: 0,
  givenWord: 1,
  keys: 2,
  repeat: 3,
  sequence: 4,
  year: 5,
  date: 6,
  part: 7,
} as const
export type Found = (typeof found)[keyof typeof found]

/** How a word is written: bits of a word's `second`. */
export const writtenBackwards = 1
export const writtenWithSigns = 2

const firstCapacity = 256
const leastOfOne = 10
const leastOfMore = 50

/**
 * The parts found in a text, by where they end and then where they begin, in the order in which they were added.
 * Entries count from 1. One that cannot matter is left out: the search never prefers a part to one added before it
 * with the same ends and no more guesses, and extra knowledge has nothing to say where brute force is as quick.
 */
export class Lattice {
  /** First entry that ends at a position, and next one with the same end, 0 for none. */
  first = new Int32Array(0)
  next = new Int32Array(firstCapacity)
  guesses = new Float64Array(firstCapacity)
  starts = new Uint16Array(firstCapacity)
  kinds = new Uint8Array(firstCapacity)
  /** 1 for what only the extra knowledge finds. */
  extras = new Uint8Array(firstCapacity)
  firsts = new Int32Array(firstCapacity)
  seconds = new Int32Array(firstCapacity)
  /** By position, 1 where any part begins. */
  readonly begins = new Uint8Array(longestSearch)
  /** Positions the search goes over; what begins beyond is not taken, what ends beyond ends with them. */
  length = 0
  extraCount = 0
  /** Least guesses of one part for all those positions, brute force included; extra knowledge apart. */
  wholeGuesses = 1
  #whole = 0
  #last = new Int32Array(0)
  #previous = new Int32Array(firstCapacity)
  #count = 0

  /** Empties the lattice for the first `length` positions of a text that has `whole`. */
  open(length: number, whole: number): void {
    this.#whole = whole
    this.wholeGuesses = bruteForce[length] ?? 1
    if (length > this.first.length) {
      this.first = new Int32Array(2 * length)
      this.#last = new Int32Array(2 * length)
    } else {
      this.first.fill(0, 0, length)
      this.#last.fill(0, 0, length)
    }
    this.begins.fill(0, 0, length)
    this.length = length
    this.extraCount = 0
    this.#count = 0
  }

  /** Adds a part from `start` to `end`, both inclusive. A part that is not the whole counts as 10 or 50 at least. */
  add(
    kind: Found,
    isExtra: boolean,
    start: number,
    end: number,
    alone: number,
    first: number,
    second: number,
  ): void {
    if (start >= this.length) return
    const size = end - start + 1
    const least = size === this.#whole ? 1 : size === 1 ? leastOfOne : leastOfMore
    const guesses = Math.max(alone, least)
    if (isExtra && guesses >= (bruteForce[size] ?? Number.POSITIVE_INFINITY)) return
    const place = end < this.length ? end : this.length - 1
    let after = this.#last[place] ?? 0
    while (after !== 0 && (this.starts[after] ?? 0) > start) after = this.#previous[after] ?? 0
    for (let same = after; same !== 0 && this.starts[same] === start; same = this.#previous[same] ?? 0) {
      if ((this.guesses[same] ?? 0) <= guesses && (isExtra || this.extras[same] === 0)) return
    }
    if (start === 0 && place === this.length - 1 && !isExtra) {
      this.wholeGuesses = Math.min(this.wholeGuesses, guesses)
    }
    const entry = ++this.#count
    if (entry === this.starts.length) this.#enlarge()
    this.starts[entry] = start
    this.begins[start] = 1
    this.kinds[entry] = kind
    this.extras[entry] = isExtra ? 1 : 0
    this.guesses[entry] = guesses
    this.firsts[entry] = first
    this.seconds[entry] = second
    if (isExtra) this.extraCount++
    this.#link(entry, after, place)
  }

  #link(entry: number, after: number, place: number): void {
    const before = after === 0 ? (this.first[place] ?? 0) : (this.next[after] ?? 0)
    this.#previous[entry] = after
    this.next[entry] = before
    if (after === 0) this.first[place] = entry
    else this.next[after] = entry
    if (before === 0) this.#last[place] = entry
    else this.#previous[before] = entry
  }

  #enlarge(): void {
    const size = 2 * this.starts.length
    this.next = longer(this.next, new Int32Array(size))
    this.#previous = longer(this.#previous, new Int32Array(size))
    this.guesses = longer(this.guesses, new Float64Array(size))
    this.starts = longer(this.starts, new Uint16Array(size))
    this.kinds = longer(this.kinds, new Uint8Array(size))
    this.extras = longer(this.extras, new Uint8Array(size))
    this.firsts = longer(this.firsts, new Int32Array(size))
    this.seconds = longer(this.seconds, new Int32Array(size))
  }
}

function longer<T extends Int32Array | Uint8Array | Uint16Array | Float64Array>(from: T, to: T): T {
  to.set(from)
  return to
}
