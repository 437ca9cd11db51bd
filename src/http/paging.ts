import { z } from 'zod'
import type { Page, Paged } from '../core/store.ts'
import type { Present } from './schemas.ts'

/** Query fields of every list: at most 200 items a page, 50 when nothing is said. */
export const pageFields = {
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|1\d\d|200)$/, { error: 'http-field-limit' })
    .transform(Number)
    .default(50)
    .meta({ override: { type: 'integer', minimum: 1, maximum: 200, default: 50 } }),
  cursor: z.string().min(1).max(1000).optional().meta({ description: '`next` of the page before.' }),
}

const pageSchema = z.strictObject(pageFields)

/** The page asked for. */
export function pageOf(query: Present<z.output<typeof pageSchema>>): Page {
  return { limit: query.limit, ...(query.cursor === undefined ? {} : { cursor: query.cursor }) }
}

/** A list's answer: `{items, next}`, `next` null on the last page. */
export function pageSchemaOf<S extends z.ZodType>(item: S) {
  return z.strictObject({ items: z.array(item), next: z.string().nullable() })
}

/** A page as the wire shows it. */
export function renderPage<T, R>(
  paged: Paged<T>,
  render: (item: T) => R,
): { items: R[]; next: string | null } {
  return { items: paged.items.map(render), next: paged.next ?? null }
}
