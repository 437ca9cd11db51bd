import type { Keyboards } from './keyboards.ts'
import { bruteForce, found, type Lattice, writtenBackwards, writtenWithSigns } from './lattice.ts'
import type { Match } from './match.ts'
import type { Search } from './search.ts'
import { sequenceName } from './sequences.ts'
import { listOf, rankOf, type WordTable } from './word-table.ts'

/** Where the names stand that lattice entries refer to by number. */
export interface Names {
  readonly table: WordTable
  /** Names of the lists given beside a password. */
  readonly given: readonly string[]
  readonly keyboards: Keyboards
  readonly parts: readonly Match[]
}

/** A match and, if it is a repeat, how many characters its block has; 0 otherwise. */
export interface Described {
  readonly match: Match
  readonly block: number
}

/** Describes each part of the way a search found last. */
export function describeWay(search: Search, lattice: Lattice, names: Names): readonly Described[] {
  const way: Described[] = []
  for (let index = 0; index < search.count; index++) {
    const part = search.parts[index] ?? 0
    const end = search.ends[index] ?? 0
    way.push(part > 0 ? describe(part, end, lattice, names) : filledFrom(-1 - part, end))
  }
  return way
}

function filledFrom(start: number, end: number): Described {
  const guesses = bruteForce[end - start + 1] ?? 1
  return { match: { pattern: 'bruteforce', start, end, guesses }, block: 0 }
}

function describe(entry: number, end: number, lattice: Lattice, names: Names): Described {
  const kind = lattice.kinds[entry]
  const first = lattice.firsts[entry] ?? 0
  return {
    match: matchOf(kind, end, entry, lattice, names),
    block: kind === found.repeat ? first : 0,
  }
}

function matchOf(
  kind: number | undefined,
  end: number,
  entry: number,
  lattice: Lattice,
  names: Names,
): Match {
  const first = lattice.firsts[entry] ?? 0
  const second = lattice.seconds[entry] ?? 0
  const start = lattice.starts[entry] ?? 0
  const guesses = lattice.guesses[entry] ?? 1
  switch (kind) {
    case found.word:
      return wordOf(start, end, guesses, names.table.nameOf(first), rankOf(first), second)
    case found.givenWord:
      return wordOf(start, end, guesses, names.given[listOf(first)] ?? '', rankOf(first), second)
    case found.keys:
      return { pattern: 'spatial', start, end, guesses, graph: names.keyboards.nameOf(first), turns: second }
    case found.repeat:
      return { pattern: 'repeat', start, end, guesses, repeats: second }
    case found.sequence:
      return { pattern: 'sequence', start, end, guesses, sequence: sequenceName(first) }
    case found.year:
      return { pattern: 'regex', start, end, guesses }
    case found.date:
      return { pattern: 'date', start, end, guesses }
    default:
      return { pattern: 'bruteforce', ...names.parts[first], start, end, guesses }
  }
}

function wordOf(
  start: number,
  end: number,
  guesses: number,
  dictionary: string,
  rank: number,
  written: number,
): Match {
  const reversed = written === writtenBackwards
  const lookAlikes = written === writtenWithSigns
  return { pattern: 'dictionary', start, end, guesses, dictionary, rank, reversed, lookAlikes }
}
