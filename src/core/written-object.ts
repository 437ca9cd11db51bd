import type { Field } from './column-aliases.ts'
import {
  type Assignment,
  assignColumns,
  checkMapping,
  refuseMissing,
  refuseShared,
  shownHeader,
} from './column-names.ts'
import type { ReadResult, RejectedLine } from './format.ts'
import { openWrittenAccounts } from './written-account.ts'

/** Fields that stand for a text alone: `true` is no password. */
const textFields: ReadonlySet<Field> = new Set(['login', 'password', 'passwordHash', 'hashScheme', 'salt'])

/** Reads JSON objects one by one; the records of the `json` and `ndjson` syntaxes are such objects. */
export interface ObjectReader {
  readonly read: (record: unknown, line: number) => readonly ReadResult[]
  readonly end: () => readonly ReadResult[]
}

/**
 * Opens a reader of accounts written as JSON objects whose names are found by the same aliases and mapping as CSV
 * headers. `null` and a name that is not there mean unknown; a list or object in a field's place, or two names of one
 * field, reject the line.
 * A mapped name that no object has is refused at the end.
 */
export function openWrittenObjects(mapping: Readonly<Record<string, string>>): ObjectReader {
  checkMapping(mapping)
  const readAccount = openWrittenAccounts()
  const unseen = new Set(Object.values(mapping))
  let names: readonly string[] = []
  let assignment: Assignment = { columns: new Map(), missing: [], ambiguous: [] }
  const assign = (found: readonly string[]) => {
    // Objects of one list mostly have the same names in the same order.
    if (found.length === names.length && found.every((name, index) => name === names[index])) return
    names = found
    assignment = assignColumns(found, mapping)
    refuseShared(assignment.columns, found, mapping)
    for (const header of Object.values(mapping))
      if (!assignment.missing.includes(header)) unseen.delete(header)
  }
  const read = (record: unknown, line: number): readonly ReadResult[] => {
    if (typeof record !== 'object' || record === null || Array.isArray(record))
      return [{ line, key: 'json-not-object' }]
    const entries: readonly (readonly [string, unknown])[] = Object.entries(record)
    assign(entries.map(([name]) => name))
    const [twice] = assignment.ambiguous
    if (twice !== undefined) {
      const { field, headers } = twice
      return [
        { line, key: 'json-field-twice', values: { field, headers: headers.map(shownHeader).join(', ') } },
      ]
    }
    const texts = readTexts(assignment, entries)
    return ['key' in texts ? { line, ...texts } : readAccount(texts, line)]
  }
  const end = () => {
    if (unseen.size > 0 && names.length > 0) refuseMissing([...unseen], names, mapping)
    return []
  }
  return { read, end }
}

function readTexts(
  { columns }: Assignment,
  entries: readonly (readonly [string, unknown])[],
): ReadonlyMap<Field, string> | Omit<RejectedLine, 'line'> {
  const texts = new Map<Field, string>()
  for (const [field, index] of columns) {
    const [name = '', value] = entries[index] ?? []
    if (value === null || value === undefined) continue
    const text = textOf(field, value)
    if (text === undefined) return { key: 'json-value', values: { field: name } }
    texts.set(field, text)
  }
  return texts
}

function textOf(field: Field, value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return textFields.has(field) ? undefined : String(value)
  if (field === 'networks' && Array.isArray(value))
    return value.every(part => typeof part === 'string') ? value.join(' ') : undefined
  return undefined
}
