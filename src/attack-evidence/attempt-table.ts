const ways = 8
const usualSets = 8_192

/**
 * Attempts by key (failures in a row, or successes), in rows of a fixed number (65,536, 2 MiB): a key is looked for among the eight of its set.
 * What is in the table is counted exactly. Where a set is full a new key takes the place of the weakest: the one with
 * the fewest failures, of those the longest quiet, so that ten million keys seen once push out each other and not the
 * busy ones. Nothing is estimated by sketches, since two keys that shared a counter could lock each other out.
 */
export class AttemptTable {
  readonly #sets: number
  readonly #keys: Float64Array
  readonly #counts: Uint32Array
  readonly #lastAt: Float64Array
  readonly #asked: Uint32Array
  readonly #askedAt: Float64Array

  constructor(sets: number = usualSets) {
    this.#sets = sets
    this.#keys = new Float64Array(sets * ways)
    this.#counts = new Uint32Array(sets * ways)
    this.#lastAt = new Float64Array(sets * ways)
    this.#asked = new Uint32Array(sets * ways)
    this.#askedAt = new Float64Array(sets * ways)
  }

  /** The key's failures; none any more when it has been quiet since `since` (epoch milliseconds). */
  count(key: number, since: number): number {
    const row = this.#find(key)
    return row < 0 || (this.#lastAt[row] ?? 0) < since ? 0 : (this.#counts[row] ?? 0)
  }

  /** How many were let in under the key since `since` and have not been told the end of. */
  underWay(key: number, since: number): number {
    const row = this.#find(key)
    return row < 0 || (this.#askedAt[row] ?? 0) < since ? 0 : (this.#asked[row] ?? 0)
  }

  /** One more; answers how many that makes. */
  add(key: number, now: number, since: number): number {
    const row = this.#claim(key, since, true)
    const isOver = (this.#lastAt[row] ?? 0) < since
    const count = (isOver ? 0 : (this.#counts[row] ?? 0)) + 1
    this.#counts[row] = count
    this.#lastAt[row] = now
    return count
  }

  /** One more let in whose end is not known yet; drives nobody out who has failed. */
  ask(key: number, now: number, askedSince: number, since: number): void {
    const row = this.#claim(key, since, false)
    if (row < 0) return
    const isOver = (this.#askedAt[row] ?? 0) < askedSince
    this.#asked[row] = (isOver ? 0 : (this.#asked[row] ?? 0)) + 1
    this.#askedAt[row] = now
  }

  /** One of those under way has ended. */
  end(key: number): void {
    const row = this.#find(key)
    if (row >= 0) this.#asked[row] = Math.max(0, (this.#asked[row] ?? 0) - 1)
  }

  /** Takes back failures. */
  forgive(key: number, failures: number): void {
    const row = this.#find(key)
    if (row >= 0) this.#counts[row] = Math.max(0, (this.#counts[row] ?? 0) - failures)
  }

  #find(key: number): number {
    const first = this.#setOf(key)
    for (let row = first; row < first + ways; row += 1) if (this.#keys[row] === key) return row
    return -1
  }

  /** The key's row, or the weakest of its set made its own; -1 where that has failed and must not give way. */
  #claim(key: number, since: number, byForce: boolean): number {
    const found = this.#find(key)
    if (found >= 0) return found
    const row = this.#weakest(this.#setOf(key), since)
    if (!byForce && this.#strength(row, since) > 0) return -1
    this.#keys[row] = key
    this.#counts[row] = 0
    this.#lastAt[row] = 0
    this.#asked[row] = 0
    this.#askedAt[row] = 0
    return row
  }

  #weakest(first: number, since: number): number {
    let weakest = first
    let least = this.#strength(first, since)
    for (let row = first + 1; row < first + ways; row += 1) {
      const strength = this.#strength(row, since)
      if (strength > least || (strength === least && this.#touchedAt(row) >= this.#touchedAt(weakest)))
        continue
      weakest = row
      least = strength
    }
    return weakest
  }

  #strength(row: number, since: number): number {
    return (this.#lastAt[row] ?? 0) < since ? 0 : (this.#counts[row] ?? 0)
  }

  #touchedAt(row: number): number {
    return Math.max(this.#lastAt[row] ?? 0, this.#askedAt[row] ?? 0)
  }

  #setOf(key: number): number {
    return (key % this.#sets) * ways
  }
}
