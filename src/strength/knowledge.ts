import type { KeyGraph, Match } from './match.ts'
import type { WordTable } from './word-table.ts'

/** Lower-case words, most used first: the first has rank 1. */
export interface OrderedList {
  readonly name: string
  readonly inOrder: readonly string[]
}

/** What an attacker is taken to know: the words, keyboards and years a password is guessed from. */
export interface Knowledge {
  /** Extra words in it count with extra knowledge only. */
  readonly words: WordTable
  readonly graphs: Readonly<Record<string, KeyGraph>>
  /** Years up to this one are recent, from 1900; `thisYear` is the one years and dates are counted from. */
  readonly lastYear: number
  readonly thisYear: number
  /** Known to some attackers only: counts where it makes a password weaker. */
  readonly extra?: ExtraKnowledge
}

/**
 * Knowledge on top of the package's. `findParts` answers parts that are no words with their guesses; it is told the
 * words given beside the password.
 */
export interface ExtraKnowledge {
  readonly graphs: Readonly<Record<string, KeyGraph>>
  readonly lastYear: number
  readonly findParts: (password: string, ownWords: readonly string[]) => readonly Match[]
}
