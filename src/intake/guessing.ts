import type { AccountFacts, HashFacts } from '../core/account.ts'
import type { HashContext, HashScheme } from '../core/hash-scheme.ts'
import { candidatePasswords } from '../strength/candidates.ts'

/** A hash with the scheme it was recognised by. */
export interface OpenedHash {
  readonly text: string
  readonly scheme: HashScheme
  readonly facts: HashFacts
  readonly context: HashContext
}

export interface GuessingOptions {
  /** Milliseconds one account may cost; 0 = nothing is guessed. */
  readonly budgetMilliseconds: number
  readonly words: readonly string[]
  readonly now: string
}

/**
 * So many accounts may use their full budget; those after them share what is left, ever less but never suddenly
 * none.
 */
const fullBudgets = 1000
/** What the bookkeeping of one attempt costs at least. */
const leastMilliseconds = 0.01
/** Attempts that take more memory go one after the other; beyond the second figure they are not made. */
const heavyKibibytes = 16 * 1024
const tooHeavyKibibytes = 64 * 1024

/** Tries likely passwords on hashes, each account within its share of the list's budget. */
export class Guesser {
  readonly #options: GuessingOptions
  #left: number
  #heavy: Promise<unknown> = Promise.resolve()

  constructor(options: GuessingOptions) {
    this.#options = options
    this.#left = options.budgetMilliseconds * fullBudgets
  }

  /**
   * The password that opens the hash, if it is among those tried. The estimate of the cost decides how many that
   * are.
   */
  async guess(hash: OpenedHash, account: AccountFacts): Promise<string | undefined> {
    const memory = Number(hash.facts.parameters.memoryKibibytes ?? 0)
    const attempts = memory > tooHeavyKibibytes ? 0 : this.#attempts(hash)
    if (attempts === 0) return undefined
    if (memory < heavyKibibytes) return this.#try(hash, account, attempts)
    const turn = this.#heavy.then(() => this.#try(hash, account, attempts))
    this.#heavy = turn
    return turn
  }

  #attempts({ scheme, facts }: OpenedHash): number {
    const cost = Math.max(leastMilliseconds, scheme.verifyCost(facts))
    const share = Math.min(this.#options.budgetMilliseconds, this.#left / fullBudgets)
    const attempts = Math.floor(share / cost)
    this.#left -= attempts * cost
    return attempts
  }

  async #try(hash: OpenedHash, account: AccountFacts, attempts: number): Promise<string | undefined> {
    const { words, now } = this.#options
    for (const password of candidatePasswords(account, words, now).take(attempts)) {
      const opens = await hash.scheme.verify(password, hash.text, hash.context)
      if (opens === true) return password
      // The library is missing or refuses the text: it will not do better with the next one.
      if (opens === undefined) return undefined
    }
    return undefined
  }
}
