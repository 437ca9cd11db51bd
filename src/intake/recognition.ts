import { foldHeader } from '../core/column-names.ts'
import type { Dialect, Format, Head } from '../core/format.ts'
import type { Language } from '../core/message.ts'
import { Refusal } from '../core/refusal.ts'
import { firstRecord } from './delimited-cutter.ts'
import type { IntakeOrder } from './protocol.ts'

/** Bytes of a file that recognition looks at. */
export const headBytes = 64 * 2 ** 10
const headLines = 200
/** Lines among which a header row below a title is looked for. */
const titleLines = 20

/** The beginning of a file as formats look at it; `isWhole` when nothing follows. */
export function readHead(text: string, isWhole: boolean): Head {
  const start = text.slice(0, headBytes)
  const lines = start.split(/\r\n|[\n\r]/)
  if (!isWhole || start.length < text.length) lines.pop()
  return {
    text: start,
    ...(isWhole && start.length === text.length ? { isWhole } : {}),
    lines: lines.filter(line => line.trim() !== '').slice(0, headLines),
    header: firstRecord(start).map(cell => cell.normalize('NFKC').trim()),
  }
}

export interface Recognised {
  readonly format: Format
  readonly dialect: Dialect
}

/**
 * Finds the one format and dialect a file is written in. Refuses an empty file, a file no format or more than one
 * knows, and, where a format is named, a file that is not of it.
 */
export function recognise(
  head: Head,
  formats: ReadonlyMap<string, Format>,
  order: Pick<IntakeOrder, 'format' | 'columns'>,
): Recognised {
  if (head.text.trim() === '') throw new Refusal('invalid', 'intake-empty')
  const mapped = mappedFormat(head, formats, order.columns.login)
  const found = mapped === undefined ? recognisers(head, formats.values()) : [mapped]
  if (found.length === 0 && ['auto', 'csv'].includes(order.format)) refuseTitle(head, formats, order)
  return order.format === 'auto' ? theOnlyOne(found, formats) : theNamed(order.format, head, found, formats)
}

function theOnlyOne(found: readonly Recognised[], formats: ReadonlyMap<string, Format>): Recognised {
  const names = [...new Set(found.map(({ format }) => format.name))]
  const [first] = found
  if (first === undefined) {
    const all = [...formats.values()]
    const list = (language: Language) =>
      all.map(({ name, expects }) => `${name} (${expects[language]})`).join(' · ')
    throw new Refusal('invalid', 'intake-unrecognised', { expects: { en: list('en'), ja: list('ja') } })
  }
  if (names.length > 1) {
    throw new Refusal('invalid', 'intake-ambiguous', { formats: names.join(', '), first: first.format.name })
  }
  return first
}

/** A named format may be less sure of a file than it has to be by itself, but not where another one knows it. */
function theNamed(
  name: string,
  head: Head,
  found: readonly Recognised[],
  formats: ReadonlyMap<string, Format>,
): Recognised {
  const format = formats.get(name)
  if (format === undefined) {
    const values = { format: name, formats: [...formats.keys()].join(', ') }
    const fault = { at: 'query.format', key: 'intake-unknown-format', values } as const
    throw new Refusal('invalid', fault.key, values, [fault])
  }
  const meant = found.find(recognised => recognised.format === format)
  if (meant !== undefined) return meant
  const values = { format: name, expects: format.expects }
  const [other] = found
  const passing = format.dialects.find(dialect => dialect.passesNamed?.(head) === true)
  if (other === undefined && passing !== undefined) return { format, dialect: passing }
  if (other === undefined) throw new Refusal('invalid', 'intake-not-that-format', values)
  throw new Refusal('invalid', 'intake-other-format', { ...values, other: other.format.name })
}

/** Refuses a table with lines above its header row (a title, a date, PowerShell's `#TYPE`), naming the row's line. */
function refuseTitle(
  head: Head,
  formats: ReadonlyMap<string, Format>,
  { columns }: Pick<IntakeOrder, 'columns'>,
): void {
  const dialects = formats.get('csv')?.dialects ?? []
  const isHeader = (line: string) => {
    const header = firstRecord(line).map(cell => cell.normalize('NFKC').trim())
    const below = { ...head, header }
    if (columns.login !== undefined && mappable.csv?.(below, columns.login)) return true
    return header.length > 1 && dialects.some(dialect => dialect.recognises(below))
  }
  const lines = head.text.split(/\r\n|[\n\r]/, titleLines)
  const at = lines.findIndex((line, index) => index > 0 && isHeader(line))
  if (at > 0) throw new Refusal('invalid', 'intake-header-below', { line: at + 1 })
}

function recognisers(head: Head, formats: Iterable<Format>): readonly Recognised[] {
  return [...formats].flatMap(format =>
    format.dialects.filter(dialect => dialect.recognises(head)).map(dialect => ({ format, dialect })),
  )
}

/**
 * Formats whose fields may be called anything, and whether a head has a field called `login`; the first that has
 * counts.
 */
const mappable: Readonly<Record<string, (head: Head, login: string) => boolean>> = {
  ndjson: ({ lines }, login) => hasMember(lines[0] ?? '', login),
  json: ({ text }, login) => /^\s*[[{]/.test(text) && text.includes(JSON.stringify(login)),
  csv: ({ header }, login) => header.some(cell => foldHeader(cell) === foldHeader(login)),
}

/** The format meant by a column mapping: the one in whose fields the mapped login is found. */
function mappedFormat(
  head: Head,
  formats: ReadonlyMap<string, Format>,
  login: string | undefined,
): Recognised | undefined {
  if (login === undefined) return undefined
  const [name] = Object.entries(mappable).find(([, has]) => has(head, login)) ?? []
  const format = formats.get(name ?? '')
  const [dialect] = format?.dialects ?? []
  return format === undefined || dialect === undefined ? undefined : { format, dialect }
}

function hasMember(line: string, name: string): boolean {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
  } catch {
    return false
  }
}
