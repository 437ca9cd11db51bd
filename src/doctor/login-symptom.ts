import type { Noted } from './desk.ts'
import type { Knocked, Visitor } from './knock.ts'
import { type Symptom, unanswered } from './symptom.ts'

/** One login with what the service says of it. */
export interface LoginEvidence {
  readonly knocked: Knocked
  readonly visitor: Pick<Visitor, 'is'>
  readonly asks: Asks
  /** Whether the allowlist lets the address in. */
  readonly isListed: boolean
  /** What was decided meanwhile about this login, or about nobody's, in order. */
  readonly decided: readonly Noted[]
}

/** Whom a server asks about: anybody, only logins it knows, or only those whose key or password was right. */
export type Asks = 'anybody' | 'known' | 'right'

/** What Kagimori said: not asked, yes, no by the allowlist, no that was only written down, no for another reason. */
type Said = 'unasked' | 'yes' | 'no' | 'reported' | 'otherwise'
type Did = Exclude<Knocked['did'], undefined>
type Row = Pick<Symptom, 'verdict' | 'key' | 'fault'>

const reported: Row = { verdict: 'unknown', key: 'doctor-reports-only' }
const otherwise: Row = { verdict: 'unknown', key: 'doctor-login-otherwise' }
const letIn: Row = { verdict: 'bad', key: 'doctor-login-let-in', fault: 'obey' }
const out: Row = { verdict: 'good', key: 'doctor-out' }
const asked: Row = { verdict: 'good', key: 'doctor-login-asked' }
const unasked: Row = { verdict: 'bad', key: 'doctor-login-unasked', fault: 'ask' }
const unheard: Row = { verdict: 'bad', key: 'doctor-login-unheard', fault: 'reach' }

/** By what Kagimori said and what the server did with a made-up login, which is refused wherever passwords are checked. */
const symptoms: Readonly<Record<Said, Readonly<Record<Did, Row>>>> = {
  unasked: {
    in: { verdict: 'bad', key: 'doctor-login-unasked-in', fault: 'ask' },
    heard: unasked,
    refused: unasked,
    'turned-away': unheard,
  },
  yes: {
    in: { verdict: 'good', key: 'doctor-login-in' },
    heard: asked,
    refused: asked,
    'turned-away': { verdict: 'bad', key: 'doctor-login-kept-out' },
  },
  no: {
    in: letIn,
    heard: letIn,
    refused: { verdict: 'unknown', key: 'doctor-login-unseen' },
    'turned-away': out,
  },
  reported: { in: reported, heard: reported, refused: reported, 'turned-away': reported },
  otherwise: { in: letIn, heard: otherwise, refused: otherwise, 'turned-away': otherwise },
}

type Exceptions = Readonly<Partial<Record<Said, Readonly<Partial<Record<Did, Row>>>>>>

/** What a right login tells more. */
const ofRight: Exceptions = {
  unasked: { refused: unheard },
  yes: { refused: { verdict: 'bad', key: 'doctor-login-wrong' } },
  no: { refused: out },
}

/** Where a server asks about some alone, a login that it did not ask about shows nothing of the gate. */
const ofAsking: Readonly<Record<Asks, Readonly<Partial<Record<Visitor['is'], Exceptions>>>>> = {
  anybody: {},
  known: { 'made-up': { unasked: { refused: { verdict: 'unknown', key: 'doctor-login-nobody' } } } },
  right: {
    'made-up': { unasked: { heard: { verdict: 'unknown', key: 'doctor-login-needed' } } },
    named: { unasked: { heard: { verdict: 'unknown', key: 'doctor-login-needed' } } },
    right: { unasked: { refused: { verdict: 'unknown', key: 'doctor-login-too-early' } } },
  },
}

/** What it means that the server treated this login so. */
export function judgeLogin(from: string, evidence: LoginEvidence): Symptom {
  const { knocked, visitor, asks, decided } = evidence
  const { did } = knocked
  if (did === undefined) return unanswered(from, knocked.trouble)
  const noted = decided.find(({ ip }) => ip === from)
  const [other] = decided
  if (noted === undefined && other !== undefined) {
    const key = other.ip === '' ? 'doctor-no-address' : 'doctor-other-address'
    return { verdict: 'bad', from, key, values: { seen: other.ip }, fault: 'address' }
  }
  const said = saidOf(noted, evidence.isListed)
  const exceptions = [ofAsking[asks][visitor.is], ...(visitor.is === 'right' ? [ofRight] : [])]
  const exception = exceptions.map(table => table?.[said]?.[did]).find(row => row !== undefined)
  const row = exception ?? symptoms[said][did]
  return { ...row, from, values: { words: knocked.words ?? '', reason: noted?.reason ?? '' } }
}

function saidOf(noted: Noted | undefined, isListed: boolean): Said {
  if (noted === undefined) return 'unasked'
  if (noted.wouldAllow) return 'yes'
  if (noted.allow) return 'reported'
  return isListed ? 'otherwise' : 'no'
}
