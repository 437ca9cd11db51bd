import type { Attempt, Decision, Question } from './decision.ts'
import { type Language, render } from './message.ts'
import type { Network } from './network.ts'

/** Named values as a server sent them; nothing in them is believed before it is read. */
export type Fields = Readonly<Record<string, unknown>>

/** One question as it arrived, cut into its parts and no further. */
export interface Sent {
  /** What the gate's own address says: path, query, or the setting of a socket. */
  readonly named: Fields
  readonly headers: Fields
  readonly body: Fields
  /** Proxies between the visitor and the gate's server whose hops are believed. */
  readonly trusted: readonly Network[]
}

/** As `Sent`, with no body where what arrived does not read as one. */
export type Arrived = Omit<Sent, 'body'> & { readonly body: Fields | undefined }

/** A question with the moment of the login it belongs to; a `report` asks nothing and tells how it ended. */
export interface GateQuestion extends Question {
  readonly phase: 'before' | 'after' | 'report'
  readonly outcome?: Pick<Attempt, 'success' | 'rejectedHere'>
}

/** What a gate may tell its server. Who reads it outside learns allow or deny, nothing else. */
export interface Verdict {
  readonly allow: boolean
  /** The law that decided, for the server alone; `not-listed; report` where a reporting system let in. */
  readonly reason: string
  /** How long its server is to wait for it; absent: not at all. */
  readonly delayMilliseconds?: number
  /** The request as the log names it. */
  readonly request: string
  /** The visitor's language, read only where there is something to say to him. */
  readonly language: () => Language
}

/** An answer over HTTP. */
export interface HttpReply {
  readonly status: number
  /** Name and value in turn. */
  readonly headers: readonly string[]
  readonly body: string
}

/** A path that web servers, mail servers and the client script ask. */
export interface HttpDoor {
  readonly protocol: 'http'
  /** Under `/gates/<name>`: the system as the next step, the same if wished, or nothing. */
  readonly path: '/{system}' | '[/{system}]' | ''
  readonly method: 'any' | 'GET' | 'POST'
  /** `own-header` where a visitor's own Authorization may pass by: there only `Bearer kgm_…` is taken for the server's. */
  readonly token: 'own-header' | 'any-header'
}

/** A socket on which `name<separator>value` lines make up a question, ended by the line `end`. */
export interface LineDoor {
  readonly protocol: 'lines'
  readonly separator: '=' | ':'
  readonly end: string
  /** How many questions a connection brings; a server that asks one reads its answer up to the end. */
  readonly questions: 'one' | 'many'
}

/** The UDP socket of RADIUS (RFC 2865), where a packet's shared secret says who asks. */
export interface RadiusDoor {
  readonly protocol: 'radius'
}

/** Access-Accept or Access-Reject; the message is for whoever is kept out. */
export interface RadiusReply {
  readonly accept: boolean
  readonly message?: string
}

/** A request as a real server sends it, and the gate's answers to it, byte for byte. */
export interface GateExample {
  readonly about: string
  /**
   * `{token}` stands where the gate's token goes. Over HTTP lines end with CR LF, which is left out here; a packet of
   * RADIUS stands as its attributes, `Name = "value"` a line.
   */
  readonly sent: string
  readonly asks: Pick<GateQuestion, 'system' | 'ip' | 'login' | 'unread'> & {
    readonly password?: string
    readonly phase?: GateQuestion['phase']
  }
  /** Absent in a bad example: nobody comes in by it while the system enforces. `{request}` is the request's id. */
  readonly allowed?: string
  readonly denied: string
}

/** What an administrator looks at when the gate asks wrongly, as it stands on the page `docs/gates/<page>.md`. */
export interface GateSettings {
  readonly page: string
  /** What names the system. */
  readonly system: string
  /** What says whose address is passed on. */
  readonly address: string
  /** What the whole question hangs on. */
  readonly form: string
}

interface GateShape<Door, Reply> {
  readonly name: string
  /** Which server asks here, and by which setting. */
  readonly about: string
  readonly settings: GateSettings
  readonly door: Door
  /** What the server asks; where that cannot be told, a question that nobody is let in by. */
  readonly ask: (sent: Sent) => GateQuestion
  readonly answer: (verdict: Verdict, sent: Sent) => Reply
  readonly examples: readonly GateExample[]
}

/** The shape of every file in `gates/`: a real server's question, and our answer as it understands it. */
export type HttpGate = GateShape<HttpDoor, HttpReply>
export type LineGate = GateShape<LineDoor, string>
export type RadiusGate = GateShape<RadiusDoor, RadiusReply>
export type Gate = HttpGate | LineGate | RadiusGate

/** Whom a gate turns to. */
export interface GateDesk {
  readonly decide: (question: Question) => Decision
  /** What the decision is worth waiting for; undefined where nothing is missing. */
  readonly beforeDeciding?: (question: Question) => Promise<void> | undefined
  readonly noteAttempt: (attempt: Attempt) => void
  readonly reportFault: (where: string, error: unknown) => void
  /** Answers after a while; absent where nobody is kept waiting. */
  readonly hold?: (milliseconds: number, answer: () => void) => void
}

type Told = Pick<Verdict, 'request' | 'language'>

/**
 * Has what was sent decided. Whatever fails on the way, here too, lets nobody in while the system enforces; a report
 * is noted and always thanked for.
 */
export function passGate(gate: Gate, arrived: Arrived, desk: GateDesk, told: Told): Verdict {
  return judge(gate, askAt(gate, arrived, desk), desk, told)
}

/** As `passGate`, and gives the verdict when it is time: when nothing is missing for it, and as late as it says. */
export function passInTime(
  gate: Gate,
  arrived: Arrived,
  desk: GateDesk,
  told: Told,
  answer: (verdict: Verdict) => void,
): void {
  const question = askAt(gate, arrived, desk)
  const pass = () => {
    const verdict = judge(gate, question, desk, told)
    answerInTime(desk, verdict, () => answer(verdict))
  }
  const missing = question.phase === 'report' ? undefined : desk.beforeDeciding?.(question)
  if (missing === undefined) pass()
  else void missing.then(pass).catch(error => desk.reportFault(`gate ${gate.name}`, error))
}

function judge(gate: Gate, question: GateQuestion, desk: GateDesk, told: Told): Verdict {
  if (question.phase === 'report') {
    const { system, ip, login, outcome = { success: false, rejectedHere: false } } = question
    desk.noteAttempt({ system, ip, login, ...outcome })
    return { ...told, allow: true, reason: 'reported' }
  }
  const { allow, wouldAllow, rule, delayMilliseconds } = desk.decide({ ...question, gate: gate.name })
  const delay = delayMilliseconds === undefined ? {} : { delayMilliseconds }
  return { ...told, allow, reason: allow === wouldAllow ? rule : `${rule}; report`, ...delay }
}

/** Answers at once, or as late as the verdict says. */
function answerInTime(
  { hold }: Pick<GateDesk, 'hold'>,
  { delayMilliseconds }: Verdict,
  answer: () => void,
): void {
  if (delayMilliseconds === undefined || hold === undefined) answer()
  else hold(delayMilliseconds, answer)
}

function askAt(gate: Gate, arrived: Arrived, { reportFault }: GateDesk): GateQuestion {
  const { named, headers, body, trusted } = arrived
  const nobody = () => ({ system: readText(named, 'system') ?? '', ip: '', phase: 'before' }) as const
  if (body === undefined) return { ...nobody(), unread: 'malformed' }
  try {
    return gate.ask({ named, headers, body, trusted })
  } catch (error) {
    reportFault(`gate ${gate.name}`, error)
    return { ...nobody(), unread: 'internal-error' }
  }
}

const longestText = 4_096

/** A field's text, or undefined where it is absent, empty, no text or beyond all measure. */
export function readText(fields: Fields, name: string): string | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined
  return typeof value === 'string' && value !== '' && value.length <= longestText ? value : undefined
}

/** The sentence for whoever is kept out, where the protocol carries ASCII only. */
export const denialText = render('en', 'gate-denied')
