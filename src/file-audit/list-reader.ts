import type { Format } from '../core/format.ts'
import type { HashScheme } from '../core/hash-scheme.ts'
import { delimiterOf, firstRecord } from '../intake/delimited-cutter.ts'
import { detectEncoding, type EncodingName, namedEncoding } from '../intake/encoding.ts'
import { readBeginning, readList } from '../intake/reading.ts'
import { headBytes, readHead, recognise } from '../intake/recognition.ts'
import { openTextStream } from '../intake/text-stream.ts'
import { RangeReader } from './range-reader.ts'
import { ReadingCrew } from './reading-crew.ts'
import type { ReadingOrder, ReadRows } from './reading-order.ts'
import { canBeCut, cutRanges } from './text-ranges.ts'

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

/** A shorter list is read before threads would have started. */
const worthThreads = 2 * 2 ** 20
/** Results assessed at a time where one reader reads all. */
const batchSize = 500

/**
 * Reads one list: by several threads where its records can be told apart without decoding it and its size is worth
 * them, else by one reader. Answers what it is at the end. Refuses as reading does. `size` is undefined for a pipe.
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
  if (isWhole || (size !== undefined && size < worthThreads)) return yield* readAlone(again, order, shelves)
  const encoding = order.encoding === 'auto' ? detectEncoding(head) : namedEncoding(head, order.encoding)
  const text = openTextStream(head, order.encoding).push(head)
  const { format, dialect } = recognise(readHead(text, false), shelves.formats, order)
  const delimiter = delimiterOf(text)
  if (
    dialect.readsApart !== true ||
    dialect.syntax !== 'delimited' ||
    !canBeCut(encoding ?? 'utf-8', delimiter)
  ) {
    return yield* readAlone(again, order, shelves)
  }
  const cut = { encoding, delimiter, header: firstRecord(text), dialect: format.dialects.indexOf(dialect) }
  return yield* readSideBySide(again, order, { format: format.name, ...cut })
}

/** The parts that were read for a look, and those behind them. */
async function* replayed(
  beginning: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield beginning
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}

async function* readAlone(
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

interface Cut {
  readonly format: string
  readonly dialect: number
  readonly encoding: EncodingName | undefined
  readonly delimiter: string
  readonly header: readonly string[]
}

async function* readSideBySide(
  source: AsyncIterator<Uint8Array>,
  order: ReadingOrder,
  { encoding: settled, ...cut }: Cut,
): AsyncGenerator<ReadRows, ListKind> {
  let encoding: EncodingName = settled ?? 'utf-8'
  const ranges = async function* () {
    for await (const range of cutRanges(source, cut.delimiter, settled)) {
      encoding = range.encoding
      yield range
    }
  }
  const crew = new ReadingCrew({ order, ...cut })
  try {
    yield* crew.read(ranges())
  } finally {
    await crew.end()
  }
  return { format: cut.format, encoding }
}
