import { Refusal } from '../core/refusal.ts'
import { detectEncoding, type EncodingName, encodings, namedEncoding } from './encoding.ts'

/** Bytes in, text out, any chunk borders. */
export interface TextStream {
  /** As settled so far; a list that has been ASCII to here is `utf-8` until it says otherwise. */
  readonly encoding: EncodingName
  readonly push: (bytes: Uint8Array) => string
  readonly end: () => string
}

/**
 * Opens a stream of text. `head` is the beginning of the file, for detection only; push it too. Refuses an encoding
 * it does not know or that contradicts the file's mark and, by line, bytes that are not of the encoding, and NUL.
 */
export function openTextStream(head: Uint8Array, name = 'auto'): TextStream {
  const settled = name === 'auto' ? detectEncoding(head) : namedEncoding(head, name)
  return settled === undefined ? new UnsettledText() : new SettledText(settled)
}

/**
 * The text of a part of a list that begins in `line`, in a known encoding and cut between characters. Refuses as the
 * stream does.
 */
export function decodePart(bytes: Uint8Array, encoding: EncodingName, line: number): string {
  return new SettledText(encoding, line).whole(bytes)
}

class SettledText implements TextStream {
  readonly encoding: EncodingName
  readonly #decoder: TextDecoder
  #line: number

  constructor(encoding: EncodingName, line = 1) {
    this.encoding = encoding
    // A mark is one at the beginning of the file alone.
    this.#decoder = new TextDecoder(encoding, { ignoreBOM: line > 1 })
    this.#line = line
  }

  push(bytes: Uint8Array): string {
    return this.#checked(this.#decoder.decode(bytes, { stream: true }))
  }

  /** All there is at once: three times as fast, and ASCII stays one byte a character. */
  whole(bytes: Uint8Array): string {
    return this.#checked(this.#decoder.decode(bytes))
  }

  end(): string {
    return this.#checked(this.#decoder.decode())
  }

  /** Not decoded as fatal, because the error would not tell where; a replacement character does. */
  #checked(text: string): string {
    const broken = text.indexOf('\uFFFD')
    if (broken >= 0) {
      const values = { line: this.#line + countLineEnds(text.slice(0, broken)), encoding: this.encoding }
      throw new Refusal('invalid', 'intake-undecodable', { ...values, encodings: encodings.join(', ') })
    }
    const nul = text.indexOf('\0')
    if (nul >= 0) {
      throw new Refusal('invalid', 'intake-not-text', {
        line: this.#line + countLineEnds(text.slice(0, nul)),
      })
    }
    this.#line += countLineEnds(text)
    return text
  }
}

/** Bytes wanted for detection when the first one beyond ASCII comes late. */
const sampleBytes = 4096

/** All ASCII so far: passes text on and settles at the first byte that is not. */
class UnsettledText implements TextStream {
  #held: Uint8Array = new Uint8Array()
  #settled: SettledText | undefined
  readonly #ascii = new SettledText('utf-8')
  #line = 1

  get encoding(): EncodingName {
    return this.#settled?.encoding ?? 'utf-8'
  }

  push(bytes: Uint8Array): string {
    if (this.#settled !== undefined) return this.#settled.push(bytes)
    const gathered = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes])
    const first = gathered.findIndex(byte => byte >= 0x80)
    const clean = first < 0 ? gathered.length : first
    const text = this.#pass(gathered.subarray(0, clean))
    this.#held = gathered.slice(clean)
    return this.#held.length < sampleBytes ? text : text + this.#settle()
  }

  end(): string {
    const rest = this.#settled === undefined ? this.#settle() : ''
    return rest + (this.#settled?.end() ?? '')
  }

  #pass(ascii: Uint8Array): string {
    const text = this.#ascii.push(ascii)
    this.#line += countLineEnds(text)
    return text
  }

  #settle(): string {
    this.#settled = new SettledText(detectEncoding(this.#held) ?? 'utf-8', this.#line)
    const text = this.#settled.push(this.#held)
    this.#held.fill(0)
    return text
  }
}

function countLineEnds(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1
  return count
}
