import { findDates } from './dates.ts'
import { describeWay } from './found-match.ts'
import { GivenWords } from './given-words.ts'
import { Keyboards } from './keyboards.ts'
import type { ExtraKnowledge, Knowledge } from './knowledge.ts'
import { found, Lattice, longestSearch } from './lattice.ts'
import type { Estimate, Match } from './match.ts'
import { findRepeats, type Repeat } from './repeats.ts'
import { longestText, ScannedText } from './scanned-text.ts'
import { Search } from './search.ts'
import { findSequences } from './sequences.ts'
import { exactWord, extraWord } from './word-table.ts'
import { WordFinder } from './words-found.ts'
import { findYears } from './years.ts'

/** Estimates how many guesses a password takes an attacker who knows the user inputs, likeliest first. */
export interface Estimator {
  readonly estimate: (password: string, userInputs: readonly string[]) => Estimate
}

/** An estimator that can be told a company's words once for all its passwords: names and brands, likeliest first. */
export interface CompanyEstimator extends Estimator {
  readonly withWords: (words: readonly string[]) => CompanyEstimator
}

/** What is made of knowledge once, and used for every password. */
interface Compiled extends Pick<Knowledge, 'words' | 'lastYear' | 'thisYear'> {
  readonly keyboards: Keyboards
  readonly extra: ExtraKnowledge | undefined
}

const givenNames = ['user_inputs', 'company_words']

/**
 * Opens an estimator: exactly what zxcvbn 4.4.2 answers from the same knowledge; with extra knowledge that answer or
 * the one with it, whichever has fewer guesses.
 */
export function openEstimator(knowledge: Knowledge): CompanyEstimator {
  const { words, graphs, lastYear, thisYear, extra } = knowledge
  const keyboards = new Keyboards(graphs, extra?.graphs ?? {})
  return openFor({ words, keyboards, lastYear, thisYear, extra }, [])
}

function openFor(compiled: Compiled, companyWords: readonly string[]): CompanyEstimator {
  const pass = new Pass(compiled, companyWords)
  return {
    estimate: (password, userInputs) => pass.estimate(password, userInputs),
    withWords: words => openFor(compiled, [...companyWords, ...words]),
  }
}

/** Guesses of a text, without and with the extra knowledge. */
interface Measured {
  readonly exact: number
  readonly wide: number
}

type MeasuredRepeat = Repeat & Measured

/** One password at a time through all finders and the search, in arrays that are used again for the next. */
class Pass {
  readonly #compiled: Compiled
  readonly #text = new ScannedText()
  readonly #lattice = new Lattice()
  readonly #words: WordFinder
  readonly #userInputs = new GivenWords()
  readonly #companyWords: readonly string[]
  #ownWords: readonly string[] = []
  readonly #exactSearch = new Search()
  readonly #wideSearch = new Search()
  /** Guesses of single characters where nothing is known of an owner: many passwords have one twice in a row. */
  readonly #characters = new Map<string, Measured>()
  #parts: readonly Match[] = []
  #exact = 1
  #wide = 1

  constructor(compiled: Compiled, companyWords: readonly string[]) {
    this.#compiled = compiled
    this.#companyWords = companyWords
    const company = new GivenWords()
    company.take(companyWords)
    const given = [
      { words: this.#userInputs, isExtra: false },
      { words: company, isExtra: true },
    ]
    const counting = compiled.extra === undefined ? exactWord : exactWord | extraWord
    this.#words = new WordFinder(compiled.words, counting, this.#text, this.#lattice, given)
  }

  estimate(password: string, userInputs: readonly string[]): Estimate {
    this.#userInputs.take(userInputs)
    this.#ownWords = userInputs.length === 0 ? this.#companyWords : [...userInputs, ...this.#companyWords]
    const matches = this.#wayThrough(password.slice(0, longestText))
    const guesses = this.#wide
    this.#text.forget()
    return { score: scoreOf(guesses), guesses, matches, isHead: password.length > longestSearch }
  }

  /** The cheapest way through a text; its guesses are in `#wide` until the next text comes. */
  #wayThrough(text: string): readonly Match[] {
    this.#measure(text)
    const wide = this.#wide
    const search = wide < this.#exact ? this.#wideSearch : this.#exactSearch
    const { words, keyboards } = this.#compiled
    const names = { table: words, keyboards, given: givenNames, parts: this.#parts }
    // Blocks are searched in the same arrays: only when everything else has been read out of them.
    const matches = describeWay(search, this.#lattice, names).map(({ match, block }) =>
      block === 0
        ? match
        : { ...match, block: this.#wayThrough(text.slice(match.start, match.start + block)) },
    )
    this.#wide = wide
    return matches
  }

  #measure(text: string): void {
    const scanned = this.#text
    scanned.take(text)
    const { length } = scanned
    const head = Math.min(length, longestSearch)
    const repeats = findRepeats(scanned.units, length, head)
    const measured = repeats.map(repeat => this.#measureBlock(text, repeat))
    if (repeats.length > 0) scanned.take(text)
    this.#lattice.open(head, length)
    this.#words.find()
    this.#compiled.keyboards.findWalks(scanned, this.#lattice)
    for (const repeat of measured) this.#addRepeat(repeat)
    findSequences(scanned, this.#lattice)
    if (scanned.hasDigits) this.#findNumbers()
    if (this.#compiled.extra !== undefined) this.#findParts(this.#compiled.extra, text.slice(0, head))
    this.#exact = this.#exactSearch.run(this.#lattice, false)
    this.#wide = this.#exact
    if (this.#lattice.extraCount > 0) {
      this.#wide = Math.min(this.#exact, this.#wideSearch.run(this.#lattice, true, this.#exact))
    }
  }

  #findParts({ findParts }: ExtraKnowledge, head: string): void {
    this.#parts = findParts(head, this.#ownWords)
    for (let index = 0; index < this.#parts.length; index++) {
      const part = this.#parts[index]
      if (part === undefined) continue
      this.#lattice.add(found.part, true, part.start, part.end, part.guesses, index, 0)
    }
  }

  #findNumbers(): void {
    const { lastYear, thisYear, extra } = this.#compiled
    findYears(this.#text, this.#lattice, lastYear, thisYear, false)
    findDates(this.#text, this.#lattice, thisYear)
    if (extra !== undefined) findYears(this.#text, this.#lattice, extra.lastYear, thisYear, true)
  }

  #measureBlock(text: string, repeat: Repeat): MeasuredRepeat {
    const { start, block, count } = repeat
    const { exact, wide } = this.#measured(text.slice(start, start + block))
    return { start, block, count, exact, wide }
  }

  #measured(block: string): Measured {
    const isKept = block.length === 1 && this.#ownWords === this.#companyWords
    const known = isKept ? this.#characters.get(block) : undefined
    if (known !== undefined) return known
    this.#measure(block)
    const measured = { exact: this.#exact, wide: this.#wide }
    if (isKept) this.#characters.set(block, measured)
    return measured
  }

  #addRepeat({ start, block, count, exact, wide }: MeasuredRepeat): void {
    const end = start + block * count - 1
    this.#lattice.add(found.repeat, false, start, end, exact * count, block, count)
    if (wide < exact) this.#lattice.add(found.repeat, true, start, end, wide * count, block, count)
  }
}

const scoreLimits = [1e3, 1e6, 1e8, 1e10]
/** What lies this little above a power of ten does not count as above. */
const slack = 5

/** The score of a number of guesses, 0 to 4. */
export function scoreOf(guesses: number): Estimate['score'] {
  let score = 0
  for (const limit of scoreLimits) if (guesses >= limit + slack) score++
  return score as Estimate['score']
}
