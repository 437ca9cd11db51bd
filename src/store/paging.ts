import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import { Refusal } from '../core/refusal.ts'
import type { Page, Paged } from '../core/store.ts'

type Key = string | number

/** The order of a list: the columns of its unique sort key, all ascending or all descending. */
export interface ListOrder {
  readonly columns: readonly (readonly [name: string, kind: 'string' | 'number'])[]
  readonly descending?: true
}

/** Rows after the cursor, as one comparison of row values; all on the first page. Refuses a cursor that is not ours. */
export function after(order: ListOrder, page: Page): Expression<SqlBool> {
  const keys = cursorKeys(order, page)
  if (keys === undefined) return sql`true`
  const names = sql.join(order.columns.map(([name]) => sql.ref(name)))
  return sql<SqlBool>`(${names}) ${sql.raw(order.descending ? '<' : '>')} (${sql.join(keys.map(bound))})`
}

/** The sort key of the last row of the page before; undefined on the first page. Refuses a cursor that is not ours. */
export function cursorKeys({ columns }: ListOrder, { cursor }: Page): readonly unknown[] | undefined {
  if (cursor === undefined) return undefined
  const keys = readCursor(cursor)
  const fits = keys.length === columns.length && columns.every(([, kind], at) => typeof keys[at] === kind)
  if (!fits) throw refusal(cursor)
  return keys
}

/** Cast, because a number wider than its column is a cursor beyond the end and no fault. */
function bound(key: unknown): RawBuilder<unknown> {
  return typeof key === 'number' ? sql`cast(${key} as bigint)` : sql`${key}`
}

/** The order for `order by`. */
export function inOrder({ columns, descending }: ListOrder): RawBuilder<unknown> {
  return sql.join(columns.map(([name]) => sql`${sql.ref(name)} ${sql.raw(descending ? 'desc' : 'asc')}`))
}

/** Cuts rows, read as `limit + 1`, into a page: the one too many tells that there is a next page. */
export function toPage<R, T>(
  { columns }: ListOrder,
  { limit }: Page,
  rows: readonly R[],
  read: (row: R) => T,
): Paged<T> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const items = shown.map(read)
  if (rows.length <= limit || last === undefined) return { items }
  return { items, next: writeCursor(columns.map(([name]) => (last as Record<string, Key>)[name] ?? '')) }
}

function writeCursor(keys: readonly Key[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url')
}

function readCursor(cursor: string): readonly unknown[] {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(keys) && keys.every(isKey)) return keys
  } catch {
    // Not ours either way.
  }
  throw refusal(cursor)
}

/** What every database takes: PostgreSQL has no NUL in text, and our numbers are whole. */
function isKey(key: unknown): key is Key {
  if (typeof key === 'string') return !key.includes('\0') && key.isWellFormed()
  return Number.isSafeInteger(key)
}

function refusal(cursor: string): Refusal {
  return new Refusal('invalid', 'page-cursor', { cursor: cursor.slice(0, 40) })
}
