import languageJa from '@zxcvbn-ts/language-ja'
import type { KeyGraph, Match, RankedList } from '../match.ts'
import { packageKnowledge } from '../package-knowledge.ts'
import { fixedLists, ownLists } from '../words/own-lists.ts'
import type { WordList } from '../words/word-list.ts'
import { Compounds } from './compounds.ts'
import { lastYear } from './endings.ts'
import { eraPartAt } from './era-dates.ts'
import { FoldedWords } from './folded-words.ts'
import { jisGraph } from './jis-graph.ts'
import { typedInKana } from './kana-keys.ts'
import { phoneAt, postcodeAt, writtenDateAt } from './numbers.ts'
import { readingsOf } from './readings.ts'
import { spellingsOf } from './spellings.ts'

/** What an attacker of a Japanese company knows beyond the zxcvbn package. */
export interface JapaneseKnowledge {
  readonly lists: readonly RankedList[]
  readonly graphs: Readonly<Record<string, KeyGraph>>
  readonly lastYear: number
  /** Era dates, telephone numbers, postcodes, and the whole password where rules of crackers make it. */
  readonly findParts: (password: string, ownWords?: readonly string[]) => readonly Match[]
  /** Other texts the password stands for: width folded, kana and kanji read as romaji. */
  readonly readingsOf: (password: string) => readonly string[]
}

type Words = Pick<WordList, 'name' | 'words'>

/** How many words of the package's lists crackers' rules are applied to. */
const ruledWords: Readonly<Record<string, number>> = {
  passwords: 8_000,
  english_wikipedia: 5_000,
  us_tv_and_film: 3_000,
  surnames: 2_000,
  male_names: 1_000,
  female_names: 1_500,
}

/** How many words of each of our lists are typed in kana as well. */
const typedWords = 150

/** Puts the Japanese knowledge together; the words for `findParts` are folded at its first call. */
export function openJapaneseKnowledge(): JapaneseKnowledge {
  const typed = typedInKana([...new Set(ownLists.flatMap(({ words }) => words.slice(0, typedWords)))])
  const asTheyStand = [...fixedLists, ...typed, ...borrowedLists()]
  let compounds: Compounds | undefined
  const findParts = (password: string, ownWords: readonly string[] = []) => {
    compounds ??= openCompounds([...ownLists, ...asTheyStand])
    const compound = compounds.find(password, ownWords)
    const parts = numberParts(password)
    return compound === undefined ? parts : [...parts, compound]
  }
  const lists = [...ownLists.map(withSpellings), ...asTheyStand.map(ranked)]
  return { lists, graphs: { jis: jisGraph }, lastYear, findParts, readingsOf }
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

function openCompounds(lists: readonly Words[]): Compounds {
  const ruled = packageKnowledge.lists.map(({ name, inOrder }) => ({
    name,
    inOrder: inOrder.slice(0, ruledWords[name] ?? 0),
  }))
  const ordered = lists.map(({ name, words }) => ({ name, inOrder: words }))
  return new Compounds(new FoldedWords([...ordered, ...ruled]))
}

function ranked({ name, words }: Words): RankedList {
  return { name, words: words.map((word, index) => [word, index + 1]) }
}

function withSpellings({ name, words }: Words): RankedList {
  return {
    name,
    words: words.flatMap((word, index) => spellingsOf(word).map(spelt => [spelt, index + 1] as const)),
  }
}

/** The words of language-ja, which spells `shu`, `cho`, `ju` as two syllables (`shiyu`): here in the usual spelling. */
function borrowedLists(): readonly Words[] {
  return Object.entries(languageJa.dictionary).map(([name, words]) => ({
    name: `ja-${name}`,
    words: words.map(word => word.replace(/(?<=sh|ch|j)iy(?=[uo])/, '')),
  }))
}
