import { type RawBuilder, sql } from 'kysely'

/** A value as a JSON column keeps it. */
export const toJson = (value: unknown): string => JSON.stringify(value)

/** A JSON column back as what was put there; only this folder writes them. */
export const fromJson = <T>(text: string): T => JSON.parse(text)

/** The members that are there: a column's null becomes an absent field. */
export function present<T extends object>(columns: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const there: { [K in keyof T]?: NonNullable<T[K]> } = {}
  for (const key in columns) {
    const value = columns[key]
    if (value !== null && value !== undefined) there[key] = value
  }
  return there
}

/** A time in the one spelling that sorts as text (UTC with milliseconds); what is no time stays as it is. */
export function instant(time: string): string {
  if (time === last.time) return last.instant
  const milliseconds = Date.parse(time)
  last = { time, instant: Number.isNaN(milliseconds) ? time : new Date(milliseconds).toISOString() }
  return last.instant
}

/** An audit writes the same time into every row. */
let last = { time: '', instant: '' }

/** Cuts a list into chunks, for statements bind a limited number of values. */
export function* chunks<T>(items: readonly T[], size = 500): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size)
}

/** One item a key, the last one given: an upsert may not meet the same row twice. */
export function lastOfEach<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...new Map(items.map(item => [key(item), item])).values()]
}

/** The same columns of another row, to set: `excluded` is the row an upsert could not insert. */
export function columnsOf<K extends string>(
  source: string,
  columns: readonly K[],
): Record<K, RawBuilder<never>> {
  const entries = columns.map(column => [column, sql.ref<never>(`${source}.${column}`)])
  return Object.fromEntries(entries) as Record<K, RawBuilder<never>>
}
