import type { DecisionRecord } from '../core/decision.ts'
import type { WrittenDecisions } from '../core/store.ts'

const groupSize = 500
/** Grows where more comes before it is taken; a decision takes some 200 bytes. */
const usualBytes = 128 * 1024
const keptBytes = 16 * usualBytes
const [open, comma, close] = ['[', ',', ']'].map(sign => sign.charCodeAt(0)) as [number, number, number]

interface Group {
  readonly size: number
  readonly lastAt: string
  readonly begin: number
  readonly end: number
}

/**
 * Writes decisions down as they are made, outside the heap and into two blocks of bytes in turn: whatever waits to be
 * stored as an object, or in a block of its own, outlives collections of garbage, and each of those would move it.
 */
export class DecisionWriter {
  #bytes = Buffer.allocUnsafeSlow(usualBytes)
  #spare: Buffer<ArrayBuffer> | undefined
  #begin = 0
  #end = 0
  #size = 0
  #lastAt = ''
  #groups: Group[] = []
  #last: DecisionRecord | undefined
  #lastText = ''
  /** Decisions written and not taken. */
  waiting = 0

  write(record: DecisionRecord): void {
    const text = this.#spell(record)
    // A sign before and one after it; UTF-8 takes three bytes for a UTF-16 unit at most.
    this.#makeRoom(3 * text.length + 2)
    this.#bytes[this.#end] = this.#size === 0 ? open : comma
    this.#end += 1 + this.#bytes.write(text, this.#end + 1)
    this.#lastAt = record.at
    this.#size += 1
    this.waiting += 1
    if (this.#size === groupSize) this.#closeGroup()
  }

  /** All groups written so far, the oldest first, to be read until the next are taken; begins anew. */
  take(): readonly WrittenDecisions[] {
    if (this.#size > 0) this.#closeGroup()
    const bytes = this.#bytes
    const groups = this.#groups.map(({ size, lastAt, begin, end }) => ({
      size,
      lastAt,
      json: bytes.subarray(begin, end),
    }))
    this.#bytes = this.#spare ?? Buffer.allocUnsafeSlow(usualBytes)
    this.#spare = bytes.length > keptBytes ? undefined : bytes
    this.#begin = 0
    this.#end = 0
    this.#groups = []
    this.waiting = 0
    return groups
  }

  /** Drops the oldest, at most so many and whole groups only; answers how many. */
  dropOldest(most: number): number {
    let dropped = 0
    let goneBytes = 0
    for (;;) {
      const { size, end } = this.#groups[0] ?? { size: Number.POSITIVE_INFINITY, end: 0 }
      if (dropped + size > most) break
      this.#groups.shift()
      dropped += size
      goneBytes = end
    }
    this.#bytes.copyWithin(0, goneBytes, this.#end)
    this.#groups = this.#groups.map(({ begin, end, ...group }) => ({
      ...group,
      begin: begin - goneBytes,
      end: end - goneBytes,
    }))
    this.#begin -= goneBytes
    this.#end -= goneBytes
    this.waiting -= dropped
    return dropped
  }

  /** One visitor asks for many things in a row: all but the time of his questions is spelt out once. */
  #spell(record: DecisionRecord): string {
    if (this.#last === undefined || !isAlike(record, this.#last)) {
      this.#last = record
      this.#lastText = JSON.stringify({ ...record, at: undefined }).slice(1)
    }
    return `{"at":${JSON.stringify(record.at)},${this.#lastText}`
  }

  #closeGroup(): void {
    this.#bytes[this.#end] = close
    this.#end += 1
    this.#groups.push({ size: this.#size, lastAt: this.#lastAt, begin: this.#begin, end: this.#end })
    this.#begin = this.#end
    this.#size = 0
  }

  #makeRoom(needed: number): void {
    if (this.#end + needed <= this.#bytes.length) return
    const larger = Buffer.allocUnsafeSlow(2 * this.#bytes.length + needed)
    this.#bytes.copy(larger, 0, 0, this.#end)
    this.#bytes = larger
  }
}

/** Whether all but the times are the same; an entry is the snapshot's own, so that the same one is the same object. */
function isAlike(record: DecisionRecord, other: DecisionRecord): boolean {
  return (
    record.ip === other.ip &&
    record.system === other.system &&
    record.login === other.login &&
    record.rule === other.rule &&
    record.entry === other.entry &&
    record.mode === other.mode &&
    record.allow === other.allow &&
    record.wouldAllow === other.wouldAllow
  )
}
