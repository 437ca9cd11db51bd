import { z } from 'zod'

/** A type with `null` and `undefined` taken out of every field: a field is there, or it is absent. */
export type Present<T> = T extends readonly (infer U)[]
  ? readonly Present<U>[]
  : T extends object
    ? { readonly [K in keyof T as Absentable<T[K]> extends true ? never : K]: Present<T[K]> } & {
        readonly [K in keyof T as Absentable<T[K]> extends true ? K : never]?: Present<NonNullable<T[K]>>
      }
    : T
type Absentable<T> = null extends T ? true : undefined extends T ? true : false

/** Drops fields that are `null` or `undefined`, at every depth, so that what was read can be sent back as it is. */
export function present<T>(value: T): Present<T> {
  return dropAbsent(value) as Present<T>
}

function dropAbsent(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(dropAbsent)
  const there: Record<string, unknown> = {}
  for (const name of Object.keys(value)) {
    const field = (value as Readonly<Record<string, unknown>>)[name]
    // Set by assignment, this one name would become the object's prototype.
    if (name !== '__proto__' && field !== null && field !== undefined) there[name] = dropAbsent(field)
  }
  return there
}

/** Line breaks and other control characters would write lines of their own into logs, reports and mails. */
const onOneLine = /^[^\p{Cc}\p{Zl}\p{Zp}]*$/u

/** A text on one line, without control characters, of 1 to `most` characters. */
export function line(most: number): z.ZodString {
  return z.string().min(1).max(most).regex(onOneLine, { error: 'http-field-line' })
}

/** A name or note a person reads. */
export const text = z.string().trim().min(1).max(200).regex(onOneLine, { error: 'http-field-line' })
/** A reason in a person's words. */
export const longText = z.string().trim().min(1).max(2000)
/** An id in a path, query or body; what ids exist is the enforcer's to say. */
export const id = z.string().min(1).max(200)
/** A whole number of things. */
export const count = z.int().min(0)

/** What is said of something that reads as no time. */
export const notATime = { error: 'http-field-instant' } as const
const written = z.iso.datetime({ offset: true, ...notATime })

/** RFC 3339 with an offset or Z; kept in UTC. */
export const instant = written.transform(toUtc).meta({ example: '2026-12-31T15:00:00Z' })
/** A day or an instant, where a fact is known only to the day. */
export const dayOrInstant = z.union([z.iso.date(), written], notATime)
/** An instant, or a day that counts from its first moment in UTC. */
export const sinceDay = dayOrInstant.transform(toUtc)

function toUtc(time: string): string {
  return new Date(time).toISOString()
}

/** `true` or `false` in a query. */
export const flag = z.enum(['true', 'false']).transform(written => written === 'true')

/** Fields a caller may send back as they were answered; they are read past. */
export const asAnswered = z
  .unknown()
  .meta({ readOnly: true, description: 'Answered; ignored when sent.' })
  .optional()

/** No fields at all. */
export const noFields = z.strictObject({})

/** An answered field that may be absent: always there, `null` when unknown. */
export function orNull<S extends z.ZodType>(schema: S): z.ZodNullable<S> {
  return schema.nullable()
}

/** Turns absent fields into `null`, as the wire shows them. */
export function nullIfAbsent<T>(value: T | undefined): T | null {
  return value ?? null
}
