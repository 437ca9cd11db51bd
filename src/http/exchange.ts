import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { parse as parseQuery } from 'node:querystring'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Logger } from 'pino'
import { gathered } from '../core/gathered.ts'
import type { Language } from '../core/message.ts'
import { Refusal } from '../core/refusal.ts'
import type { Caller } from '../enforcer.ts'
import { type Admission, admit } from './admission.ts'
import { readBytes, readJson } from './body.ts'
import { digestTag, isKnown, readHeld, versionTag, weakTag } from './conditional.ts'
import { readFields } from './fields.ts'
import { type Once, readIdempotencyKey } from './idempotency.ts'
import { languageOf } from './language.ts'
import { problemHeaders, problemOf } from './problem.ts'
import { type Answer, type Ask, type Desk, type Fields, nameOf, type Route, type Schema } from './route.ts'
import { noFields } from './schemas.ts'
import type { Access } from './scopes.ts'

/** Everything an exchange needs; made once by the app. */
export interface Counter {
  readonly desk: Desk
  readonly admission: Admission
  readonly once: Once
  readonly access: ReadonlyMap<Route, Access>
  readonly logger: Logger
  readonly reportFault: (where: string, error: unknown) => void
  readonly defaultLanguage: Language
  readonly maxListBytes: number
  readonly isStopping: () => boolean
}

/** One request while it is answered. */
export interface Visit {
  readonly id: string
  readonly language: Language
  readonly startedAt: number
  route: string
  isChange: boolean
  caller: Caller | undefined
}

const visits = new WeakMap<IncomingMessage, Visit>()

/** A request as it comes in, with the name it has in the log and the language it is answered in. */
export function openVisit(
  counter: Counter,
  { headers }: Pick<IncomingMessage, 'headers'>,
  route: string,
): Visit {
  return {
    id: randomUUID(),
    language: languageOf(headers['accept-language'], counter.defaultLanguage),
    startedAt: performance.now(),
    route,
    isChange: false,
    caller: undefined,
  }
}

/** Begins an exchange: the headers every answer has, and the note taken when it ends. */
export function arrive(
  counter: Counter,
  request: IncomingMessage,
  response: ServerResponse,
  route = 'none',
): void {
  const visit = openVisit(counter, request, route)
  visits.set(request, visit)
  response.setHeader('X-Request-Id', visit.id)
  response.setHeader('Cache-Control', 'no-store')
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.once('finish', () => depart(counter, visit, response.statusCode, request.socket.remoteAddress))
}

/** Carries out one route: lets in, reads, asks the enforcer once, answers. */
export async function perform(
  counter: Counter,
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
  params: unknown,
): Promise<void> {
  const visit = visitOf(request)
  visit.route = nameOf(route)
  visit.isChange = isWrite(route)
  const query = queryOf(request.url ?? '')
  const caller = await admit(counter.admission, route, counter.access.get(route) ?? [], request, query)
  visit.caller = caller
  const ask = await readAsk(counter, route, request, { params, query, caller, language: visit.language })
  const key = isWrite(route) ? readIdempotencyKey(request.headers['idempotency-key']) : undefined
  const answer =
    key === undefined
      ? await route.handle(ask, counter.desk)
      : await counter.once(
          {
            ...{ route, token: caller.actor, key, bytes: ask.bytes },
            request: [ask.params, ask.query, ask.body, ask.ifMatch],
          },
          (mark, bytes) =>
            route.handle({ ...ask, bytes, caller: { ...caller, request: mark } }, counter.desk),
        )
  closeIfStopping(counter, response)
  await send(visit, request, response, answer)
}

/** Answers a failed exchange by the one table of problems; a fault of our own is reported, without what was sent. */
export function fail(
  counter: Counter,
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
): void {
  const visit = visitOf(request)
  if (!(error instanceof Refusal)) counter.reportFault(`http ${visit.route} ${visit.id}`, error)
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  closeIfStopping(counter, response)
  const problem = problemOf(error, visit.language, visit.id)
  response.statusCode = problem.status
  for (const [name, value] of Object.entries(problemHeaders(error))) response.setHeader(name, value)
  response.setHeader('Content-Type', 'application/problem+json')
  response.setHeader('Content-Language', visit.language)
  response.setHeader('Vary', 'Accept-Language')
  response.end(JSON.stringify(problem))
}

/** Looked at when the answer is there: a connection kept open would hold the stop up. */
function closeIfStopping({ isStopping }: Counter, response: ServerResponse): void {
  if (isStopping()) response.setHeader('Connection', 'close')
}

function visitOf(request: IncomingMessage): Visit {
  const visit = visits.get(request)
  if (visit === undefined) throw new TypeError('The request never arrived')
  return visit
}

async function readAsk(
  counter: Counter,
  route: Route,
  request: IncomingMessage,
  read: {
    readonly params: unknown
    readonly query: unknown
    readonly caller: Caller
    readonly language: Language
  },
): Promise<Ask<Fields, Fields, Schema>> {
  return {
    params: route.params === undefined ? {} : readFields(route.params, read.params, 'path'),
    query: readFields(route.query ?? noFields, read.query, 'query'),
    body:
      route.body === undefined
        ? undefined
        : readFields(route.body, (await readJson(request, route.mostBytes)) ?? {}),
    bytes: readBytes(request, counter.maxListBytes),
    caller: read.caller,
    language: read.language,
    ifMatch: readHeld(route, request.headers),
    wantsPage: /\btext\/html\b/i.test(request.headers.accept ?? ''),
    prefersAsync: /(?:^|[,\s])respond-async(?:$|[,;\s])/i.test(request.headers.prefer?.toString() ?? ''),
  }
}

function queryOf(url: string): Readonly<Record<string, unknown>> {
  const mark = url.indexOf('?')
  return mark < 0 ? {} : { ...parseQuery(url.slice(mark + 1)) }
}

function isWrite(route: Route): boolean {
  return route.method !== 'get' && route.harmless !== true
}

async function send(
  visit: Visit,
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
): Promise<void> {
  const text = answer.text?.text ?? (answer.body === undefined ? '' : JSON.stringify(answer.body))
  const tag = tagOf(request, answer, text)
  if (tag !== undefined) response.setHeader('ETag', tag)
  response.setHeader('Content-Language', visit.language)
  response.setHeader('Vary', 'Accept-Language')
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value)
  if (tag !== undefined && isGet(request) && isKnown(request.headers['if-none-match'], tag)) {
    response.writeHead(304).end()
    return
  }
  const contentType = answer.pieces?.contentType ?? answer.text?.contentType
  if (text !== '' || contentType !== undefined) {
    response.setHeader('Content-Type', contentType ?? 'application/json; charset=utf-8')
  }
  response.statusCode = answer.status
  if (answer.pieces === undefined) response.end(text)
  else await sendPieces(response, answer.pieces.pieces)
}

/** Goes out as it is made and as fast as it is taken; whoever stops taking it ends it. */
async function sendPieces(response: ServerResponse, pieces: Iterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(gathered(pieces)), response)
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
    if (!isGone) throw error
  }
}

function tagOf(
  request: IncomingMessage,
  { status, version, digest, pieces }: Answer,
  text: string,
): string | undefined {
  if (version !== undefined) return versionTag(version)
  if (digest !== undefined) return weakTag(digest)
  return isGet(request) && status === 200 && pieces === undefined ? digestTag(text) : undefined
}

function isGet({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD'
}

const failedLogins = new Set([401, 403])

/** Counts the exchange and logs what changed something, failed here, or was not let in. Never a query, never a body. */
export function depart(counter: Counter, visit: Visit, status: number, peer: string | undefined): void {
  const milliseconds = performance.now() - visit.startedAt
  counter.desk.metrics.requested(visit.route, status, milliseconds / 1000)
  const isChange = visit.isChange && status < 300
  if (!isChange && status < 500 && !failedLogins.has(status)) return
  const { id, route, caller } = visit
  counter.logger.info({
    request: id,
    route,
    status,
    milliseconds: Math.round(milliseconds),
    actor: caller?.actor,
    peer,
  })
}
