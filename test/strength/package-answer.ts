import zxcvbn from 'zxcvbn'
import type { Estimator } from '../../src/strength/estimator.ts'
import type { Estimate, Match } from '../../src/strength/match.ts'
import type { PasswordCase } from './password-cases.ts'

/** What the zxcvbn package says of a part; its own types leave half of it out. */
interface PackageMatch {
  readonly pattern: Match['pattern']
  readonly i: number
  readonly j: number
  readonly guesses: number
  readonly dictionary_name?: string
  readonly rank?: number
  readonly reversed?: boolean
  readonly l33t?: boolean
  readonly graph?: string
  readonly turns?: number
  readonly repeat_count?: number
  readonly base_matches?: readonly PackageMatch[]
  readonly sequence_name?: string
}

/** Whether the password holds the word of which the package has no rank, see the exact estimator's test. */
export function holdsConstructor(password: string): boolean {
  const text = password
    .toLowerCase()
    .replace(/[({[<]/g, 'c')
    .replace(/[$5]/g, 's')
    .replace(/[+7]/g, 't')
    .replaceAll('0', 'o')
  return [text, [...text].reverse().join('')].some(written => written.includes('constructor'))
}

/** The package's answer in our shape. */
export function packageAnswer(password: string, userInputs: readonly string[]): Estimate {
  const { score, guesses, sequence } = zxcvbn(password, [...userInputs])
  const matches = (sequence as unknown as readonly PackageMatch[]).map(asMatch)
  return { score, guesses, matches, isHead: false }
}

/** How our answer differs from the package's, both as text; undefined where they are the same to the last bit. */
export function differenceOf(
  estimator: Estimator,
  { password, userInputs }: PasswordCase,
): string | undefined {
  const theirs = JSON.stringify(packageAnswer(password, userInputs))
  const ours = JSON.stringify(ordered(estimator.estimate(password, userInputs)))
  return theirs === ours ? undefined : `${JSON.stringify({ password, userInputs })}\n${theirs}\n${ours}`
}

function asMatch(match: PackageMatch): Match {
  return orderedMatch({
    pattern: match.pattern,
    start: match.i,
    end: match.j,
    guesses: match.guesses,
    ...(match.dictionary_name === undefined ? {} : { dictionary: match.dictionary_name }),
    ...(match.rank === undefined ? {} : { rank: match.rank }),
    ...(match.reversed === undefined ? {} : { reversed: match.reversed }),
    ...(match.l33t === undefined ? {} : { lookAlikes: match.l33t }),
    ...(match.graph === undefined ? {} : { graph: match.graph }),
    ...(match.turns === undefined ? {} : { turns: match.turns }),
    ...(match.repeat_count === undefined ? {} : { repeats: match.repeat_count }),
    ...(match.base_matches === undefined ? {} : { block: match.base_matches.map(asMatch) }),
    ...(match.sequence_name === undefined ? {} : { sequence: match.sequence_name }),
  })
}

function ordered({ score, guesses, matches, isHead }: Estimate): Estimate {
  return { score, guesses, matches: matches.map(orderedMatch), isHead }
}

/** The same match with its fields in a fixed order, so that equal ones are equal as text. */
function orderedMatch(match: Match): Match {
  const block = match.block?.map(orderedMatch)
  const fields = Object.entries({ ...match, ...(block === undefined ? {} : { block }) })
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1))) as unknown as Match
}
