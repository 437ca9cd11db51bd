import { parse } from 'csv-parse/sync'
import type { AccountRow, Credential } from '../src/core/account.ts'
import {
  type Dialect,
  type Format,
  type Head,
  isAccountRow,
  type ReadResult,
  type RejectedLine,
} from '../src/core/format.ts'

const context = { columns: {}, now: '2026-11-23T00:00:00Z' }

interface Cut {
  readonly record: unknown
  readonly line: number
}

/** The records of a whole text, cut as the dialect asks; undefined where it cannot be cut at all. */
function cut(text: string, syntax: Dialect['syntax']): readonly Cut[] | undefined {
  if (syntax === 'lines') return cutLines(text)
  if (syntax === 'delimited') return cutCells(text)
  if (syntax === 'json') return cutElements(text)
  const values = cutLines(text)
    .filter(({ record }) => record !== '')
    .map(({ record, line }) => ({ record: parseJson(record), line }))
  return values.some(({ record }) => record === undefined) ? undefined : values
}

function cutLines(text: string): readonly (Cut & { readonly record: string })[] {
  return text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((record, index) => ({ record, line: index + 1 }))
}

function cutCells(text: string): readonly (Cut & { readonly record: string[] })[] | undefined {
  const [first = ''] = text.split('\n')
  const delimiter = [',', '\t', ';', '|'].reduce((best, sign) =>
    first.split(sign).length > first.split(best).length ? sign : best,
  )
  try {
    const options = { delimiter, info: true, relax_column_count: true, skip_empty_lines: true } as const
    // The package types its answer without `info`.
    const records = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[]
    return records.map(({ record, info }) => ({ record, line: info.lines }))
  } catch {
    return undefined
  }
}

/** The elements of the first array with the line each begins in. */
function cutElements(text: string): readonly Cut[] | undefined {
  const whole = parseJson(text)
  const elements = Array.isArray(whole)
    ? whole
    : Object.values(Object(whole)).find(value => Array.isArray(value))
  if (!Array.isArray(elements)) return undefined
  const lines = linesOfElements(text)
  return elements.map((record, index) => ({ record, line: lines[index] ?? 0 }))
}

function linesOfElements(text: string): readonly number[] {
  const start = text.indexOf('[') + 1
  const outside = text.slice(start).replace(/"(?:[^"\\]|\\.)*"/g, quoted => '"'.repeat(quoted.length))
  const lines: number[] = []
  let depth = 0
  let due = true
  for (const [index, sign] of [...outside].entries()) {
    if (due && depth === 0 && !/[\s\]]/.test(sign)) {
      lines.push(text.slice(0, start + index).split('\n').length)
      due = false
    }
    if (/[[{]/.test(sign)) depth += 1
    if (/[\]}]/.test(sign)) depth -= 1
    if (sign === ',' && depth === 0) due = true
  }
  return lines
}

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return undefined
  }
}

/** The beginning of a text, as recognition sees it. */
export function headOf(whole: string): Head {
  const text = whole.slice(0, 65_536)
  const lines = text.split(/\r?\n/).filter(line => line.trim() !== '')
  const [first] = cutCells(text) ?? []
  return {
    text,
    lines: lines.slice(0, 200),
    header: (first?.record ?? []).map(cell => cell.trim().normalize('NFKC')),
  }
}

/** Reads by the dialect that recognises the text, or the one that can at least be cut where it is named. */
export function read(format: Format, text: string): readonly ReadResult[] | undefined {
  const head = headOf(text)
  const dialect =
    format.dialects.find(candidate => candidate.recognises(head)) ??
    format.dialects.findLast(candidate => cut(text, candidate.syntax) !== undefined)
  const records = dialect === undefined ? undefined : cut(text, dialect.syntax)
  if (dialect === undefined || records === undefined) return undefined
  const reader = dialect.open(context)
  return [...records.flatMap(({ record, line }) => reader.read(record as never, line)), ...reader.end()]
}

/** Logins in order. */
export function loginsOf(results: readonly ReadResult[]): readonly string[] {
  return results.filter(isAccountRow).map(({ login }) => login)
}

/** Rejections in order. */
export function rejectedBy(results: readonly ReadResult[]): readonly RejectedLine[] {
  return results.flatMap(result => (isAccountRow(result) ? [] : [result]))
}

/** The accounts of a text that must all be readable, by login. */
export function accountsOf(format: Format, text: string): ReadonlyMap<string, AccountRow> {
  const results = read(format, text) ?? []
  const [rejection] = rejectedBy(results)
  if (rejection !== undefined) throw new Error(`line ${rejection.line}: ${rejection.key}`)
  return new Map(results.filter(isAccountRow).map(row => [row.login, row]))
}

/** All a credential shows, as one text: the state, then the scheme the list told and the text itself. */
export function shown(credential: Credential | undefined): string | undefined {
  if (credential?.seen === 'clear') return `clear ${credential.secret.reveal()}`
  if (credential?.seen !== 'hash') return credential?.seen
  return ['hash', credential.scheme, credential.hash.reveal()].filter(part => part !== undefined).join(' ')
}

/** An account without its line and password. */
export function factsOf(row: AccountRow | undefined): object {
  const {
    login: _,
    line: __,
    credential: ___,
    alternatives: ____,
    ...facts
  } = row ?? { login: '', line: 0, credential: 0 }
  return facts
}
