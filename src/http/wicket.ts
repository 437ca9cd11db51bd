import { recognise } from './admission.ts'
import { jsonOf, mostJsonBytes } from './body.ts'
import { answerQuestion, decideRoute } from './decisions.ts'
import type { Asked, Enquiry } from './enquiry.ts'
import { type Counter, depart, openVisit } from './exchange.ts'
import { nameOf } from './route.ts'

// The small door beside the gate. Decisions are nearly all of the traffic and need no router, no compression and no
// browser's headers; the laws are those of every route.

/** The name questions have in log and metrics. */
export const wicketName = nameOf(decideRoute)

/** Whether a request is a question for a decision, asked without a query. */
export function isQuestion({ method, url }: Asked): boolean {
  return method === 'POST' && url === decideRoute.path
}

/** Answers a question for a decision after address, token, scope and form; what is wrong with it goes to `refuse`. */
export function answerAtWicket(counter: Counter, enquiry: Enquiry, refuse: (error: unknown) => void): void {
  const { asked, takeText, reply } = enquiry
  try {
    const visit = openVisit(counter, asked, wicketName)
    visit.caller = recognise(counter.admission, counter.access.get(decideRoute) ?? [], asked)
    const answer = (text: string) => {
      const question = jsonOf(asked.headers, text) ?? {}
      const answered = answerQuestion(question, visit.language, counter.desk)
      depart(counter, visit, 200, asked.socket.remoteAddress)
      reply(200, headersOf(visit), JSON.stringify(answered))
    }
    takeText(answer, refuse, mostJsonBytes)
  } catch (error) {
    refuse(error)
  }
}

function headersOf({ id, language }: ReturnType<typeof openVisit>): readonly string[] {
  return [
    'Content-Type',
    'application/json; charset=utf-8',
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
}
