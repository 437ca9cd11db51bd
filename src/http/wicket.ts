import type { IncomingMessage, ServerResponse } from 'node:http'
import { countStranger, recognise } from './admission.ts'
import { takeJson } from './body.ts'
import { answerQuestion, decideRoute } from './decisions.ts'
import { arrive, type Counter, depart, fail, openVisit } from './exchange.ts'
import { nameOf } from './route.ts'
import { endSoon } from './turn.ts'

// The small door beside the gate. Decisions are nearly all of the traffic and need no router, no compression and no
// browser's headers. Without those, without promises and with answers that go out together one takes 29 µs of processor
// instead of 60 behind the same laws (bare node:http answering 204 takes 14).

const name = nameOf(decideRoute)

/** Whether a request is a question for a decision, asked without a query. */
export function isQuestion({ method, url }: IncomingMessage): boolean {
  return method === 'POST' && url === decideRoute.path
}

/** Answers a question for a decision under the same laws as every route: address, token, scope, form, problems. */
export function answerAtWicket(counter: Counter, request: IncomingMessage, response: ServerResponse): void {
  const refuse = (error: unknown) => {
    arrive(counter, request, response, name)
    countStranger(counter.admission, request, error).then(
      () => fail(counter, request, response, error),
      limited => fail(counter, request, response, limited),
    )
  }
  try {
    const visit = openVisit(counter, request, name)
    visit.caller = recognise(counter.admission, counter.access.get(decideRoute) ?? [], request)
    const answer = (question: unknown) => {
      const text = JSON.stringify(answerQuestion(question ?? {}, visit.language, counter.desk))
      response.writeHead(200, headersOf(counter, visit, text))
      endSoon(response, text)
      depart(counter, visit, request, response)
    }
    takeJson(request, answer, refuse)
  } catch (error) {
    refuse(error)
  }
}

function headersOf(
  { isStopping }: Counter,
  { id, language }: ReturnType<typeof openVisit>,
  text: string,
): string[] {
  const headers = [
    'Content-Type',
    'application/json; charset=utf-8',
    'Content-Length',
    String(Buffer.byteLength(text)),
    'Cache-Control',
    'no-store',
    'X-Content-Type-Options',
    'nosniff',
    'X-Request-Id',
    id,
    'Content-Language',
    language,
    'Vary',
    'Accept-Language',
  ]
  return isStopping() ? [...headers, 'Connection', 'close'] : headers
}
