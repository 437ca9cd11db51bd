import { type CsvError, type Options, parse } from 'csv-parse'
import { parse as parseWhole } from 'csv-parse/sync'
import { Refusal } from '../core/refusal.ts'
import { type Cutter, longestRecord, type Piece, refuseLongLine } from './cutter.ts'

const delimiters = [',', '\t', ';', '|'] as const

/** The delimiter a text's first line uses most outside quotes; comma where it uses none. */
export function delimiterOf(text: string): string {
  const [line = ''] = text
    .trimStart()
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/[\r\n]/, 1)
  const uses = (delimiter: string) => line.split(delimiter).length
  return delimiters.reduce((best, next) => (uses(next) > uses(best) ? next : best))
}

/** Cells of the first record as they stand; empty when the text does not begin with one. */
export function firstRecord(text: string): readonly string[] {
  try {
    const records = parseWhole(withLineFeeds(text), { ...optionsFor(text), to: 1 }) as unknown as string[][]
    return records[0] ?? []
  } catch {
    return []
  }
}

function optionsFor(head: string): Options {
  return {
    delimiter: delimiterOf(head),
    record_delimiter: '\n',
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
  }
}

/** Errors after which nothing tells where the next record begins, by the refusal that names the broken one. */
const fatal: Readonly<Record<string, (line: number) => never>> = {
  CSV_QUOTE_NOT_CLOSED: line => {
    throw new Refusal('invalid', 'intake-quote-open', { line })
  },
  CSV_INVALID_CLOSING_QUOTE: line => {
    throw new Refusal('invalid', 'intake-quote-inside', { line })
  },
  CSV_MAX_RECORD_SIZE: refuseLongLine,
}

/**
 * RFC 4180 records as arrays of cells, of whatever length; the line of a record is that of its first cell. Line
 * ends inside quotes come as LF. A stray quote costs its own record; one that is never closed refuses the file.
 */
export function openDelimitedCutter(head: string): Cutter<'delimited'> {
  let pieces: Piece<'delimited'>[] = []
  let begin = 1
  /** A line with two stray quotes is told of twice. */
  let lastStray = 0
  let failure: Error | undefined
  const skip = (error: CsvError | undefined) => {
    const line = Number(error?.lines ?? begin)
    try {
      fatal[error?.code ?? '']?.(begin)
      if (line !== lastStray) pieces.push({ rejected: { line, key: 'intake-quote-stray' } })
      lastStray = line
    } catch (refusal) {
      failure ??= refusal as Refusal
    }
    return undefined
  }
  const take = (cells: readonly string[], lines: number) => {
    const inside = cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
    begin = lines + 1
    if (cells.length > 1 || cells[0]?.trim() !== '') pieces.push({ record: cells, line: lines - inside })
    return null
  }
  const parser = parse({
    ...optionsFor(head),
    skip_records_with_error: true,
    on_record: (cells: string[], { lines }) => take(cells, lines),
    on_skip: skip,
  })
  parser.on('error', error => {
    failure ??= error
  })
  const taken = (): readonly Piece<'delimited'>[] => {
    if (failure !== undefined) throw failure
    const answer = pieces
    pieces = []
    return answer
  }
  const feed = feeder()
  return {
    push: async text => {
      await new Promise<void>(resolve => parser.write(feed(text), () => resolve()))
      return taken()
    },
    end: async () => {
      await new Promise<void>(resolve => {
        parser.once('close', resolve).once('end', resolve).resume().end(feed(''))
      })
      return taken()
    },
  }
}

/** Line ends as LF, so that lines are counted alike whatever the file uses; a CR at a border waits for its LF. */
function feeder(): (text: string) => string {
  let held = ''
  return text => {
    const whole = held + text
    held = text !== '' && whole.endsWith('\r') ? '\r' : ''
    return withLineFeeds(held === '' ? whole : whole.slice(0, -1))
  }
}

function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}
