const places = 2 ** 21

/**
 * Tells the first time a text is seen from the next ones, so that what comes once is not remembered: of a random list
 * nearly everything would be, only to be forgotten again. Two texts may share a place; then one counts as seen.
 */
export class SeenBefore {
  readonly #places = new Uint8Array(places / 8)

  isSecond(text: string): boolean {
    const place = placeOf(text)
    const bit = 1 << (place & 7)
    const byte = this.#places[place >>> 3] ?? 0
    this.#places[place >>> 3] = byte | bit
    return (byte & bit) !== 0
  }
}

/** FNV-1a over the code units, its high bits folded in. */
function placeOf(text: string): number {
  let key = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    key = Math.imul(key ^ text.charCodeAt(index), 0x01000193)
  }
  return (key ^ (key >>> 15)) & (places - 1)
}
