import type { z } from 'zod'
import type { Language } from '../core/message.ts'
import type { ReportFormat } from '../core/report.ts'
import type { Caller, EnforcerContract, Held } from '../enforcer.ts'
import type { Metrics } from './metrics.ts'
import type { Present } from './schemas.ts'

/** Methods routes are made of; HEAD comes with GET. */
export type Method = 'get' | 'put' | 'post' | 'delete'
/** What a route reads or answers, as the description shows it. */
export type Schema = z.ZodType
/** What a path, a query or a body may hold: every field named, none beside them. */
export type Fields = z.ZodObject

/** What a request asks, read by the route's schemas; nothing here is unchecked. */
export interface Ask<P extends Fields, Q extends Fields, B extends Schema> {
  readonly params: Present<z.output<P>>
  readonly query: Present<z.output<Q>>
  readonly body: Present<z.output<B>>
  /** The body as it arrives, for routes with `bytes`; capped. */
  readonly bytes: AsyncIterable<Uint8Array>
  readonly caller: Caller
  readonly language: Language
  /** What must be there, by If-Match and If-None-Match. */
  readonly ifMatch: Held | undefined
  /** Whether the caller said `Prefer: respond-async`. */
  readonly prefersAsync: boolean
  /** Whether a browser asks, which takes HTML. */
  readonly wantsPage: boolean
}

/**
 * What is answered: `body` as JSON, `text` as it is or `pieces` of a long one as they are made; `version` is the
 * strong ETag of a single resource, `digest` the weak one of a text that says when it was made.
 */
export interface Answer {
  readonly status: number
  readonly body?: unknown
  readonly text?: { readonly contentType: string; readonly text: string }
  readonly pieces?: { readonly contentType: string; readonly pieces: Iterable<string> }
  readonly headers?: Readonly<Record<string, string>>
  readonly version?: number
  readonly digest?: string
}

/** What handlers may reach: the enforcer, and the few things only this door knows. */
export interface Desk {
  readonly enforcer: EnforcerContract
  readonly reports: ReadonlyMap<string, ReportFormat>
  readonly metrics: Metrics
  /** Aborted when the service stops; its reason is what those are told whose work is cut short. */
  readonly stopping: AbortSignal
  /** The present, RFC 3339 in UTC. */
  readonly now: () => string
  /** In which a due date is a day. */
  readonly timeZone: string
  readonly document: () => unknown
}

/** A content type with its text, where the answer is not JSON. */
export interface TextAnswer {
  readonly contentType: string
}

/** One method on one path: what it reads, what it answers, and the one thing it asks of the enforcer. */
export interface RouteDefinition<P extends Fields, Q extends Fields, B extends Schema> {
  readonly method: Method
  /** As in the contract: `/api/v1/systems/{id}`. */
  readonly path: string
  readonly summary: string
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  /** Where a JSON body may be longer than the usual 256 KiB. */
  readonly mostBytes?: number
  /** The body is a file: it is streamed, never parsed here. */
  readonly bytes?: true
  /** By status; an empty answer is `'nothing'`. */
  readonly answers: Readonly<Record<number, Schema | TextAnswer | 'nothing'>>
  /** What it changes has versions, which If-Match and If-None-Match speak of. */
  readonly versioned?: true
  /** Repeating it changes nothing, so that no Idempotency-Key is needed. */
  readonly harmless?: true
  /** Top-level body fields that must not leave a trace, not even as a digest. */
  readonly secretFields?: readonly string[]
  /** The answer holds a secret and is never kept for replay. */
  readonly shownOnce?: true
  /** Calendar programs cannot send headers: the token may come as `?token=`. */
  readonly tokenInQuery?: true
  /** A stricter limit than every token's own. */
  readonly limit?: 'rating' | 'making' | 'import'
  readonly handle: (ask: Ask<P, Q, B>, desk: Desk) => Promise<Answer>
}

/** A route with its types folded away, as the app mounts it. */
export type Route = RouteDefinition<Fields, Fields, Schema>

/** Checks a route's types while it is written and folds them for the list of routes. */
export function defineRoute<P extends Fields, Q extends Fields, B extends Schema>(
  definition: RouteDefinition<P, Q, B>,
): Route {
  return definition as unknown as Route
}

/** The route's name in the authorization matrix: `PUT /api/v1/systems/{id}`. */
export function nameOf(route: Pick<Route, 'method' | 'path'>): string {
  return `${route.method.toUpperCase()} ${route.path}`
}

/** An answer with a JSON body. */
export function json(status: number, body: unknown, more: Omit<Answer, 'status' | 'body'> = {}): Answer {
  return { status, body, ...more }
}

/** Of what is written in English, whoever reads it. */
export const inEnglish = { 'Content-Language': 'en' } as const

/** The answer of something that leaves nothing to say. */
export const nothing: Answer = { status: 204 }
