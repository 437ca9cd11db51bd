const hidden = '[secret]'

/**
 * Holds a password or hash so that it cannot be printed by accident: string conversion, JSON and inspection
 * all answer `[secret]`. Only `reveal` gives the text, and only rating, hashing and probing may call it.
 */
export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /** The text itself. */
  reveal(): string {
    return this.#text
  }

  toString(): string {
    return hidden
  }

  toJSON(): string {
    return hidden
  }

  [Symbol.toPrimitive](): string {
    return hidden
  }

  /** Node's inspection hook, by its registered symbol so that no Node type is needed. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return hidden
  }
}
