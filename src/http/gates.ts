import { randomUUID } from 'node:crypto'
import { parse as parseQuery } from 'node:querystring'
import {
  type Fields,
  type Gate,
  type GateDesk,
  type HttpGate,
  passInTime,
  type Verdict,
} from '../core/gate.ts'
import { Refusal } from '../core/refusal.ts'
import { recogniseServer } from './admission.ts'
import type { Asked, Enquiry } from './enquiry.ts'
import type { Counter } from './exchange.ts'
import { openHolding } from './holding.ts'
import { languageOf } from './language.ts'

// Gates are asked with every request of other servers: like the wicket, they stand before router and browser headers.
// Whatever goes wrong, the server is answered in its own words, and they say no.

const mostBytes = 16 * 1024
const root = '/gates/'

/** The gates that listen over HTTP, and what they work with. */
export interface Gates {
  readonly counter: Counter
  readonly desk: GateDesk
  readonly named: ReadonlyMap<string, HttpGate>
  /** Notes why a server was refused or a visitor kept out; sparingly, whoever knocks how often. */
  readonly note: (fields: Readonly<Record<string, unknown>>) => void
}

/** Opens the gates of the shelf that listen over HTTP. */
export function openGates(counter: Counter, shelf: ReadonlyMap<string, Gate>): Gates {
  const { enforcer, metrics } = counter.desk
  const desk: GateDesk = {
    decide: question => {
      const decision = enforcer.decide(question)
      metrics.decided(question.system, decision)
      return decision
    },
    beforeDeciding: question => enforcer.gates.beforeDeciding(question),
    noteAttempt: attempt => enforcer.gates.noteAttempt(attempt),
    reportFault: counter.reportFault,
    hold: openHolding(),
  }
  const named = [...shelf.values()].filter(isHttp).map(gate => [gate.name, gate] as const)
  return { counter, desk, named: new Map(named), note: sparingly(fields => counter.logger.info(fields)) }
}

function isHttp(gate: Gate): gate is HttpGate {
  return gate.door.protocol === 'http'
}

/** One question while it is answered. */
interface Visit {
  readonly gate: HttpGate
  readonly named: Fields
  readonly enquiry: Enquiry
  readonly id: string
  readonly startedAt: number
}

/** Answers a request to a gate; false where no gate is at its path. */
export function answerAtGate(gates: Gates, enquiry: Enquiry): boolean {
  const { url = '', method } = enquiry.asked
  if (!url.startsWith(root)) return false
  const place = placeOf(url)
  const gate = gates.named.get(place.name)
  if (gate === undefined || !hasPlace(gate, place.system)) return false
  if (gate.door.method !== 'any' && gate.door.method !== method) return false
  const named = {
    ...(place.query === '' ? {} : parseQuery(place.query)),
    ...(place.system === undefined ? {} : { system: place.system }),
  }
  const id = randomUUID()
  const visit = { gate, named, enquiry, id, startedAt: performance.now() }
  try {
    recogniseServer(gates.counter.admission, gate.door.token, enquiry.asked)
    if (gate.door.method === 'POST') takeFields(gates, visit)
    else pass(gates, visit, {})
  } catch (error) {
    refuse(gates, visit, error)
  }
  return true
}

/** `/gates/<name>/<system>?<query>`; a system's id has no character that would be escaped. */
function placeOf(url: string): { readonly name: string; readonly system?: string; readonly query: string } {
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  const query = mark < 0 ? '' : url.slice(mark + 1)
  const step = path.indexOf('/', root.length)
  if (step < 0) return { name: path.slice(root.length), query }
  return { name: path.slice(root.length, step), system: path.slice(step + 1), query }
}

function hasPlace({ door }: HttpGate, system: string | undefined): boolean {
  return door.path === '[/{system}]' || (door.path === '') === (system === undefined)
}

function takeFields(gates: Gates, visit: Visit): void {
  const { asked, takeText } = visit.enquiry
  takeText(
    text => pass(gates, visit, readBody(text, asked.headers['content-type'] ?? '')),
    error => (error instanceof Refusal ? pass(gates, visit, undefined) : refuse(gates, visit, error)),
    mostBytes,
  )
}

/** A form or a JSON object; undefined for anything else. */
function readBody(text: string, contentType: string): Fields | undefined {
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) return { ...parseQuery(text) }
  if (!/^application\/json\b/i.test(contentType)) return undefined
  try {
    const value: unknown = JSON.parse(text)
    const isPlain = typeof value === 'object' && value !== null && !repeatsMember(text, value)
    return isPlain ? { ...value } : undefined
  } catch {
    return undefined
  }
}

/** Of members with one name JSON.parse keeps the last, the server that asks may mean the first: told by their number. */
function repeatsMember(text: string, value: object): boolean {
  let depth = 0
  let members = 0
  for (const [sign] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
    if (sign === '{' || sign === '[') depth += 1
    else if (sign === '}' || sign === ']') depth -= 1
    else if (sign === ':' && depth === 1) members += 1
  }
  return members !== Object.keys(value).length
}

/** Node keeps the first Authorization alone; the server behind may read another: more than one stand here as a list. */
function headersOf({ headers, rawHeaders }: Asked): Fields {
  if (headers.authorization === undefined || rawHeaders === undefined) return headers
  const all = rawHeaders.filter((_, at) => at % 2 === 1 && /^authorization$/i.test(rawHeaders[at - 1] ?? ''))
  return all.length > 1 ? { ...headers, authorization: all } : headers
}

function pass(gates: Gates, visit: Visit, body: Fields | undefined): void {
  const { gate, named, id } = visit
  const { asked } = visit.enquiry
  const { counter, desk } = gates
  const { trustedProxies } = counter.admission
  const told = {
    request: id,
    language: () => languageOf(asked.headers['accept-language'], counter.defaultLanguage),
  }
  const arrived = { named, headers: headersOf(asked), body, trusted: trustedProxies }
  passInTime(gate, arrived, desk, told, verdict => {
    if (!verdict.allow)
      gates.note({ request: id, gate: gate.name, system: named.system, reason: verdict.reason })
    answer(gates, visit, verdict)
  })
}

/** A server without the right token learns from the log what was wrong, not from the answer: a visitor may see that. */
function refuse(gates: Gates, visit: Visit, error: unknown): void {
  const { gate, enquiry, id } = visit
  const { asked } = enquiry
  const { counter } = gates
  const isRefused = error instanceof Refusal
  if (isRefused)
    gates.note({ request: id, gate: gate.name, refused: error.key, peer: asked.socket.remoteAddress })
  else counter.reportFault(`gate ${gate.name} ${id}`, error)
  const language = () => languageOf(asked.headers['accept-language'], counter.defaultLanguage)
  answer(gates, visit, {
    allow: false,
    reason: isRefused ? error.key : 'internal-error',
    request: id,
    language,
  })
}

function answer({ counter }: Gates, visit: Visit, verdict: Verdict): void {
  const { gate, named, enquiry, id, startedAt } = visit
  const sent = { named, headers: headersOf(enquiry.asked), body: {}, trusted: [] }
  const { status, headers, body } = gate.answer(verdict, sent)
  const cached = status === 204 ? [] : ['Cache-Control', 'no-store']
  counter.desk.metrics.requested(`gates/${gate.name}`, status, (performance.now() - startedAt) / 1000)
  enquiry.reply(status, [...headers, 'X-Request-Id', id, ...cached], body)
}

const notesPerMinute = 60

/** An attacker at a gate knocks thousands of times: the log says so sixty times a minute, the decisions' record always. */
function sparingly(write: Gates['note']): Gates['note'] {
  let minute = 0
  let written = 0
  return fields => {
    const now = Math.floor(performance.now() / 60_000)
    if (now !== minute) written = 0
    minute = now
    written += 1
    if (written <= notesPerMinute) write(fields)
  }
}
