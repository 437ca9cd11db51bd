import { type Cell, cellOf } from './account-table.ts'
import type { RejectedLine } from './format.ts'

/**
 * A table whose rows are wanted: one of that name which has the columns needed, for other programs have tables of such
 * names too. `columns` are those it has where a dump names none.
 */
export interface WantedTable {
  readonly name: RegExp
  readonly needed: readonly string[]
  readonly columns?: readonly string[]
}

/** Reads the rows of the wanted tables from an SQL dump, line by line. */
export interface InsertReader {
  /** Rows the line holds, in order; empty for all other statements. */
  readonly read: (text: string, line: number) => readonly (Cell | RejectedLine)[]
  /** Whether the last line left an INSERT open. */
  readonly isInside: () => boolean
  readonly end: (line: number) => readonly RejectedLine[]
}

const insertStart =
  /^\s*(?:INSERT(?:\s+IGNORE)?|REPLACE)\s+INTO\s+(?:[`"]?[\w$-]+[`"]?\.)?[`"]?(?<table>[\w$-]+)[`"]?\s*(?:\((?<columns>[^)']*)\)\s*)?VALUES?\s*/i
const createStart =
  /^\s*CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:[`"]?[\w$-]+[`"]?\.)?[`"]?(?<table>[\w$-]+)[`"]?\s*\(\s*$/i
const columnLine = /^\s*[`"](?<column>[\w$-]+)[`"]\s/

/**
 * Opens a reader of INSERT statements as mysqldump, mariadb-dump and phpMyAdmin write them: several tuples a line or
 * one, columns named in the statement, in a CREATE TABLE before it, or known. Every tuple that is cut short, or has
 * other than the table's number of values, is rejected.
 */
export function openInserts(tables: readonly WantedTable[]): InsertReader {
  const created = new Map<string, string[]>()
  let creating: string[] | undefined
  let columns: readonly string[] | 'unknown' | undefined

  const wanted = (name: string) => tables.find(table => table.name.test(name))
  const readTuples = (text: string, from: number, line: number): readonly (Cell | RejectedLine)[] => {
    const results: (Cell | RejectedLine)[] = []
    for (let at = skip(text, from); at < text.length && columns !== undefined; at = skip(text, at)) {
      if (text[at] === ';') {
        columns = undefined
        break
      }
      const tuple = readTuple(text, at)
      if (tuple === undefined) {
        results.push({ line, key: 'sql-tuple' })
        if (/;\s*$/.test(text)) columns = undefined
        break
      }
      results.push(rowOf(columns, tuple.values, line))
      at = tuple.end
    }
    return results
  }
  const read = (text: string, line: number): readonly (Cell | RejectedLine)[] => {
    const insert = insertStart.exec(text)
    if (insert !== null) {
      const { table = '', columns: named } = insert.groups ?? {}
      const known = wanted(table)
      const names = namesOf(named) ?? created.get(table) ?? known?.columns ?? 'unknown'
      const isOther = names !== 'unknown' && known?.needed.some(column => !names.includes(column)) === true
      columns = known === undefined || isOther ? undefined : names
      return readTuples(text, insert[0].length, line)
    }
    if (columns !== undefined) return readTuples(text, 0, line)
    creating = readCreate(text, creating, created, name => wanted(name) !== undefined)
    return []
  }
  const isInside = () => columns !== undefined
  return { read, isInside, end: line => (isInside() ? [{ line, key: 'entry-cut-short' }] : []) }
}

/** Collects the columns of a wanted CREATE TABLE; answers the list that is still open after this line. */
function readCreate(
  text: string,
  open: string[] | undefined,
  created: Map<string, string[]>,
  isWanted: (table: string) => boolean,
): string[] | undefined {
  const table = createStart.exec(text)?.groups?.table
  if (table !== undefined) {
    if (!isWanted(table)) return undefined
    const columns: string[] = []
    created.set(table, columns)
    return columns
  }
  const column = open === undefined ? undefined : columnLine.exec(text)?.groups?.column
  if (column === undefined) return /^\s*\)/.test(text) ? undefined : open
  open?.push(column.toLowerCase())
  return open
}

function namesOf(list: string | undefined): readonly string[] | undefined {
  return list?.split(',').map(name => name.replace(/[`"\s]/g, '').toLowerCase())
}

function rowOf(
  columns: readonly string[] | 'unknown',
  values: readonly (string | null)[],
  line: number,
): Cell | RejectedLine {
  if (columns === 'unknown') return { line, key: 'sql-columns' }
  if (columns.length !== values.length) {
    return { line, key: 'entry-fields', values: { expected: columns.length, found: values.length } }
  }
  return cellOf(columns, values)
}

function skip(text: string, from: number): number {
  let at = from
  while (at < text.length && /[\s,]/.test(text[at] ?? '')) at += 1
  return at
}

const value =
  /\s*(?:(?:_\w+\s*)?(?:'(?<single>[^'\\]*(?:(?:\\.|'')[^'\\]*)*)'|"(?<double>[^"\\]*(?:(?:\\.|"")[^"\\]*)*)")|(?<bare>[^\s,()'"]+))\s*(?<next>[,)])/sy

/** The values of the parenthesised tuple at `at`, null for NULL; undefined where it does not come to its end. */
function readTuple(
  text: string,
  at: number,
): { readonly values: readonly (string | null)[]; readonly end: number } | undefined {
  if (text[at] !== '(') return undefined
  const values: (string | null)[] = []
  value.lastIndex = at + 1
  for (let found = value.exec(text); found !== null; found = value.exec(text)) {
    const { single, double, bare, next } = found.groups ?? {}
    const quoted = single ?? double
    if (quoted !== undefined) values.push(unescapeSql(quoted))
    else values.push(bare?.toUpperCase() === 'NULL' ? null : (bare ?? ''))
    if (next === ')') return { values, end: value.lastIndex }
  }
  return undefined
}

const escapes: Readonly<Record<string, string>> = { '0': '\0', b: '\b', n: '\n', r: '\r', t: '\t', Z: '\x1a' }

/** The text of an SQL string literal's inside: backslash escapes and doubled quotes resolved. */
export function unescapeSql(text: string): string {
  return text.replace(/\\(.)|(['"`])\2/gs, (_, escaped: string | undefined, quote: string) =>
    escaped === undefined ? quote : (escapes[escaped] ?? escaped),
  )
}
