import type { Dictionaries } from '../dictionaries.ts'
import type { KeyGraph, Match } from '../match.ts'
import { Compounds } from './compounds.ts'
import { lastYear } from './endings.ts'
import { eraPartAt } from './era-dates.ts'
import { FoldedWords } from './folded-words.ts'
import { jisGraph } from './jis-graph.ts'
import { phoneAt, postcodeAt, writtenDateAt } from './numbers.ts'
import { readingsOf } from './readings.ts'

/** What an attacker of a Japanese company knows beyond the zxcvbn package and beside words. */
export interface JapaneseKnowledge {
  readonly graphs: Readonly<Record<string, KeyGraph>>
  readonly lastYear: number
  /** Era dates, telephone numbers, postcodes, and the whole password where rules of crackers make it. */
  readonly findParts: (password: string, ownWords?: readonly string[]) => readonly Match[]
  /** Other texts the password stands for: width folded, kana and kanji read as romaji. */
  readonly readingsOf: (password: string) => readonly string[]
}

/** Puts the Japanese knowledge together, with the words that crackers' rules are applied to. */
export function openJapaneseKnowledge(
  dictionaries: Pick<Dictionaries, 'folded' | 'unfolded'>,
): JapaneseKnowledge {
  const compounds = new Compounds(new FoldedWords(dictionaries))
  const findParts = (password: string, ownWords: readonly string[] = []) => {
    const compound = compounds.find(password, ownWords)
    const parts = numberParts(password)
    return compound === undefined ? parts : [...parts, compound]
  }
  return { graphs: { jis: jisGraph }, lastYear, findParts, readingsOf }
}

/** Dates, telephone numbers and postcodes, each where it begins; overlapping ones are left to the search. */
function numberParts(password: string): readonly Match[] {
  const digits = digitsIn(password)
  if (digits === 0 && !password.includes('元')) return []
  const isWritten = /年|nen|月|gatsu|gatu/i.test(password)
  const parts: Match[] = []
  for (let at = 0; at < Math.min(password.length, longestSearched); at++) {
    const era = eraPartAt(password, at)
    if (era !== undefined) parts.push(era)
    const date = isWritten ? writtenDateAt(password, at) : undefined
    if (date !== undefined) parts.push(date)
    const number = digits < fewestDigits ? undefined : (phoneAt(password, at) ?? postcodeAt(password, at))
    if (number !== undefined) parts.push(number)
  }
  return parts
}

/** Parts are looked for in so many code units: more is never searched. */
const longestSearched = 256
/** Digits of the shortest postcode. */
const fewestDigits = 7

function digitsIn(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit >= 48 && unit <= 57) count++
  }
  return count
}
