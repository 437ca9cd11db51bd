import type { Keyboards } from './keyboards.ts'
import { bruteForce, found, type Lattice, writtenBackwards, writtenWithSigns } from './lattice.ts'
import type { Match, Pattern } from './match.ts'
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
  return Array.from({ length: search.count }, (_, index) => {
    const part = search.parts[index] ?? 0
    const end = search.ends[index] ?? 0
    if (part > 0) return describe(part, end, lattice, names)
    const start = -1 - part
    return {
      match: { pattern: 'bruteforce', start, end, guesses: bruteForce[end - start + 1] ?? 1 },
      block: 0,
    }
  })
}

function describe(entry: number, end: number, lattice: Lattice, names: Names): Described {
  const first = lattice.firsts[entry] ?? 0
  const second = lattice.seconds[entry] ?? 0
  const as = (pattern: Pattern, more: Partial<Match>): Described => {
    const match = { pattern, start: lattice.starts[entry] ?? 0, end, guesses: lattice.guesses[entry] ?? 1 }
    return { match: { ...match, ...more }, block: pattern === 'repeat' ? first : 0 }
  }
  switch (lattice.kinds[entry]) {
    case found.word:
      return as('dictionary', {
        dictionary: names.table.nameOf(first),
        rank: rankOf(first),
        ...writing(second),
      })
    case found.givenWord:
      return as('dictionary', {
        dictionary: names.given[listOf(first)] ?? '',
        rank: rankOf(first),
        ...writing(second),
      })
    case found.keys:
      return as('spatial', { graph: names.keyboards.nameOf(first), turns: second })
    case found.repeat:
      return as('repeat', { repeats: second })
    case found.sequence:
      return as('sequence', { sequence: sequenceName(first) })
    case found.year:
      return as('regex', {})
    case found.date:
      return as('date', {})
    default:
      return as(names.parts[first]?.pattern ?? 'bruteforce', {
        ...names.parts[first],
        end,
        guesses: lattice.guesses[entry] ?? 1,
      })
  }
}

function writing(written: number): Partial<Match> {
  return { reversed: written === writtenBackwards, lookAlikes: written === writtenWithSigns }
}
