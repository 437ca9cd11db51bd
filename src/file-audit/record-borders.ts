const lineFeed = 0x0a
const carriageReturn = 0x0d
const quote = 0x22

/** Where the scanner is within a record: at the first byte of a cell, in a plain one, in a quoted one, behind a quote in it. */
const within = { start: 0, plain: 1, quoted: 2, quote: 3 } as const

/**
 * Finds where records of an RFC 4180 list end, byte by byte: a line end counts outside quotes, a quote opens at the
 * first byte of a cell alone. Right for every encoding in which no character holds the bytes of a quote, line end or
 * delimiter; that is UTF-8 and EUC-JP, and Shift_JIS unless the delimiter is `|`.
 */
export class RecordBorders {
  readonly #delimiter: number
  #place: number = within.start
  #afterReturn = false
  #lines = 0

  constructor(delimiter: string) {
    this.#delimiter = delimiter.charCodeAt(0)
  }

  /** Line ends up to the last border found. */
  linesBefore = 0

  /**
   * Looks at the bytes from `from` on, which follow what was looked at before; answers the last border among them (the
   * index behind a record), or -1.
   */
  scan(bytes: Uint8Array, from: number): number {
    let border = -1
    for (let index = from; index < bytes.length; index++) {
      const byte = bytes[index] ?? 0
      if (this.#afterReturn) {
        this.#afterReturn = false
        if (byte === lineFeed) {
          if (this.#place === within.start) border = this.#markBorder(index + 1)
          continue
        }
        if (this.#place === within.start) border = this.#markBorder(index)
      }
      if (byte === lineFeed || byte === carriageReturn) {
        this.#lines += 1
        if (this.#place === within.quoted) {
          this.#afterReturn = byte === carriageReturn
          continue
        }
        this.#place = within.start
        // Half of a CRLF, perhaps: the next byte tells.
        if (byte === carriageReturn) this.#afterReturn = true
        else border = this.#markBorder(index + 1)
      } else this.#place = this.#next(byte)
    }
    return border
  }

  #markBorder(index: number): number {
    this.linesBefore = this.#lines
    return index
  }

  #next(byte: number): number {
    const place = this.#place
    if (place === within.quoted) return byte === quote ? within.quote : place
    if (byte === this.#delimiter) return within.start
    if (byte !== quote) return within.plain
    if (place === within.start || place === within.quote) return within.quoted
    return within.plain
  }
}
