const places = 2 ** 21

/**
 * Tells the first time a text is seen from the next ones, by its key, so that what comes once is not remembered: of a
 * random list nearly everything would be, only to be forgotten again. Two keys may share a place; then one counts as seen.
 */
export class SeenBefore {
  readonly #places = new Uint8Array(places / 8)

  isSecond(key: number): boolean {
    const place = key & (places - 1)
    const bit = 1 << (place & 7)
    const byte = this.#places[place >>> 3] ?? 0
    this.#places[place >>> 3] = byte | bit
    return (byte & bit) !== 0
  }
}
