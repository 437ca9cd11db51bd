const empty = -1
const leastSlots = 1024

/**
 * Numbers found by a 32-bit key and, where keys are equal, a comparison of the caller's: a hash table that takes some
 * sixteen bytes an entry, where a Map of strings takes a hundred.
 */
export class NumberTable {
  #values = new Int32Array(leastSlots).fill(empty)
  #keys = new Int32Array(leastSlots)
  #size = 0

  /** The kept number with this key that `isSame` says it is, or the given one, which is kept from now on. */
  findOrKeep(key: number, value: number, isSame: (kept: number) => boolean): number {
    if (this.#size * 2 > this.#values.length) this.#grow()
    const mask = this.#values.length - 1
    for (let slot = spread(key) & mask; ; slot = (slot + 1) & mask) {
      const kept = this.#values[slot] ?? empty
      if (kept === empty) {
        this.#values[slot] = value
        this.#keys[slot] = key
        this.#size += 1
        return value
      }
      if (this.#keys[slot] === key && isSame(kept)) return kept
    }
  }

  /** Puts another number of the same key in the place of a kept one. */
  replace(key: number, kept: number, value: number): void {
    const mask = this.#values.length - 1
    let slot = spread(key) & mask
    while (this.#values[slot] !== kept) slot = (slot + 1) & mask
    this.#values[slot] = value
  }

  #grow(): void {
    const [values, keys] = [this.#values, this.#keys]
    this.#values = new Int32Array(values.length * 2).fill(empty)
    this.#keys = new Int32Array(keys.length * 2)
    const mask = this.#values.length - 1
    for (let before = 0; before < values.length; before++) {
      const value = values[before] ?? empty
      if (value === empty) continue
      const key = keys[before] ?? 0
      let slot = spread(key) & mask
      while (this.#values[slot] !== empty) slot = (slot + 1) & mask
      this.#values[slot] = value
      this.#keys[slot] = key
    }
  }
}

/** Keys that differ in their high bits only must not meet in one slot. */
function spread(key: number): number {
  const mixed = Math.imul(key ^ (key >>> 16), 0x45d9f3b)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
