import { longestRecord } from '../intake/cutter.ts'
import { detectEncoding, type EncodingName } from '../intake/encoding.ts'
import { RecordBorders } from './record-borders.ts'

/** Whole records of a list, with what it takes to read them apart from the rest. */
export interface TextRange {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly encoding: EncodingName
  /** The line the range begins in, from 1. */
  readonly line: number
  readonly isLast: boolean
}

/** Small enough that all threads end at about the same time, large enough that handing over costs nothing. */
const rangeBytes = 256 * 2 ** 10
/** Bytes wanted for telling the encoding when the first one beyond ASCII comes late. */
const sampleBytes = 4096
const byteEncodings: readonly EncodingName[] = ['utf-8', 'shift_jis', 'euc-jp']

/** Of UTF-8; the first cell begins behind it. */
const mark = Buffer.from([0xef, 0xbb, 0xbf])

/** Whether a list in this encoding, with this delimiter, can be cut without decoding it. */
export function canBeCut(encoding: EncodingName, delimiter: string): boolean {
  // The second byte of a character in Shift_JIS may be that of a `|`.
  return byteEncodings.includes(encoding) && delimiter !== '|'
}

/**
 * Cuts a list into ranges of whole records. `encoding` is undefined for one that has been ASCII so far: its first byte
 * that is not decides. Every part of `source` is overwritten when it has been taken.
 */
export async function* cutRanges(
  source: AsyncIterator<Uint8Array>,
  delimiter: string,
  encoding: EncodingName | undefined,
): AsyncGenerator<TextRange> {
  const scissors = new Scissors(delimiter, encoding)
  for (let next = await source.next(); next.done !== true; next = await source.next()) {
    scissors.take(next.value)
    next.value.fill(0)
    const range = scissors.cut()
    if (range !== undefined) yield range
  }
  yield scissors.rest()
}

class Scissors {
  readonly #borders: RecordBorders
  #encoding: EncodingName | undefined
  #held: Uint8Array<ArrayBuffer> = new Uint8Array()
  #scanned = 0
  #border = 0
  #line = 1

  constructor(delimiter: string, encoding: EncodingName | undefined) {
    this.#borders = new RecordBorders(delimiter)
    this.#encoding = encoding
  }

  take(bytes: Uint8Array): void {
    if (this.#line === 1 && this.#scanned === 0 && Buffer.from(bytes.subarray(0, 3)).equals(mark)) {
      this.#scanned = mark.length
    }
    const held = new Uint8Array(this.#held.length + bytes.length)
    held.set(this.#held)
    held.set(bytes, this.#held.length)
    this.#held.fill(0)
    this.#held = held
  }

  /** The records that are whole, if they are worth a range; undefined while more is needed. */
  cut(): TextRange | undefined {
    const encoding = this.#settle(sampleBytes)
    if (encoding === undefined) return undefined
    this.#border = Math.max(this.#border, this.#borders.scan(this.#held, this.#scanned))
    this.#scanned = this.#held.length
    if (this.#border >= rangeBytes) return this.#range(this.#border, encoding, false)
    // A record without an end is handed on as it is: whoever reads it refuses it by its line.
    const isEndless = this.#held.length - this.#border > 4 * longestRecord
    return isEndless ? this.#range(this.#held.length, encoding, false) : undefined
  }

  rest(): TextRange {
    return this.#range(this.#held.length, this.#settle(1) ?? 'utf-8', true)
  }

  #range(end: number, encoding: EncodingName, isLast: boolean): TextRange {
    const range = { bytes: this.#held.slice(0, end), encoding, line: this.#line, isLast }
    const held = this.#held.slice(end)
    this.#held.fill(0)
    this.#held = held
    this.#scanned -= end
    this.#border = 0
    this.#line = 1 + this.#borders.linesBefore
    return range
  }

  /** ASCII is UTF-8 until there is more to tell from; undefined where that has begun and is still too short. */
  #settle(needed: number): EncodingName | undefined {
    if (this.#encoding !== undefined) return this.#encoding
    const first = beyondAscii(this.#held, this.#scanned)
    if (first < 0) return 'utf-8'
    if (this.#held.length - first < needed) return undefined
    const found = detectEncoding(this.#held.subarray(first)) ?? 'utf-8'
    this.#encoding = byteEncodings.includes(found) ? found : 'utf-8'
    return this.#encoding
  }
}

/** Index of the first byte from `from` on that is not ASCII; -1 when there is none. */
function beyondAscii(bytes: Uint8Array, from: number): number {
  for (let index = from; index < bytes.length; index++) if ((bytes[index] ?? 0) >= 0x80) return index
  return -1
}
