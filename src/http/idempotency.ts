import { createHash, randomUUID } from 'node:crypto'
import { Refusal } from '../core/refusal.ts'
import type { KeptAnswer, RequestMark, Store } from '../core/store.ts'
import { openRequestSeal, type RequestSeal } from './request-seal.ts'
import type { Answer, Route } from './route.ts'
import { nameOf } from './route.ts'

/** Where answers are kept for 24 hours. */
export type Answers = Pick<Store, 'getAnswer' | 'keepAnswer' | 'unmarkRequest' | 'pruneAnswers'>

const keptMilliseconds = 86_400_000
const keyForm = /^[\w.:-]{1,128}$/

interface Repeatable {
  readonly route: Route
  readonly token: string
  readonly key: string
  /** Path, query and body as read: what makes two requests the same, together with the file where the body is one. */
  readonly request: readonly unknown[]
  /** The body as it arrives; read here only where the route reads a file. */
  readonly bytes: AsyncIterable<Uint8Array>
}

/**
 * The work of a request, which reads `bytes` to their end; what it changes is to be marked with this, in the same
 * transaction.
 */
type Work = (mark: () => RequestMark, bytes: AsyncIterable<Uint8Array>) => Promise<Answer>

/** Carries out a request once for its Idempotency-Key: repeated, it answers the same again. */
export type Once = (repeatable: Repeatable, work: Work) => Promise<Answer>

/** An answer and the whole of the request it was given to. */
interface Answered {
  readonly request: string
  readonly answer: Answer
}

/**
 * Opens the book of answered requests. The same key with the same request is answered from it, with another request, or
 * another file, refused; a duplicate that arrives meanwhile waits for the first, and takes its place where that was
 * refused. Only what succeeded is kept. What was carried out and never answered, because the service died between the
 * two, is refused as just that. Requests are compared under `sealKey`; fields that hold passwords are left out, and
 * answers that hold a secret are never kept.
 */
export function openIdempotency(
  answers: Answers,
  sealKey: Uint8Array,
  now: () => string,
  reportFault: (where: string, error: unknown) => void,
): Once {
  const running = new Map<string, Promise<Answered>>()

  const once: Once = async (repeatable, work) => {
    const { route, token, key } = repeatable
    const place = `${token} ${key}`
    const before = running.get(place)
    if (before === undefined) {
      const answering = answerOnce(repeatable, work).finally(() => running.delete(place))
      running.set(place, answering)
      return (await answering).answer
    }
    const first = await before.catch(() => undefined)
    if (first === undefined) return once(repeatable, work)
    requireSame(first.request, await wholeOf(repeatable))
    return replay(route, first.answer)
  }
  return once

  async function answerOnce(repeatable: Repeatable, work: Work): Promise<Answered> {
    const { route, token, key, bytes } = repeatable
    await answers.pruneAnswers(new Date(Date.parse(now()) - keptMilliseconds).toISOString())
    const kept = await answers.getAnswer(token, key)
    if (kept !== undefined) {
      requireSame(kept.request, await wholeOf(repeatable))
      return { request: kept.request, answer: replay(route, read(kept)) }
    }
    const seal = sealOf(repeatable)
    const begun = { key, token, at: now(), attempt: randomUUID() }
    const mark = () => ({ ...begun, request: seal.text() })
    const answer = await work(mark, seal.passing(bytes)).catch(error => abandon(begun, error))
    const request = seal.text()
    const shown = route.shownOnce === true ? { status: answer.status } : answer
    const body = JSON.stringify(shown)
    // What was carried out is answered as such, even if the note of it is lost.
    await answers
      .keepAnswer({ key, token, request, status: answer.status, body, at: now() })
      .catch(error => reportFault('idempotency', error))
    return { request, answer }
  }

  /** A refused request may be mended and come again; after a fault of our own nobody knows how far it came. */
  async function abandon(begun: Omit<RequestMark, 'request'>, error: unknown): Promise<never> {
    if (error instanceof Refusal) {
      await answers.unmarkRequest(begun).catch(fault => reportFault('idempotency', fault))
    }
    throw error
  }

  function sealOf({ route, request }: Repeatable): RequestSeal {
    const secret = new Set(route.secretFields)
    const text = JSON.stringify(request, (name, value: unknown) => (secret.has(name) ? undefined : value))
    return openRequestSeal(sealKey, `${nameOf(route)}\n${text}`, route.bytes === true)
  }

  /** Reads the file to its end, where there is one: nothing else tells whether it is the same. */
  async function wholeOf(repeatable: Repeatable): Promise<string> {
    const seal = sealOf(repeatable)
    if (repeatable.route.bytes === true) {
      for await (const part of seal.passing(repeatable.bytes)) part.fill(0)
    }
    return seal.text()
  }
}

/** The header's key as it is kept: its SHA-256, for scripts make keys of anything. Refuses what is not 1 to 128 plain characters. */
export function readIdempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined
  if (typeof header !== 'string' || !keyForm.test(header)) throw new Refusal('malformed', 'http-key')
  return createHash('sha256').update(header).digest('hex')
}

function requireSame(before: string, now: string): void {
  if (before !== now) throw new Refusal('invalid', 'http-key-other')
}

function replay(route: Route, answer: Answer): Answer {
  if (route.shownOnce === true) throw new Refusal('conflict', 'http-key-once')
  return { ...answer, headers: { ...answer.headers, 'Idempotency-Replayed': 'true' } }
}

function read({ status, body }: KeptAnswer): Answer {
  if (status === 0) throw new Refusal('conflict', 'http-key-begun')
  return JSON.parse(body) as Answer
}
