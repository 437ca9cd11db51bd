import { ask, type Reason, type RuleSet, SortedReasons } from '../core/examination.ts'
import type { AccountSubject } from '../core/rule.ts'
import { kindOf } from '../core/severity.ts'
import { texts } from './packed-account.ts'

/** What accounts of one kind are told alike, worst first, and the rules that look at more than the kind. */
interface Answers {
  readonly general: SortedReasons
  readonly personal: readonly Numbered[]
}

/** A rule and its number among all of them. */
interface Numbered {
  readonly rule: RuleSet[number]
  readonly number: number
}

const remembered = 20_000
const tracedFacts = ['login', ...texts] as const
const tracedCompany = ['peers', 'peerCount', 'saltUses'] as const

/** Answers by kind. */
type KnownAnswers = Map<number, Answers>

/**
 * Answers of rules, remembered by the accounts' kind (see `AccountKinds`). A rule sees nothing but its subject, so what
 * it reads decides what it answers: of a million accounts that tell the same but for names, dates and who shares their
 * password, only the rules that look at these are asked a million times. Of fingerprints the ledger only tells that they
 * are there, and that is part of the kind.
 */
export class GeneralAnswers {
  readonly #rules: RuleSet
  /** Of accounts whose password nobody shares, and of the others. */
  readonly #alone: KnownAnswers = new Map()
  readonly #sharing: KnownAnswers = new Map()

  constructor(rules: RuleSet) {
    this.#rules = rules
  }

  /** Exactly what `examine` answers for all rules. */
  examine(kind: number, subject: AccountSubject): readonly Reason[] {
    const known = subject.peerCount === 0 ? this.#alone : this.#sharing
    const { general, personal } = known.get(kind) ?? this.#ask(known, kind, subject)
    if (personal.length === 0) return general.reasons
    const sorted = new SortedReasons(general.reasons, general.places)
    for (const { rule, number } of personal) this.#put(sorted, ask<'account'>(rule, subject), number)
    return sorted.reasons
  }

  /** Asks every rule, and notes which of them look at more than the kind. */
  #ask(known: KnownAnswers, kind: number, subject: AccountSubject): Answers {
    let looked = false
    const traced = tracedSubject(subject, () => {
      looked = true
    })
    const personal: Numbered[] = []
    const general = new SortedReasons()
    for (const [number, rule] of this.#rules.entries()) {
      looked = false
      const reason = ask<'account'>(rule, traced)
      if (looked) personal.push({ rule, number })
      else this.#put(general, reason, number)
    }
    if (known.size >= remembered) known.clear()
    const answers = { general, personal }
    known.set(kind, answers)
    return answers
  }

  /** Puts what the rule of this number found where it stands by kind of finding, then as the rules stand. */
  #put(sorted: SortedReasons, reason: Reason | undefined, number: number): void {
    if (reason !== undefined) sorted.put(reason, kindOf(reason) * this.#rules.length + number)
  }
}

/** The same subject, which tells when something is read that does not follow from the account's kind. */
function tracedSubject(subject: AccountSubject, onLook: () => void): AccountSubject {
  const copy = { ...subject, account: traced(subject.account, tracedFacts, onLook) }
  return subject.peerCount === 0 ? traced(copy, ['saltUses'], onLook) : traced(copy, tracedCompany, onLook)
}

/** A copy whose fields named, as far as there are any, tell when they are read. */
function traced<T extends object>(object: T, fields: readonly (keyof T)[], onLook: () => void): T {
  const copy = { ...object }
  for (const field of fields) {
    const value = object[field]
    if (value === undefined) continue
    const get = () => {
      onLook()
      return value
    }
    Object.defineProperty(copy, field, { get, enumerable: true })
  }
  return copy
}
