import { Refusal } from '../core/refusal.ts'
import { type Cutter, longestRecord, type Piece, refuseLongLine } from './cutter.ts'
import { repeatsName } from './repeated-name.ts'

/** Deepest nesting read; account lists need three or four. */
const deepest = 20
/** Everything that decides where a value ends; the rest is passed over in one step. */
const marks = /["\\[\]{},\n]/g
const stringMarks = /["\\\n]/g

/** Where the scanner is: before the array, inside it, behind it. */
type Place = 'before' | 'inside' | 'behind'

/**
 * Elements of the file's one array, or of the first array directly inside its one object. Only one element at a
 * time is held; what stands around the array must be JSON too. Refuses the file by line where it is not.
 */
export function openJsonCutter(): Cutter<'json'> {
  const scanner = new JsonScanner()
  return { push: text => scanner.push(text), end: () => scanner.end() }
}

class JsonScanner {
  #place: Place = 'before'
  #depth = 0
  /** Depth of the values in the array. */
  #elementDepth = 0
  #inString = false
  #escaped = false
  #line = 1
  #rest = ''
  /** What was cut out so far, with `[]` where the array stood. */
  #frame = ''
  #elements = 0
  #pieces: Piece<'json'>[] = []
  #start = 0
  /** Line in which the text not yet cut begins. */
  #startLine = 1

  push(text: string): Iterable<Piece<'json'>> {
    const whole = this.#rest + text
    this.#pieces = []
    this.#start = 0
    let at = this.#rest.length
    while (at < whole.length) at = this.#step(whole, at)
    this.#rest = whole.slice(this.#start)
    if (this.#rest.length > longestRecord) refuseLongLine(this.#startLine)
    return this.#pieces
  }

  end(): Iterable<Piece<'json'>> {
    if (this.#place === 'inside' || this.#depth > 0) {
      throw new Refusal('invalid', 'intake-json-unfinished', { line: this.#startLine })
    }
    this.#frame += this.#rest
    const frame = parse(this.#frame, this.#startLine)
    if (this.#place === 'before') throw new Refusal('invalid', 'intake-json-no-array')
    return repeatsName(this.#frame, frame) ? [{ rejected: { line: 1, key: 'json-key-twice' } }] : []
  }

  /** Goes to the next mark and past it; answers where to go on. */
  #step(text: string, from: number): number {
    if (this.#escaped) {
      this.#escaped = false
      return from + 1
    }
    const pattern = this.#inString ? stringMarks : marks
    pattern.lastIndex = from
    const found = pattern.exec(text)
    if (found === null) return text.length
    this.#meet(found[0], text, found.index)
    return found.index + 1
  }

  #meet(mark: string, text: string, at: number): void {
    if (mark === '\n') this.#line += 1
    else if (mark === '\\') this.#escaped = this.#inString
    else if (mark === '"') this.#inString = !this.#inString
    else if (mark === '[' || mark === '{') this.#open(mark, text, at)
    else if (mark === ',') {
      if (this.#place === 'inside' && this.#depth === this.#elementDepth) this.#cut(text, at, true)
    } else this.#close(text, at)
  }

  #open(mark: string, text: string, at: number): void {
    this.#depth += 1
    if (this.#depth > deepest) {
      throw new Refusal('invalid', 'intake-json-too-deep', { line: this.#line, depth: deepest })
    }
    if (this.#place !== 'before' || mark !== '[' || this.#depth > 2) return
    this.#frame += `${text.slice(this.#start, at)}[`
    this.#goOn(at)
    this.#place = 'inside'
    this.#elementDepth = this.#depth
  }

  #close(text: string, at: number): void {
    if (this.#place === 'inside' && this.#depth === this.#elementDepth) {
      // `[1}` must not pass for `[1]`: the frame keeps the mark as it was written.
      this.#cut(text, at, false)
      this.#frame += text[at] ?? ''
      this.#place = 'behind'
    }
    this.#depth -= 1
    if (this.#depth < 0) throw new Refusal('invalid', 'intake-json-broken', { line: this.#line })
  }

  /** Takes the element that ends here; nothing at all is right only in an array without elements. */
  #cut(text: string, at: number, more: boolean): void {
    const element = text.slice(this.#start, at)
    const lead = element.length - element.trimStart().length
    const line = this.#startLine + element.slice(0, lead).split('\n').length - 1
    const isEmptyArray = !more && this.#elements === 0 && lead === element.length
    if (!isEmptyArray) this.#pieces.push(pieceOf(element, parse(element, line), line))
    this.#elements += 1
    this.#goOn(at)
  }

  #goOn(at: number): void {
    this.#start = at + 1
    this.#startLine = this.#line
  }
}

/** An object that says two things of one name is no record. */
export function pieceOf(text: string, record: unknown, line: number): Piece<'json'> {
  return repeatsName(text, record) ? { rejected: { line, key: 'json-key-twice' } } : { record, line }
}

/** Never passes on the parser's own message, which quotes the text. */
function parse(text: string, line: number): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new Refusal('invalid', 'intake-json-broken', { line })
  }
}

/** Whether a JSON text nests deeper than is read here. */
export function nestsDeeper(text: string): boolean {
  let depth = 0
  for (const [mark] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (mark === '[' || mark === '{') depth += 1
    else if (mark === ']' || mark === '}') depth -= 1
    if (depth > deepest) return true
  }
  return false
}
