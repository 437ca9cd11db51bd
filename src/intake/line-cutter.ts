import { type Cutter, longestRecord, type Piece, refuseLongLine } from './cutter.ts'
import { nestsDeeper, pieceOf } from './json-cutter.ts'

const lineEnd = /\r\n|[\n\r]/

/** Lines without their ends (LF, CRLF or CR), empty ones too. */
export function openLineCutter(): Cutter<'lines'> {
  let rest = ''
  let line = 0
  const checked = (text: string) => {
    if (text.length > longestRecord) refuseLongLine(line + 1)
    return text
  }
  const piece = (text: string) => {
    checked(text)
    line += 1
    return { record: text, line }
  }
  return {
    push: text => {
      const whole = rest + text
      // A CR at the end may be half of a CRLF.
      const end = whole.endsWith('\r') ? whole.length - 1 : whole.length
      const lines = whole.slice(0, end).split(lineEnd)
      const last = lines.pop() ?? ''
      const pieces = lines.map(piece)
      rest = checked(last) + whole.slice(end)
      return pieces
    },
    end: () => (rest === '' ? [] : [piece(rest.endsWith('\r') ? rest.slice(0, -1) : rest)]),
  }
}

/** One JSON value a line; a line that is none is rejected by itself, blank ones are passed over. */
export function openNdjsonCutter(): Cutter<'ndjson'> {
  const cutter = openLineCutter()
  const read = (pieces: Iterable<Piece<'lines'>>) => [...pieces].flatMap(readJsonLine)
  return {
    push: text => read(cutter.push(text) as Iterable<Piece<'lines'>>),
    end: () => read(cutter.end() as Iterable<Piece<'lines'>>),
  }
}

function readJsonLine(piece: Piece<'lines'>): readonly Piece<'ndjson'>[] {
  if ('rejected' in piece) return [piece]
  const { record, line } = piece
  if (record.trim() === '') return []
  if (nestsDeeper(record)) return [{ rejected: { line, key: 'intake-ndjson-broken' } }]
  try {
    return [pieceOf(record, JSON.parse(record), line)]
  } catch {
    return [{ rejected: { line, key: 'intake-ndjson-broken' } }]
  }
}
