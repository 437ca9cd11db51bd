import { isDigit, numberAt } from '../digits.ts'
import type { Match, Pattern } from '../match.ts'
import { digitTries, signTries, yearTries } from './endings.ts'
import { eraPartAt } from './era-dates.ts'
import type { FoldedWords } from './folded-words.ts'
import { longestText, WrittenText } from './written-text.ts'

/**
 * A password as crackers' rules make them: up to two words and two numbers with signs between them. Rules try these
 * shapes as a whole, so that the parts' tries are multiplied and nothing is added for the number of parts. Three
 * words or more are left to the search, so that a passphrase is never taken for one.
 */
const mostWords = 2
const mostNumbers = 2
const states = (mostWords + 1) * (mostNumbers + 1)
const letterTries = 26
const orders = [1, 1, 2, 6, 24]

const kinds = { word: 0, number: 1, era: 2, signs: 3, letter: 4, ownWord: 5 } as const
type Kind = (typeof kinds)[keyof typeof kinds]
const mostTokens = 96

/** Finds the cheapest way to put a whole password together from words, numbers and signs. */
export class Compounds {
  readonly #words: FoldedWords
  readonly #text = new WrittenText()
  /** By position and state (words and numbers so far): tries, and the step that led there. */
  readonly #tries = new Float64Array((longestText + 1) * states)
  readonly #from = new Int32Array((longestText + 1) * states)
  readonly #kind = new Uint8Array((longestText + 1) * states)
  readonly #entry = new Int32Array((longestText + 1) * states)
  /** By position: whether anything led there. */
  readonly #isReached = new Uint8Array(longestText + 1)
  /** What can stand at the position looked at. */
  readonly #tokenEnds = new Uint8Array(mostTokens)
  readonly #tokenTries = new Float64Array(mostTokens)
  readonly #tokenKinds = new Uint8Array(mostTokens)
  readonly #tokenEntries = new Int32Array(mostTokens)
  #tokens = 0

  constructor(words: FoldedWords) {
    this.#words = words
  }

  /** The whole password as one match, with its parts in `block`; undefined where it is no such shape. */
  find(password: string, ownWords: readonly string[]): Match | undefined {
    if (!this.#text.take(password)) return undefined
    const length = password.length
    this.#tries.fill(Number.POSITIVE_INFINITY, 0, (length + 1) * states)
    this.#tries[0] = 1
    this.#isReached.fill(0, 1, length + 1)
    this.#isReached[0] = 1
    for (let at = 0; at < length; at++) if (this.#isReached[at] === 1) this.#advance(password, at, ownWords)
    const last = this.#isReached[length] === 1 ? this.#cheapest(length) : undefined
    const match = last === undefined ? undefined : this.#matchUpTo(last, length)
    this.#text.forget()
    return match
  }

  #advance(password: string, at: number, ownWords: readonly string[]): void {
    this.#tokens = 0
    this.#takeWords(at, ownWords)
    this.#takeNumbers(password, at)
    this.#takeSigns(at)
    for (let state = 0; state < states; state++) {
      const tries = this.#tries[at * states + state] ?? 0
      if (tries === Number.POSITIVE_INFINITY) continue
      for (let token = 0; token < this.#tokens; token++) this.#step(at * states + state, state, tries, token)
    }
  }

  #step(from: number, state: number, tries: number, token: number): void {
    const kind = this.#tokenKinds[token] ?? 0
    const isWord = kind === kinds.word || kind === kinds.ownWord
    const isNumber = kind === kinds.number || kind === kinds.era
    if (isWord && state >= mostWords * (mostNumbers + 1)) return
    if (isNumber && state % (mostNumbers + 1) === mostNumbers) return
    const next = state + (isWord ? mostNumbers + 1 : isNumber ? 1 : 0)
    const end = this.#tokenEnds[token] ?? 0
    const to = end * states + next
    const sum = tries * (this.#tokenTries[token] ?? 0)
    if (sum >= (this.#tries[to] ?? 0)) return
    this.#isReached[end] = 1
    this.#tries[to] = sum
    this.#from[to] = from
    this.#kind[to] = kind
    this.#entry[to] = this.#tokenEntries[token] ?? 0
  }

  #takeWords(at: number, ownWords: readonly string[]): void {
    const words = this.#words
    words.search(this.#text, at)
    for (let found = 0; found < words.count; found++)
      this.#take(kinds.word, words.ends[found] ?? 0, words.tries[found] ?? 0, words.entries[found] ?? 0)
    for (let index = 0; index < ownWords.length; index++) {
      const word = ownWords[index] ?? ''
      if (!this.#text.standsAt(word, at)) continue
      const end = at + word.length
      this.#take(kinds.ownWord, end, (index + 1) * this.#text.styleTries(at, end, 0), index + 1)
    }
  }

  #takeNumbers(password: string, at: number): void {
    const { lower, length } = this.#text
    let end = at
    while (end < length && isDigit(lower[end] ?? 0)) end++
    if (end > at) this.#take(kinds.number, end, digitTries(lower, at, end), 0)
    if (end - at > 4) this.#take(kinds.number, at + 4, yearTries(numberAt(lower, at, at + 4)), 0)
    const era = end === at ? eraPartAt(password, at) : undefined
    if (era !== undefined) this.#take(kinds.era, era.end + 1, era.guesses, 0)
  }

  /** Signs in a row, and one letter before or after everything else (`t-tanaka`, `sakura2026a`). */
  #takeSigns(at: number): void {
    const { lower, length } = this.#text
    let end = at
    while (end < length && isSign(lower[end] ?? 0)) end++
    if (end > at) this.#take(kinds.signs, end, signTries(lower, at, end), 0)
    else if ((at === 0 || at === length - 1) && isLetter(lower[at] ?? 0))
      this.#take(kinds.letter, at + 1, letterTries * this.#text.styleTries(at, at + 1, 0), 0)
  }

  #take(kind: Kind, end: number, tries: number, entry: number): void {
    if (tries === Number.POSITIVE_INFINITY || this.#tokens === mostTokens) return
    this.#tokenKinds[this.#tokens] = kind
    this.#tokenEnds[this.#tokens] = end
    this.#tokenTries[this.#tokens] = tries
    this.#tokenEntries[this.#tokens] = entry
    this.#tokens++
  }

  #cheapest(length: number): number | undefined {
    let best: number | undefined
    for (let state = 1; state < states; state++) {
      const index = length * states + state
      if (this.#guessesAt(index) < (best === undefined ? Number.POSITIVE_INFINITY : this.#guessesAt(best)))
        best = index
    }
    return best
  }

  #guessesAt(index: number): number {
    const state = index % states
    const parts = Math.floor(state / (mostNumbers + 1)) + (state % (mostNumbers + 1))
    return (this.#tries[index] ?? 0) * (orders[parts] ?? 0)
  }

  #matchUpTo(last: number, length: number): Match | undefined {
    const block: Match[] = []
    for (let index = last; index >= states; index = this.#from[index] ?? 0)
      block.unshift(this.#partUpTo(index))
    const [only, second] = block
    if (only !== undefined && second === undefined) return only.pattern === 'dictionary' ? only : undefined
    return { pattern: 'compound', start: 0, end: length - 1, guesses: this.#guessesAt(last), block }
  }

  #partUpTo(index: number): Match {
    const from = this.#from[index] ?? 0
    const start = Math.floor(from / states)
    const end = Math.floor(index / states) - 1
    const guesses = (this.#tries[index] ?? 0) / (this.#tries[from] ?? 1)
    const entry = this.#entry[index] ?? 0
    const pattern = this.#patternOf(this.#kind[index], start, end)
    if (this.#kind[index] === kinds.ownWord)
      return { pattern, start, end, guesses, dictionary: 'user_inputs', rank: entry }
    if (pattern !== 'dictionary') return { pattern, start, end, guesses }
    return {
      pattern,
      start,
      end,
      guesses,
      dictionary: this.#words.listOf(entry),
      rank: this.#words.rankOf(entry),
    }
  }

  #patternOf(kind: number | undefined, start: number, end: number): Pattern {
    if (kind === kinds.word || kind === kinds.ownWord) return 'dictionary'
    if (kind === kinds.era) return 'era-date'
    if (kind !== kinds.number) return 'bruteforce'
    const digits = end - start + 1
    if (digits === 4 && isYear(numberAt(this.#text.lower, start, end + 1))) return 'regex'
    return digits === 6 || digits === 8 ? 'date' : 'bruteforce'
  }
}

function isYear(number: number): boolean {
  return yearTries(number) < Number.POSITIVE_INFINITY
}

const isLetter = (unit: number) => unit >= 97 && unit <= 122
const isSign = (unit: number) => unit >= 32 && unit < 127 && !isDigit(unit) && !isLetter(unit)
