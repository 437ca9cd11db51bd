/** Words an attacker tries, likeliest first: lower case, romaji with long vowels written out (`toukyou`). */
export interface WordList {
  /** How the list is called in an estimate. */
  readonly name: string
  /** Where the words and their order come from. */
  readonly source: string
  readonly words: readonly string[]
}

/** A list from words written one after another; a word that comes twice keeps its first place. */
export function wordList(name: string, source: string, text: string): WordList {
  return { name, source, words: [...new Set(text.trim().split(/\s+/))] }
}
