import { z } from 'zod'
import { type Language, render } from '../core/message.ts'
import { hintOf, Refusal, type RefusalKind } from '../core/refusal.ts'
import { nullIfAbsent } from './schemas.ts'

// An import of node:http would load the whole of fetch with it.
const { STATUS_CODES } = process.getBuiltinModule('node:http')

/** The one table from refusals to HTTP: 400 = cannot be read as a request, 422 = read, understood and refused. */
const statuses: Readonly<Record<RefusalKind, number>> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'wrong-method': 405,
  conflict: 409,
  stale: 412,
  'too-large': 413,
  'wrong-media': 415,
  invalid: 422,
  unconditional: 428,
  limited: 429,
  unavailable: 503,
  'storage-full': 507,
}

/** `application/problem+json` (RFC 9457) with a stable `code`, what to do instead, and one entry per bad field or line. */
export const problemSchema = z
  .strictObject({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().nullable(),
    hint: z.string().nullable(),
    instance: z.string().meta({ description: 'The request, as the log names it.' }),
    errors: z.array(
      z.strictObject({
        at: z.string(),
        code: z.string(),
        detail: z.string(),
        hint: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Problem' })

/** A problem as it is sent. */
export type Problem = z.infer<typeof problemSchema>

/** The problem of an error, in the reader's language. What is no refusal is our fault and told without detail. */
export function problemOf(error: unknown, language: Language, requestId: string): Problem {
  const instance = `urn:uuid:${requestId}`
  if (!(error instanceof Refusal)) {
    return { ...head(500, 'internal-error'), detail: null, hint: null, instance, errors: [] }
  }
  return {
    ...head(statuses[error.kind], error.key),
    detail: render(language, error.key, error.values),
    hint: nullIfAbsent(error.hint(language)),
    instance,
    errors: error.faults.map(({ at, key, values }) => ({
      at,
      code: key,
      detail: render(language, key, values),
      hint: nullIfAbsent(hintOf(language, key, values)),
    })),
  }
}

/** Header fields a problem is sent with beside its content type. */
export function problemHeaders(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof Refusal)) return {}
  if (error.kind === 'unauthenticated') return { 'WWW-Authenticate': 'Bearer realm="kagimori"' }
  if (error.kind === 'limited') return { 'Retry-After': String(error.values.seconds ?? 60) }
  if (error.kind === 'wrong-method') return { Allow: String(error.values.allow) }
  // RFC 9110, 15.5.16: otherwise it would read as if another content type helped.
  if (error.key === 'http-content-encoding') return { 'Accept-Encoding': 'identity' }
  return {}
}

function head(status: number, code: string): Pick<Problem, 'type' | 'title' | 'status' | 'code'> {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, code }
}
