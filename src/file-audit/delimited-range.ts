import type { RejectedLine } from '../core/format.ts'
import { Refusal } from '../core/refusal.ts'
import { longestRecord, refuseLongLine } from '../intake/cutter.ts'

/** Called with each record and the line of its first cell, and with each line that is no record. */
export interface OnRecord {
  readonly record: (cells: readonly string[], line: number) => void
  readonly rejected: (rejected: RejectedLine) => void
}

/**
 * Cuts whole RFC 4180 records out of a part of a list that begins in `line`, as the cutter for streams does, fifteen
 * times as fast: rows without quotes are cut where native searches say. `isLast` when nothing of the list follows.
 */
export function cutDelimited(
  text: string,
  delimiter: string,
  line: number,
  isLast: boolean,
  on: OnRecord,
): void {
  const whole = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  const quoted = new QuotedRecords(whole, delimiter, isLast)
  // Each is looked for again only when it has been passed: a text without any is searched once.
  let quote = indexFrom(whole, '"', 0)
  let border = indexFrom(whole, delimiter, 0)
  let begin = line
  for (let at = 0; at < whole.length; ) {
    if (quote < at) quote = indexFrom(whole, '"', at)
    const end = indexFrom(whole, '\n', at)
    if (quote < end) {
      const { next, lines } = quoted.read(at, begin, on)
      at = next
      begin += lines
      continue
    }
    if (end - at > longestRecord) refuseLongLine(begin)
    if (border < at) border = indexFrom(whole, delimiter, at)
    const cells: string[] = []
    while (border < end) {
      cells.push(whole.slice(at, border))
      at = border + 1
      border = indexFrom(whole, delimiter, at)
    }
    cells.push(whole.slice(at, end))
    take(cells, begin, on)
    at = end + 1
    begin += 1
  }
}

/** Where the sign stands next; the end of the text where it does not. */
function indexFrom(text: string, sign: string, from: number): number {
  const index = text.indexOf(sign, from)
  return index < 0 ? text.length : index
}

/** Passes over lines with nothing in them. */
function take(cells: readonly string[], line: number, on: OnRecord): void {
  if (cells.length > 1 || cells[0]?.trim() !== '') on.record(cells, line)
}

/** Records in which quotes stand, sign by sign. */
class QuotedRecords {
  readonly #text: string
  readonly #delimiter: string
  readonly #isLast: boolean

  constructor(text: string, delimiter: string, isLast: boolean) {
    this.#text = text
    this.#delimiter = delimiter
    this.#isLast = isLast
  }

  /** Reads the record at `from`; answers where the next one begins and how many line ends that passes. */
  read(from: number, line: number, on: OnRecord): { readonly next: number; readonly lines: number } {
    const text = this.#text
    const cells: string[] = []
    let at = from
    let lines = 0
    /** Each line with a quote astray, once. */
    const strays = new Set<number>()
    for (;;) {
      const isQuoted = text[at] === '"'
      const cell = isQuoted ? this.#quoted(at, line) : this.#plain(at)
      cells.push(cell.text)
      if (isQuoted) lines += countLineEnds(cell.text)
      else if (cell.text.includes('"')) strays.add(line + lines)
      at = cell.end + 1
      if (at - from > longestRecord) refuseLongLine(line)
      if (text[cell.end] !== this.#delimiter) break
    }
    if (strays.size === 0) take(cells, line, on)
    for (const stray of strays) on.rejected({ line: stray, key: 'intake-quote-stray' })
    return { next: at, lines: lines + 1 }
  }

  #plain(from: number): { readonly text: string; readonly end: number } {
    let end = from
    for (; end < this.#text.length; end++) {
      const sign = this.#text[end]
      if (sign === this.#delimiter || sign === '\n') break
    }
    return { text: this.#text.slice(from, end), end }
  }

  /** A quote that is never closed, or followed by more of the cell, leaves no way to tell where the next record begins. */
  #quoted(from: number, line: number): { readonly text: string; readonly end: number } {
    const text = this.#text
    let hasQuotes = false
    for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
      const after = text[at + 1]
      if (after === '"') {
        hasQuotes = true
        at += 1
        continue
      }
      if (after !== undefined && after !== '\n' && after !== this.#delimiter) {
        throw new Refusal('invalid', 'intake-quote-inside', { line })
      }
      const cell = text.slice(from + 1, at)
      return { text: hasQuotes ? cell.replaceAll('""', '"') : cell, end: at + 1 }
    }
    if (text.length - from > longestRecord || !this.#isLast) refuseLongLine(line)
    throw new Refusal('invalid', 'intake-quote-open', { line })
  }
}

function countLineEnds(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1
  return count
}
