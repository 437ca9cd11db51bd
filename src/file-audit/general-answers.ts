import { examine, type Reason, type RuleSet } from '../core/examination.ts'
import type { AccountSubject } from '../core/rule.ts'
import { kindOf } from './finding-kind.ts'
import { texts } from './packed-account.ts'

/** What accounts of one kind are told alike, worst first, and the rules that look at more than the kind. */
interface Answers {
  readonly general: readonly Reason[]
  readonly personal: RuleSet
}

const remembered = 20_000
const tracedFacts = ['login', ...texts] as const
const tracedCompany = ['peers', 'peerCount', 'saltUses'] as const

/** Answers by kind. */
type KnownAnswers = Map<string, Answers>

/**
 * Answers of rules, remembered by the accounts' kind (see `Ledger.kind`). A rule sees nothing but its subject, so what
 * it reads decides what it answers: of a million accounts that tell the same but for names, dates and who shares their
 * password, only the rules that look at these are asked a million times. Of fingerprints the ledger only tells that they
 * are there, and that is part of the kind.
 */
export class GeneralAnswers {
  readonly #rules: RuleSet
  readonly #places: ReadonlyMap<string, number>
  /** Of accounts whose password nobody shares, and of the others. */
  readonly #alone: KnownAnswers = new Map()
  readonly #sharing: KnownAnswers = new Map()

  constructor(rules: RuleSet) {
    this.#rules = rules
    this.#places = new Map(rules.map(({ rule }, index) => [rule.id, index]))
  }

  /** Exactly what `examine` answers for all rules. */
  examine(kind: string, subject: AccountSubject): readonly Reason[] {
    const known = subject.peerCount === 0 ? this.#alone : this.#sharing
    const { general, personal } = known.get(kind) ?? this.#ask(known, kind, subject)
    if (personal.length === 0) return general
    return this.#merged(general, examine<'account'>(personal, subject))
  }

  /** Asks every rule, and notes which of them look at more than the kind. */
  #ask(known: KnownAnswers, kind: string, subject: AccountSubject): Answers {
    let looked = false
    const traced = tracedSubject(subject, () => {
      looked = true
    })
    const personal: RuleSet[number][] = []
    const general: Reason[] = []
    for (const one of this.#rules) {
      looked = false
      const reasons = examine<'account'>([one], traced)
      if (looked) personal.push(one)
      else general.push(...reasons)
    }
    general.sort((a, b) => kindOf(a) - kindOf(b))
    if (known.size >= remembered) known.clear()
    const answers = { general, personal }
    known.set(kind, answers)
    return answers
  }

  /** Two lists in order as one: by kind of finding, then as the rules stand. */
  #merged(general: readonly Reason[], personal: readonly Reason[]): readonly Reason[] {
    const merged: Reason[] = []
    let next = 0
    for (const reason of general) {
      for (; next < personal.length; next++) {
        const other = personal[next]
        if (other === undefined || !this.#isBefore(other, reason)) break
        merged.push(other)
      }
      merged.push(reason)
    }
    for (; next < personal.length; next++) {
      const other = personal[next]
      if (other !== undefined) merged.push(other)
    }
    return merged
  }

  #isBefore(one: Reason, other: Reason): boolean {
    const difference = kindOf(one) - kindOf(other)
    if (difference !== 0) return difference < 0
    return (this.#places.get(one.rule) ?? 0) < (this.#places.get(other.rule) ?? 0)
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
