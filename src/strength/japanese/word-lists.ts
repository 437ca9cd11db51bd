import languageJa from '@zxcvbn-ts/language-ja'
import type { OrderedList } from '../knowledge.ts'
import type { RankedList } from '../match.ts'
import { packageLists } from '../package-lists.ts'
import { fixedLists, ownLists } from '../words/own-lists.ts'
import type { WordList } from '../words/word-list.ts'
import { typedInKana } from './kana-keys.ts'
import { spellingsOf } from './spellings.ts'

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

/** The words an attacker of a Japanese company knows beyond the zxcvbn package, in all spellings. */
export function japaneseLists(): readonly RankedList[] {
  return [...ownLists.map(withSpellings), ...listsAsTheyStand().map(ranked)]
}

/** The words that crackers' rules are applied to, ours in one spelling. */
export function ruledLists(): readonly OrderedList[] {
  const ours = [...ownLists, ...listsAsTheyStand()].map(({ name, words }) => ({ name, inOrder: words }))
  const ruled = packageLists.map(({ name, inOrder }) => ({
    name,
    inOrder: inOrder.slice(0, ruledWords[name] ?? 0),
  }))
  return [...ours, ...ruled]
}

function listsAsTheyStand(): readonly Words[] {
  const typed = typedInKana([...new Set(ownLists.flatMap(({ words }) => words.slice(0, typedWords)))])
  return [...fixedLists, ...typed, ...borrowedLists()]
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
