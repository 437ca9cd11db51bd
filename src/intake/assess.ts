import {
  type AccountFacts,
  type AccountRow,
  type Assessment,
  type Credential,
  compareFingerprints,
  openLengthBuckets,
} from '../core/account.ts'
import type { HashScheme } from '../core/hash-scheme.ts'
import { contextWords, pairWeaknesses, wordsThatOccur } from '../strength/context.ts'
import { openRater, type Rater } from '../strength/rating.ts'
import { oneCharacterLess } from '../strength/stem.ts'
import { estimatorVersion } from '../strength/version.ts'
import type { Fingerprinter } from './fingerprint.ts'
import { Guesser, type OpenedHash } from './guessing.ts'
import type { AssessedAccount, IntakeOrder, OldPassword } from './protocol.ts'

/** What an assessor works with. */
export interface AssessorParts {
  readonly order: Pick<
    IntakeOrder,
    'companyWords' | 'systemWords' | 'askedLengths' | 'now' | 'candidateBudgetMilliseconds'
  >
  readonly schemes: ReadonlyMap<string, HashScheme>
  readonly fingerprinter: Fingerprinter
}

/** What an attacker of the system knows of it whoever's password he guesses, as words. */
export function wordsOfSystem({
  companyWords,
  systemWords,
}: Pick<IntakeOrder, 'companyWords' | 'systemWords'>): readonly string[] {
  return contextWords({ login: '' }, [...companyWords, ...systemWords])
}

/** Turns accounts as read into accounts with their passwords forgotten. */
export class Assessor {
  readonly #parts: AssessorParts
  /** Knows the words of the company and the system. */
  readonly #rater: Rater
  readonly #guesser: Guesser
  readonly #bucketOf: ReturnType<typeof openLengthBuckets>

  constructor(parts: AssessorParts) {
    const { order } = parts
    this.#parts = parts
    this.#rater = openRater(wordsOfSystem(order))
    this.#bucketOf = openLengthBuckets(order.askedLengths)
    this.#guesser = new Guesser({
      budgetMilliseconds: order.candidateBudgetMilliseconds,
      words: [...order.companyWords, ...order.systemWords],
      now: order.now,
    })
  }

  /**
   * Assesses one account; of several passwords the weakest counts, and one not seen through counts as weaker than a
   * good one. It is told where it is like `old`, the one that an open task wants gone.
   */
  async assess(
    { credential, alternatives = [], ...facts }: AccountRow,
    old?: OldPassword,
  ): Promise<AssessedAccount> {
    const all = [credential, ...alternatives].map(each => this.#assessCredential(each, facts, old))
    const assessments = await Promise.all(all)
    return { ...facts, assessment: assessments.reduce(weaker) }
  }

  async #assessCredential(
    credential: Credential,
    facts: AccountFacts,
    old: OldPassword | undefined,
  ): Promise<Assessment> {
    if (credential.seen === 'clear') {
      return { credential: 'clear', ...(await this.#assessPassword(credential.secret.reveal(), facts, old)) }
    }
    if (credential.seen === 'hash') return this.#assessHash(credential, facts, old)
    return { credential: credential.seen, weaknesses: [] }
  }

  async #assessPassword(
    password: string,
    facts: AccountFacts,
    old: OldPassword | undefined,
  ): Promise<Omit<Assessment, 'credential'>> {
    const { fingerprinter } = this.#parts
    const rated = this.#rater.rate(password, wordsThatOccur(password, contextWords(facts, [])))
    const [fingerprint, stem] = await Promise.all([
      fingerprinter.fingerprint(password),
      fingerprinter.stem(password),
    ])
    const { warning: _warning, suggestions: _suggestions, weaknesses, length, ...rating } = rated
    const variant = old && (await this.#variant(password, fingerprint, stem, old))
    return {
      ...rating,
      lengthBucket: this.#bucketOf(length),
      ...(rating.score === undefined ? {} : { estimator: estimatorVersion }),
      weaknesses: [...new Set([...pairWeaknesses(facts.login, password), ...weaknesses])],
      fingerprint,
      ...(stem === undefined ? {} : { stem }),
      ...(variant === undefined ? {} : { variant }),
    }
  }

  async #assessHash(
    credential: Credential & { readonly seen: 'hash' },
    facts: AccountFacts,
    old: OldPassword | undefined,
  ): Promise<Assessment> {
    const { fingerprinter } = this.#parts
    const text = credential.hash.reveal()
    const kept = { credential: 'hash', hashFingerprint: fingerprinter.ofHash(text) } as const
    const hash = this.#recognise(text, credential, facts.login)
    if (hash === undefined) return { ...kept, weaknesses: [] }
    const salt = hash.scheme.salt?.(text)
    const password = await this.#guesser.guess(hash, facts)
    return {
      ...(password === undefined ? { weaknesses: [] } : await this.#assessPassword(password, facts, old)),
      ...kept,
      hash: hash.facts,
      ...(salt === undefined || salt === '' ? {} : { saltFingerprint: fingerprinter.ofSalt(salt) }),
    }
  }

  #recognise(
    text: string,
    { scheme: hint, realm }: Credential & { readonly seen: 'hash' },
    login: string,
  ): OpenedHash | undefined {
    for (const scheme of this.#parts.schemes.values()) {
      const facts = scheme.recognise(text, hint)
      if (facts === undefined) continue
      return { text, scheme, facts, context: { login, ...(realm === undefined ? {} : { realm }) } }
    }
    return undefined
  }

  /** How a changed password is like the one an open task wants gone; nothing where they cannot be compared. */
  async #variant(
    password: string,
    fingerprint: string,
    stem: string | undefined,
    old: OldPassword,
  ): Promise<Assessment['variant']> {
    if (compareFingerprints(old.fingerprint, fingerprint) !== 'different') return undefined
    if (stem !== undefined && stem === old.stem) return 'stem'
    const { fingerprinter } = this.#parts
    const shorter = await Promise.all(oneCharacterLess(password).map(fingerprinter.fingerprint))
    return shorter.some(each => each === old.fingerprint) ? 'one-character-more' : undefined
  }
}

/** Scores up to 2 first, then what could not be rated, then good ones, last what no password opens. */
function weaker(a: Assessment, b: Assessment): Assessment {
  return rank(b) < rank(a) ? b : a
}

function rank({ score, credential }: Assessment): number {
  if (credential === 'locked' || credential === 'absent') return 10
  return score === undefined ? 2.5 : score
}
