import type { Format } from '../core/format.ts'
import type { HashScheme } from '../core/hash-scheme.ts'
import { delimiterOf, firstRecord } from '../intake/delimited-cutter.ts'
import { detectEncoding, type EncodingName, namedEncoding } from '../intake/encoding.ts'
import { readBeginning, readList } from '../intake/reading.ts'
import { headBytes, readHead, recognise } from '../intake/recognition.ts'
import { openTextStream } from '../intake/text-stream.ts'
import { type RangeFrame, RangeReader } from './range-reader.ts'
import { ReadingCrew } from './reading-crew.ts'
import type { ReadingOrder, ReadRows } from './reading-order.ts'
import { canBeCut, cutRanges, type TextRange } from './text-ranges.ts'

/** The shelves a list is read with. */
export interface ReadingShelves {
  readonly formats: ReadonlyMap<string, Format>
  readonly schemes: ReadonlyMap<string, HashScheme>
}

/** What a list is found to be; the encoding of one that began as ASCII is known at its end. */
export interface ListKind {
  readonly format: string
  readonly encoding: EncodingName
}

/** A shorter list is read before the fast way would have begun to be one. */
const worthRanges = 256 * 2 ** 10
/** In the time a thread takes to start, fill its dictionaries and be compiled another one reads so much. */
const worthThread = 5 * 2 ** 20
/** Results assessed at a time where one reader reads all. */
const batchSize = 500

/**
 * Reads one list: range by range where its records can be told apart without decoding it, by several threads if its size
 * is worth them; else as a stream. Answers what it is at the end. Refuses as reading does. `size` is undefined for a pipe.
 */
export async function* readWholeList(
  source: AsyncIterator<Uint8Array>,
  order: ReadingOrder,
  shelves: ReadingShelves,
  size: number | undefined,
): AsyncGenerator<ReadRows, ListKind> {
  const { bytes, isWhole } = await readBeginning(source)
  const head = bytes.slice(0, headBytes)
  const again = replayed(bytes, source)
  if (isWhole || (size !== undefined && size < worthRanges)) return yield* readStream(again, order, shelves)
  const encoding = order.encoding === 'auto' ? detectEncoding(head) : namedEncoding(head, order.encoding)
  const text = openTextStream(head, order.encoding).push(head)
  const { format, dialect } = recognise(readHead(text, false), shelves.formats, order)
  const delimiter = delimiterOf(text)
  if (
    dialect.readsApart !== true ||
    dialect.syntax !== 'delimited' ||
    !canBeCut(encoding ?? 'utf-8', delimiter)
  ) {
    return yield* readStream(again, order, shelves)
  }
  const header = firstRecord(text)
  const threads = size === undefined ? Number.POSITIVE_INFINITY : Math.floor(size / worthThread)
  const cut = { format: format.name, delimiter, header, dialect: format.dialects.indexOf(dialect) }
  const read = (ranges: AsyncIterable<TextRange>) =>
    threads < 2
      ? readHere(ranges, new RangeReader(order, shelves.schemes), { dialect, delimiter, header })
      : new ReadingCrew({ order, ...cut }, threads).read(ranges)
  let found: EncodingName = encoding ?? 'utf-8'
  const ranges = async function* () {
    for await (const range of cutRanges(again, delimiter, encoding)) {
      found = range.encoding
      yield range
    }
  }
  yield* read(ranges())
  return { format: format.name, encoding: found }
}

/** The parts that were read for a look, and those behind them. */
async function* replayed(
  beginning: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield beginning
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}

async function* readStream(
  source: AsyncIterator<Uint8Array>,
  order: ReadingOrder,
  { formats, schemes }: ReadingShelves,
): AsyncGenerator<ReadRows, ListKind> {
  const reader = new RangeReader(order, schemes)
  let kind: ListKind = { format: '', encoding: 'utf-8' }
  for await (const reading of readList(source, order, formats)) {
    if (reading.type === 'recognised') kind = { format: reading.format, encoding: reading.encoding }
    else {
      for (let at = 0; at < reading.results.length; at += batchSize) {
        yield await reader.assess(reading.results.slice(at, at + batchSize))
      }
    }
  }
  return kind
}

async function* readHere(
  ranges: AsyncIterable<TextRange>,
  reader: RangeReader,
  frame: RangeFrame,
): AsyncGenerator<ReadRows> {
  for await (const range of ranges) yield await reader.read(range, frame)
}
