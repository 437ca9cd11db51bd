import { aliases, descriptive, type Field, lastResortLogins } from './column-aliases.ts'
import { Refusal } from './refusal.ts'

/** Every field a list of accounts may fill, as `columns` names them. */
export const fields = Object.keys(aliases) as readonly Field[]

const namesByField = new Map(fields.map(field => [field, foldAll(aliases[field])] as const))
const lastResort = foldAll(lastResortLogins)
const allNames = new Set([...namesByField.values(), lastResort].flatMap(names => [...names]))

/** Which cell fills which field. */
export type Columns = ReadonlyMap<Field, number>

/** field → header as the caller or the system's saved mapping says; overrides the aliases. */
export type ColumnMapping = Readonly<Record<string, string>>

/** What a header row gives, and what keeps it from being used. */
export interface Assignment {
  readonly columns: Columns
  /** Mapped headers that are not there. */
  readonly missing: readonly string[]
  /** Fields more than one header claims. */
  readonly ambiguous: readonly { readonly field: Field; readonly headers: readonly string[] }[]
}

/** A header as it is compared: NFKC, lower case, without spaces, underscores and hyphens. */
export function foldHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\p{Pd}]/gu, '')
}

/**
 * Whether a header row is that of an account list: a login and something else known of an account. A column that
 * is only at need a login (`ID`, `email`) counts beside a password alone.
 */
export function headsAccountList(headers: readonly string[]): boolean {
  const { columns, ambiguous } = assignColumns(headers, {})
  const known = new Set([...columns.keys(), ...ambiguous.map(({ field }) => field)])
  return known.has('login') && known.size > 1
}

/** Finds the columns of a header row or refuses it: no login, a mapped header that is not there, a field claimed twice. */
export function readColumns(headers: readonly string[], mapping: ColumnMapping): Columns {
  checkMapping(mapping)
  const { columns, missing, ambiguous } = assignColumns(headers, mapping)
  if (missing.length > 0) refuseMissing(missing, headers, mapping)
  refuseShared(columns, headers, mapping)
  refuseAmbiguous(ambiguous)
  if (!columns.has('login')) refuseHeaders('columns-no-login', headers, mapping)
  return columns
}

/** Refuses a mapping of a field there is none of, naming those there are. */
export function checkMapping(mapping: ColumnMapping): void {
  for (const field of Object.keys(mapping)) {
    if (!namesByField.has(field as Field)) {
      throw new Refusal('invalid', 'columns-unknown-field', { field, fields: fields.join(', ') })
    }
  }
}

/** Refuses mapped headers that are not there, naming those that are. */
export function refuseMissing(
  missing: readonly string[],
  headers: readonly string[],
  mapping: ColumnMapping,
): never {
  const fieldOf = (header: string) => Object.entries(mapping).find(([, mapped]) => mapped === header)?.[0]
  const shown = missing.map(header => (isWord(header) ? header : `${fieldOf(header)}:…`))
  refuseHeaders('columns-missing-header', headers, mapping, shown.join(', '))
}

/** Names the headers only where the row surely is a header row: a first account in its place would show its password. */
function refuseHeaders(
  key: 'columns-missing-header' | 'columns-no-login',
  headers: readonly string[],
  mapping: ColumnMapping,
  missing = '',
): never {
  const mapped = Object.values(mapping).map(foldHeader)
  const known = headers.map(foldHeader).filter(header => allNames.has(header) || mapped.includes(header))
  if (known.length < 2) throw new Refusal('invalid', 'columns-no-header-row', { cells: headers.length })
  const shown = headers.slice(0, 30).map(header => {
    const folded = foldHeader(header)
    const isKnown = allNames.has(folded) || mapped.includes(folded)
    return isKnown || isWord(header) ? header.trim() : '…'
  })
  throw new Refusal('invalid', key, { missing, headers: shown.join(', ') })
}

/** Letters alone, as headers mostly are: what has digits or signs in it is not quoted, for it may be a password. */
function isWord(header: string): boolean {
  return /^[\p{L}\p{M}\s_()・/]{1,40}$/u.test(header.normalize('NFKC').trim())
}

/** A header as it may be shown: one that is known or of letters alone; what may be a password is `…`. */
export function shownHeader(header: string): string {
  return allNames.has(foldHeader(header)) || isWord(header) ? header.trim() : '…'
}

/** Refuses a mapping that gives one header, however written, to two fields. */
export function refuseShared(columns: Columns, headers: readonly string[], mapping: ColumnMapping): void {
  const given = Object.keys(mapping).map(field => [field, columns.get(field as Field)] as const)
  for (const [at, [field, index]] of given.entries()) {
    const [other] = given.slice(0, at).find(([, before]) => before === index && index !== undefined) ?? []
    if (other === undefined) continue
    const header = shownHeader(headers[index ?? 0] ?? '')
    throw new Refusal('invalid', 'columns-header-twice', { fields: `${other}, ${field}`, header })
  }
}

/** Refuses fields that more than one header claims. */
function refuseAmbiguous(ambiguous: Assignment['ambiguous']): void {
  const [first] = ambiguous
  if (first === undefined) return
  const { field, headers } = first
  throw new Refusal('invalid', 'columns-ambiguous', {
    field,
    headers: headers.join(', '),
    first: headers[0] ?? '',
  })
}

/** Finds the columns of a header row by the mapping, then by the aliases; refuses nothing. */
export function assignColumns(headers: readonly string[], mapping: ColumnMapping): Assignment {
  const folded = headers.map(foldHeader)
  const columns = new Map<Field, number>()
  const missing: string[] = []
  const ambiguous: { field: Field; headers: string[] }[] = []
  const claim = (field: Field, found: readonly number[]) => {
    const [first] = found
    if (first !== undefined) columns.set(field, first)
    if (found.length > 1) ambiguous.push({ field, headers: found.map(index => headers[index] ?? '') })
  }
  for (const [field, header] of Object.entries(mapping)) {
    const found = indexesOf(headers, folded, header)
    if (found.length === 0) missing.push(header)
    claim(field as Field, found)
  }
  const mapped = new Set(columns.values())
  for (const field of fields) {
    if (Object.hasOwn(mapping, field)) continue
    const login = columns.get('login')
    const free = folded.map((name, index) => (mapped.has(index) || index === login ? '' : name))
    claim(field, claimants(field, free))
  }
  const isSought = !columns.has('login') && !Object.hasOwn(mapping, 'login')
  if (isSought && (columns.has('password') || columns.has('passwordHash'))) {
    claim('login', firstOf(lastResort, folded))
  }
  return { columns, missing, ambiguous }
}

/** Headers that name the field. A name that may also mean another (`ユーザー名`) gives way to one that cannot. */
function claimants(field: Field, folded: readonly string[]): readonly number[] {
  const names = namesByField.get(field) ?? new Set<string>()
  if (descriptive.has(field)) return firstOf(names, folded)
  const found = folded.flatMap((name, index) => (names.has(name) ? [index] : []))
  const certain = found.filter(index => !namesByField.get('displayName')?.has(folded[index] ?? ''))
  return certain.length > 0 ? certain : found
}

function firstOf(names: ReadonlySet<string>, folded: readonly string[]): readonly number[] {
  const name = [...names].find(candidate => folded.includes(candidate))
  return name === undefined ? [] : [folded.indexOf(name)]
}

/** A header exactly as written, else as folded. */
function indexesOf(headers: readonly string[], folded: readonly string[], wanted: string): readonly number[] {
  const where = (row: readonly string[], text: string) =>
    row.flatMap((cell, index) => (cell === text ? [index] : []))
  const exact = where(headers, wanted)
  return exact.length > 0 ? exact : where(folded, foldHeader(wanted))
}

function foldAll(names: string): ReadonlySet<string> {
  return new Set(names.trim().split(/\s+/).map(foldHeader))
}
