import { bruteForce, type Lattice, longestSearch } from './lattice.ts'

/** Guesses an attacker makes before trying one part more. */
const guessesBeforeGrowing = 10_000
/** By number of parts: the orders they can be tried in, and what all shorter sequences cost before. */
const orders = new Float64Array(longestSearch + 2)
const shorter = new Float64Array(longestSearch + 2)
for (let parts = 1, product = 1; parts < orders.length; product *= ++parts) {
  orders[parts] = product
  shorter[parts] = guessesBeforeGrowing ** (parts - 1)
}

/**
 * The cheapest way through a lattice, as zxcvbn 4.4.2 searches for it: over sequences of l parts that cover the text,
 * the least of l! × (product of their guesses) + 10000^(l−1), brute force filling what no part covers, and never two
 * brute-force parts side by side. Its order of trying and its ties are the package's.
 */
export class Search {
  /** The way found last: an entry of the lattice, or −1 − start for brute force; `ends` are inclusive. */
  readonly parts = new Int32Array(longestSearch)
  readonly ends = new Uint16Array(longestSearch)
  count = 0
  /** By end and number of parts: product of guesses, the part it ends with (0: none), least guesses so far. */
  #products = new Float64Array(0)
  #marks = new Int32Array(0)
  #least = new Float64Array(0)
  /** By end: most parts with an entry in its row. */
  readonly #most = new Uint16Array(longestSearch)
  /** Positions where a part ends that brute force may follow. */
  readonly #foundEnds = new Uint16Array(longestSearch)
  #width = 0
  /** No way through takes more than the one part that is the whole text: what does is not followed. */
  #limit = Number.POSITIVE_INFINITY

  /**
   * Searches, with or without what only the extra knowledge found. Answers the guesses, Infinity if they are more than
   * `limit`.
   */
  run(lattice: Lattice, withExtra: boolean, limit = Number.POSITIVE_INFINITY): number {
    const { length, first, next, starts, guesses, extras, begins } = lattice
    this.#open(length)
    this.#limit = Math.min(limit, lattice.wholeGuesses + 1)
    let foundEnds = 0
    for (let end = 0; end < length; end++) {
      this.#most[end] = 0
      this.#least[end * this.#width] = Number.POSITIVE_INFINITY
      for (let entry = first[end] ?? 0; entry !== 0; entry = next[entry] ?? 0) {
        if (!withExtra && extras[entry] === 1) continue
        const start = starts[entry] ?? 0
        if (start === 0) this.#begin(end, guesses[entry] ?? 0, entry)
        else this.#follow(start - 1, end, guesses[entry] ?? 0, entry)
      }
      const hasFound = this.#most[end] !== 0
      if (end === length - 1 || begins[end + 1] === 1) this.#fillUpTo(end, foundEnds)
      if (hasFound) this.#foundEnds[foundEnds++] = end
    }
    if (length === 0) return 1
    return this.#most[length - 1] === 0 ? Number.POSITIVE_INFINITY : this.#unwind(length, lattice)
  }

  #open(length: number): void {
    this.#width = length + 1
    this.count = 0
    const size = length * this.#width
    if (size <= this.#marks.length) return
    this.#products = new Float64Array(2 * size)
    this.#marks = new Int32Array(2 * size)
    this.#least = new Float64Array(2 * size)
  }

  /** Puts a part behind every sequence that ends at `before`; brute force not behind brute force. */
  #follow(before: number, end: number, guesses: number, part: number): void {
    const marks = this.#marks
    const products = this.#products
    const least = this.#least
    const row = before * this.#width
    const endRow = end * this.#width
    const most = this.#most[before] ?? 0
    for (let parts = 1; parts <= most; parts++) {
      const mark = marks[row + parts] ?? 0
      if (mark === 0 || (mark < 0 && part < 0)) continue
      const cheapest = shorter[parts + 1] ?? 0
      const known = least[endRow + Math.min(parts + 1, this.#most[end] ?? 0)] ?? 0
      if (known <= cheapest || cheapest > this.#limit) break
      const product = guesses * (products[row + parts] ?? 0)
      const sum = (orders[parts + 1] ?? 0) * product + cheapest
      if (known > sum && sum <= this.#limit) this.#keep(end, parts + 1, product, sum, known, part)
    }
  }

  /**
   * Fills up to `end` with brute force. Wanted only where the text ends or a part begins next: brute force that goes on
   * is cheaper in one piece.
   */
  #fillUpTo(end: number, foundEnds: number): void {
    this.#begin(end, bruteForce[end + 1] ?? 0, -1)
    for (let index = 0; index < foundEnds; index++) {
      const before = this.#foundEnds[index] ?? 0
      this.#follow(before, end, bruteForce[end - before] ?? 0, -2 - before)
    }
  }

  /** Least guesses of any sequence to `end` of at most so many parts. */
  #leastAt(end: number, parts: number): number {
    return this.#least[end * this.#width + Math.min(parts, this.#most[end] ?? 0)] ?? 0
  }

  /** Takes one part for all up to `end`, unless another is as cheap. */
  #begin(end: number, guesses: number, part: number): void {
    const known = this.#leastAt(end, 1)
    const sum = guesses + 1
    if (known > sum && sum <= this.#limit) this.#keep(end, 1, guesses, sum, known, part)
  }

  /** Keeps a sequence that is cheaper than those of as many or fewer parts, of which `known` is the least. */
  #keep(end: number, parts: number, product: number, guesses: number, known: number, part: number): void {
    const row = end * this.#width
    const most = this.#most[end] ?? 0
    for (let between = most + 1; between < parts; between++) {
      this.#marks[row + between] = 0
      this.#least[row + between] = known
    }
    this.#products[row + parts] = product
    this.#marks[row + parts] = part
    this.#least[row + parts] = guesses
    if (parts > most) this.#most[end] = parts
    for (let more = parts + 1; more <= most && (this.#least[row + more] ?? 0) > guesses; more++) {
      this.#least[row + more] = guesses
    }
  }

  #unwind(length: number, lattice: Lattice): number {
    let end = length - 1
    const guesses = this.#leastAt(end, length)
    let parts = 1
    while ((this.#least[end * this.#width + parts] ?? 0) > guesses) parts++
    this.count = parts
    for (; end >= 0; parts--) {
      const part = this.#marks[end * this.#width + parts] ?? 0
      this.parts[parts - 1] = part
      this.ends[parts - 1] = end
      end = (part < 0 ? -1 - part : (lattice.starts[part] ?? 0)) - 1
    }
    return guesses
  }
}
