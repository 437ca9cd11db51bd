import { crc32 } from 'node:zlib'
import type { Dictionaries } from '../strength/dictionaries.ts'
import { WordTable, type WordTableParts } from '../strength/word-table.ts'

/*
 * Dictionaries in one file that is read at a stroke and shared by threads: CRC-32 of all that follows, length of the
 * header, the header as JSON, and the tables' arrays as they lie in memory. A machine with another order of bytes
 * finds the CRC wrong.
 */

/** Counted on when the file would be read another way; part of the digest it is checked by. */
export const packFormat = 1

type Arrays = Omit<WordTableParts, 'listNames'>

/** Where an array begins behind the header, and how many numbers it has. */
interface Place {
  readonly start: number
  readonly length: number
}

interface PackedTable {
  readonly listNames: readonly string[]
  readonly places: Readonly<Record<keyof Arrays, Place>>
}

interface Header {
  /** Digest of everything the dictionaries were made from. */
  readonly madeFrom: string
  readonly tables: Readonly<Record<keyof Dictionaries, PackedTable>>
}

const fixedLength = 8
const alignment = 8

/** Dictionaries as the bytes of a pack. */
export function packDictionaries(dictionaries: Dictionaries, madeFrom: string): Uint8Array {
  const arrays: (Int32Array | Uint16Array)[] = []
  let end = 0
  const place = (array: Int32Array | Uint16Array): Place => {
    const start = end
    arrays.push(array)
    end = aligned(start + array.byteLength)
    return { start, length: array.length }
  }
  const packed = ({ parts: { listNames, exactAt, extraAt, numberOf, short, slots } }: WordTable) => {
    const places = {
      exactAt: place(exactAt),
      extraAt: place(extraAt),
      numberOf: place(numberOf),
      short: place(short),
      slots: place(slots),
    }
    return { listNames, places }
  }
  const { words, folded, unfolded } = dictionaries
  const tables = { words: packed(words), folded: packed(folded), unfolded: packed(unfolded) }
  const header = Buffer.from(JSON.stringify({ madeFrom, tables } satisfies Header))
  const body = aligned(fixedLength + header.length)
  const bytes = new Uint8Array(body + end)
  bytes.set(header, fixedLength)
  let start = body
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start)
    start = aligned(start + array.byteLength)
  }
  const head = new Uint32Array(bytes.buffer, 0, 2)
  head[1] = header.length
  head[0] = crc32(bytes.subarray(4))
  return bytes
}

/** Whether a pack is as it was written, and was made from what this digest is of. */
export function isCurrent(pack: SharedArrayBuffer, madeFrom: string): boolean {
  if (pack.byteLength < fixedLength) return false
  const [sum] = new Uint32Array(pack, 0, 1)
  return crc32(new Uint8Array(pack, 4)) === sum && readHeader(pack).madeFrom === madeFrom
}

/** The dictionaries of a pack that is current, on its own memory. */
export function openPack(pack: SharedArrayBuffer): Dictionaries {
  const [, headerLength = 0] = new Uint32Array(pack, 0, 2)
  const body = aligned(fixedLength + headerLength)
  const numbers = ({ start, length }: Place) => new Int32Array(pack, body + start, length)
  const table = ({ listNames, places }: PackedTable) =>
    new WordTable({
      listNames,
      exactAt: numbers(places.exactAt),
      extraAt: numbers(places.extraAt),
      numberOf: new Uint16Array(pack, body + places.numberOf.start, places.numberOf.length),
      short: numbers(places.short),
      slots: numbers(places.slots),
    })
  const { words, folded, unfolded } = readHeader(pack).tables
  return { words: table(words), folded: table(folded), unfolded: table(unfolded) }
}

function readHeader(pack: SharedArrayBuffer): Header {
  const [, length] = new Uint32Array(pack, 0, 2)
  // Copied first: shared memory is not taken for text.
  return JSON.parse(Buffer.from(new Uint8Array(pack, fixedLength, length)).toString())
}

function aligned(length: number): number {
  return Math.ceil(length / alignment) * alignment
}
