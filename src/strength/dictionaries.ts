import { shortestWord } from './japanese/folded-words.ts'
import { foldRomaji } from './japanese/romaji.ts'
import { japaneseLists, ruledLists } from './japanese/word-lists.ts'
import type { OrderedList } from './knowledge.ts'
import { packageLists } from './package-lists.ts'
import type { WordTable } from './word-table.ts'
import { makeWordTable } from './word-table-maker.ts'

/** All words that passwords are estimated with, in tables that are walked and never changed. */
export interface Dictionaries {
  /** The package's words and, as extra ones, ours. */
  readonly words: WordTable
  /** Words that crackers' rules are applied to: those of letters alone, folded, and all others as they stand. */
  readonly folded: WordTable
  readonly unfolded: WordTable
}

let made: Dictionaries | undefined

/** Makes the dictionaries out of their lists: 300 ms, once. Packed ones (`dictionary-pack/dictionaries.ts`) take their place. */
export function openDictionaries(): Dictionaries {
  made ??= {
    words: makeWordTable(packageLists, japaneseLists()),
    folded: ruledWords(word => (isLettersOnly(word) ? foldRomaji(word) : '')),
    unfolded: ruledWords(word => (isLettersOnly(word) || isNumber(word) ? '' : word)),
  }
  return made
}

/** A blank keeps the place of a word that belongs to the other table. */
function ruledWords(keep: (word: string) => string): WordTable {
  const kept = ({ name, inOrder }: OrderedList): OrderedList => ({
    name,
    inOrder: inOrder.map(word => (word.length < shortestWord ? '' : keep(word))),
  })
  return makeWordTable(ruledLists().map(kept))
}

function isLettersOnly(word: string): boolean {
  return !/[^a-z'āīūēō]/.test(word)
}

/** Numbers are counted by `digitTries`. */
function isNumber(word: string): boolean {
  return !/\D/.test(word)
}
