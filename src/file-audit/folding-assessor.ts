import { type AccountFacts, type AccountRow, type Assessment, openLengthBuckets } from '../core/account.ts'
import { Assessor, type AssessorParts, wordsOfSystem } from '../intake/assess.ts'
import { contextWords, isDefaultOfSome, pairWeaknesses, wordsThatOccur } from '../strength/context.ts'
import { openRater, type Rater } from '../strength/rating.ts'
import { mayShareWord } from '../strength/shared-letters.ts'
import { keyOf } from '../strength/text-key.ts'
import { estimatorVersion } from '../strength/version.ts'
import type { AssessedFacts } from './packed-account.ts'
import { Recent } from './recent.ts'
import type { RunFingerprinter } from './run-fingerprinter.ts'
import { SeenBefore } from './seen-before.ts'

/** What a folding assessor works with. */
export interface FoldingParts extends AssessorParts {
  readonly fingerprinter: RunFingerprinter
}

/** What is known of a password whoever has it. */
interface KnownPassword {
  readonly password: string
  readonly assessment: Assessment
  /** Whether with some login it makes a weak pair that shares no letters. */
  readonly isPairable: boolean
}

/** Of so many random passwords of 13 characters in a list in clear each costs this instead of 200. */
const frugalMilliseconds = 0.5
/** Where one in so many looks like a hash, the list is one of passwords. */
const fewInOne = 50

/** Thirteen letters and digits may be a hash of crypt(3) as well as a password. */
function isDoubtful({ credential }: AccountRow): boolean {
  return (
    credential.seen === 'hash' && credential.scheme === undefined && credential.hash.reveal().length === 13
  )
}

/** Passwords remembered that came more than once, twice over: some 5 MB. */
const remembered = 8_000

/**
 * Assesses accounts as the assessor of imports does, but a password that many accounts have once only, unless it has to
 * do with the account itself. Clear passwords are answered at once, hashes later. For short-lived processes: passwords
 * are remembered.
 */
export class FoldingAssessor {
  readonly #parts: FoldingParts
  readonly #rater: Rater
  readonly #bucketOf: ReturnType<typeof openLengthBuckets>
  readonly #assessor: Assessor
  readonly #frugal: Assessor
  /** By the passwords' keys. */
  readonly #known = new Recent<number, KnownPassword>(remembered)
  readonly #seen = new SeenBefore()
  /** By the words of an account that occur in it and the password itself: many accounts hold the same name. */
  readonly #besideWords = new Recent<string, Assessment>(remembered)

  constructor(parts: FoldingParts) {
    const { order } = parts
    this.#parts = parts
    this.#rater = openRater(wordsOfSystem(order))
    this.#bucketOf = openLengthBuckets(order.askedLengths)
    this.#assessor = new Assessor(parts)
    const candidateBudgetMilliseconds = Math.min(order.candidateBudgetMilliseconds, frugalMilliseconds)
    this.#frugal = new Assessor({ ...parts, order: { ...order, candidateBudgetMilliseconds } })
  }

  /** What the account's password comes to if it is in clear, else undefined. */
  assessClear(row: AccountRow): Assessment | undefined {
    const { credential, alternatives } = row
    if (credential.seen !== 'clear' || alternatives !== undefined) return undefined
    return this.#assessPassword(credential.secret.reveal(), row)
  }

  /**
   * The others among so many rows, in order. A hash is worth guessing at length, but not a password that only happens to
   * look like one.
   */
  assessHashed(rows: readonly AccountRow[], among: number): Promise<readonly AssessedFacts[]> {
    const isFrugal = rows.filter(isDoubtful).length * fewInOne < among
    return Promise.all(
      rows.map(row => (isFrugal && isDoubtful(row) ? this.#frugal : this.#assessor).assess(row)),
    )
  }

  #assessPassword(password: string, facts: AccountFacts): Assessment {
    const known = this.#know(password)
    const { login, displayName, owner, email, phone } = facts
    const isStrange = phone === undefined && !mayShareWord(password, [login, displayName, owner, email])
    if (isStrange && !known.isPairable) return known.assessment
    const assessment = isStrange ? known.assessment : this.#besides(password, facts, known)
    const pair = pairWeaknesses(login, password)
    if (pair.length === 0) return assessment
    return { ...assessment, weaknesses: [...new Set([...pair, ...assessment.weaknesses])] }
  }

  #know(password: string): KnownPassword {
    const key = keyOf(password)
    const before = this.#known.get(key)
    if (before?.password === password) return before
    // A login of three characters and more that is the password shares letters with it.
    const isPairable = password.length < 3 || isDefaultOfSome(password)
    const known = { password, assessment: this.#measure(password, []), isPairable }
    if (this.#seen.isSecond(key)) this.#known.set(key, { ...known, password: copied(password) })
    return known
  }

  /** The password's assessment with the words of its account, if any occurs in it. */
  #besides(password: string, facts: AccountFacts, known: KnownPassword): Assessment {
    const words = wordsThatOccur(password, contextWords(facts, []))
    if (words.length === 0) return known.assessment
    const key = JSON.stringify([password, ...words])
    const before = this.#besideWords.get(key)
    if (before !== undefined) return before
    const assessment = this.#measure(password, words)
    // Only what came more than once is remembered at all.
    if (this.#known.get(keyOf(password)) === known) this.#besideWords.set(key, assessment)
    return assessment
  }

  #measure(password: string, words: readonly string[]): Assessment {
    // Spelt out: taking the rest of an object takes longer than all that follows.
    const { score, guessesLog10, length, weaknesses } = this.#rater.measure(password, words)
    return {
      credential: 'clear',
      score,
      guessesLog10,
      weaknesses,
      lengthBucket: this.#bucketOf(length),
      estimator: estimatorVersion,
      fingerprint: this.#parts.fingerprinter.ofPassword(password),
    }
  }
}

/** The same text in memory of its own: a cell would keep the whole part of the list it was cut from. */
function copied(text: string): string {
  return text.isWellFormed() ? Buffer.from(text).toString() : text
}
