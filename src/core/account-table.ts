import type { AccountRow } from './account.ts'
import type { Head, ReadResult, RecordReader, RejectedLine } from './format.ts'

/** A cell by its column's name; empty where the row has none, or writes that there is none (`\N`, `NULL`). */
export type Cell = (column: string) => string

/** How each row of a table of known columns is read; undefined for rows that are no accounts. */
export type ReadRow = (cell: Cell, line: number) => AccountRow | RejectedLine | undefined

const nothing: ReadonlySet<string> = new Set(['\\N', 'NULL'])

/** Whether a first record is an SQL statement, whose list of columns is no header row: `COPY users (id, login, …`. */
export function isStatement([first = '']: readonly string[]): boolean {
  return /^(?:COPY|INSERT|REPLACE|CREATE|ALTER|SELECT)\s/i.test(first)
}

/** Whether a file's first record names these columns, in any order and case. */
export function hasColumns(head: Head, columns: readonly string[]): boolean {
  const header = head.header.map(fold)
  return !isStatement(header) && columns.every(column => header.includes(column))
}

/**
 * Opens a reader of a table exported from a database: the first record names the columns. A row with other than the
 * header's number of cells is rejected, and every row of a table that has none of the column sets needed.
 */
export function openTable(
  needed: readonly (readonly string[])[],
  readRow: ReadRow,
  admit: (row: AccountRow) => readonly ReadResult[],
): RecordReader<'delimited'>['read'] {
  let header: readonly string[] | undefined
  return (cells, line) => {
    if (cells.every(text => text.trim() === '')) return []
    if (header === undefined) {
      header = cells.map(fold)
      return missingColumns(needed, header, line)
    }
    const missing = missingColumns(needed, header, line)
    if (missing.length > 0) return missing
    // psql ends an unquoted table with "(2 rows)".
    if (cells.length === 1 && /^\(\d+ rows?\)$/.test(cells[0] ?? '')) return []
    if (cells.length !== header.length) {
      return [{ line, key: 'csv-cells', values: { expected: header.length, found: cells.length } }]
    }
    const result = readRow(cellOf(header, cells), line)
    if (result === undefined) return []
    return 'login' in result ? admit(result) : [result]
  }
}

/** Cells by column name, for a row whose columns are known. */
export function cellOf(columns: readonly string[], cells: readonly (string | null)[]): Cell {
  return column => {
    const text = cells[columns.indexOf(column)] ?? ''
    return nothing.has(text) ? '' : text
  }
}

function missingColumns(
  needed: readonly (readonly string[])[],
  header: readonly string[],
  line: number,
): readonly RejectedLine[] {
  if (needed.some(columns => columns.every(column => header.includes(column)))) return []
  return [{ line, key: 'table-columns', values: { columns: (needed[0] ?? []).join(', ') } }]
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}
