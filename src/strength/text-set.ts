import { keyOf } from './text-key.ts'

/** Of places that are marked one in so many is: as often a text that is not in the set is looked for in vain. */
const sparseness = 16

/**
 * A set of texts for asking after many others. V8 keeps a copy of every text that a `Set` is asked for until its next
 * long collection; here only those come to it whose place is marked, so nearly none that is not in it.
 */
export class TextSet {
  readonly #texts: ReadonlySet<string>
  readonly #marked: Uint8Array

  constructor(texts: Iterable<string>) {
    this.#texts = new Set(texts)
    this.#marked = new Uint8Array(2 ** Math.ceil(Math.log2(1 + this.#texts.size * sparseness)))
    for (const text of this.#texts) this.#marked[this.#placeOf(text)] = 1
  }

  has(text: string): boolean {
    return this.#marked[this.#placeOf(text)] === 1 && this.#texts.has(text)
  }

  #placeOf(text: string): number {
    return keyOf(text) & (this.#marked.length - 1)
  }
}
