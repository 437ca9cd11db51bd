import { createHash, randomUUID } from 'node:crypto'
import { Refusal } from '../core/refusal.ts'
import type { KeptAnswer, RequestMark, Store } from '../core/store.ts'
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
  /** Path, query and body as read: what makes two requests the same. */
  readonly request: readonly unknown[]
}

/** The work of a request; what it changes is to be marked with this, in the same transaction. */
type Work = (mark: RequestMark) => Promise<Answer>

/** Carries out a request once for its Idempotency-Key: repeated, it answers the same again. */
export type Once = (repeatable: Repeatable, work: Work) => Promise<Answer>

/**
 * Opens the book of answered requests. The same key with the same request is answered from it, with another request
 * refused; a duplicate that arrives meanwhile waits for the first. Only what succeeded is kept. What was carried out and
 * never answered, because the service died between the two, is refused as just that. Fields that hold passwords are
 * left out of the comparison, and answers that hold a secret are never kept.
 */
export function openIdempotency(
  answers: Answers,
  now: () => string,
  reportFault: (where: string, error: unknown) => void,
): Once {
  const running = new Map<string, { readonly request: string; readonly answer: Promise<Answer> }>()

  return async (repeatable, work) => {
    const { token, key } = repeatable
    const request = digestOf(repeatable)
    const place = `${token} ${key}`
    const before = running.get(place)
    if (before !== undefined) {
      requireSame(before.request, request)
      return replay(repeatable.route, await before.answer)
    }
    const answer = answerOnce(request, repeatable, work)
    running.set(place, { request, answer })
    return answer.finally(() => running.delete(place))
  }

  async function answerOnce(request: string, repeatable: Repeatable, work: Work): Promise<Answer> {
    const { route, token, key } = repeatable
    await answers.pruneAnswers(new Date(Date.parse(now()) - keptMilliseconds).toISOString())
    const kept = await answers.getAnswer(token, key)
    if (kept !== undefined) {
      requireSame(kept.request, request)
      return replay(route, read(kept))
    }
    const mark = { key, token, request, at: now(), attempt: randomUUID() }
    const answer = await work(mark).catch(error => abandon(mark, error))
    const shown = route.shownOnce === true ? { status: answer.status } : answer
    const body = JSON.stringify(shown)
    // What was carried out is answered as such, even if the note of it is lost.
    await answers
      .keepAnswer({ key, token, request, status: answer.status, body, at: now() })
      .catch(error => reportFault('idempotency', error))
    return answer
  }

  /** A refused request may be mended and come again; after a fault of our own nobody knows how far it came. */
  async function abandon(mark: RequestMark, error: unknown): Promise<never> {
    if (error instanceof Refusal) {
      await answers.unmarkRequest(mark).catch(fault => reportFault('idempotency', fault))
    }
    throw error
  }
}

/** The header's key as it is kept: its SHA-256, for scripts make keys of anything. Refuses what is not 1 to 128 plain characters. */
export function readIdempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined
  if (typeof header !== 'string' || !keyForm.test(header)) throw new Refusal('malformed', 'http-key')
  return createHash('sha256').update(header).digest('hex')
}

function digestOf({ route, request }: Repeatable): string {
  const secret = new Set(route.secretFields)
  const text = JSON.stringify(request, (name, value: unknown) => (secret.has(name) ? undefined : value))
  return createHash('sha256')
    .update(`${nameOf(route)}\n${text}`)
    .digest('hex')
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
