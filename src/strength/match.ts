/** How a part of a password is guessed: the zxcvbn package's patterns, then those only Kagimori knows. */
export type Pattern =
  | 'dictionary'
  | 'spatial'
  | 'repeat'
  | 'sequence'
  | 'regex'
  | 'date'
  | 'bruteforce'
  | 'era-date'
  | 'era-year'
  | 'phone'
  | 'postcode'
  | 'compound'

/** One part of a password and how many guesses it takes; `start` and `end` (inclusive) count UTF-16 code units. */
export interface Match {
  readonly pattern: Pattern
  readonly start: number
  readonly end: number
  readonly guesses: number
  /** Name of the list the word is on, and its place there (from 1). */
  readonly dictionary?: string
  readonly rank?: number
  readonly reversed?: boolean
  readonly lookAlikes?: boolean
  /** Name of the keyboard walked on, and how often the walk turns. */
  readonly graph?: string
  readonly turns?: number
  /** How often a block is repeated, and what the block is made of; a compound is made of its words and numbers. */
  readonly repeats?: number
  readonly block?: readonly Match[]
  /** What kind of characters a sequence counts through: `lower`, `upper`, `digits`, `unicode`. */
  readonly sequence?: string
}

/** What an estimator answers: score 0–4, guesses, and the cheapest way through the whole password. */
export interface Estimate {
  readonly score: 0 | 1 | 2 | 3 | 4
  readonly guesses: number
  readonly matches: readonly Match[]
  /** Only the head was searched for the cheapest way, by all that begins there; what comes after counts nothing. */
  readonly isHead: boolean
  /** It is the password's other spelling that is this weak: positions count in that. */
  readonly isReading?: true
}

/** Words, lower case, each with its rank: how many words of the list an attacker tries up to it, itself included. */
export interface RankedList {
  readonly name: string
  readonly words: readonly (readonly [word: string, rank: number])[]
}

/**
 * A keyboard: for each character its neighbours in a fixed order of directions, each as the characters on that key
 * (plain, then shifted), null where there is none. The shape of the package's adjacency graphs.
 */
export type KeyGraph = Readonly<Record<string, readonly (string | null)[]>>
