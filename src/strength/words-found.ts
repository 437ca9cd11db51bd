import type { GivenWords } from './given-words.ts'
import { type Found, found, type Lattice, writtenBackwards, writtenWithSigns } from './lattice.ts'
import { longestText, type ScannedText } from './scanned-text.ts'
import { asWritten, readingLength, readingsOfSigns } from './substitutions.ts'
import { capitalVariations, signVariations } from './variations.ts'
import { exactWord, extraWord, listedAs, rankOf, rootPlace, type WordTable } from './word-table.ts'
import { Writing } from './writing.ts'

/** Words given beside a password, and whether only the extra knowledge takes them in. */
export interface GivenList {
  readonly words: GivenWords
  readonly isExtra: boolean
}

/** Enough bits to tell small letters apart, and how many signs a walk is remembered by. */
const letterBits = 5
const letterMask = (1 << letterBits) - 1
const signsTold = 3

/** Finds words in a text, as they stand, backwards and with signs for letters, and adds them to the lattice. */
export class WordFinder {
  readonly #table: WordTable
  readonly #counting: number
  readonly #text: ScannedText
  readonly #lattice: Lattice
  readonly #given: readonly GivenList[]
  readonly #besideSigma = new Writing(longestText)
  /** By start, the last position that walks without readings looked at. */
  readonly #reached = new Uint16Array(longestText)
  /** By the letters the next signs are read as: the walk that was made with them and met no sign more. */
  readonly #walked = new Uint32Array(1 << (letterBits * signsTold))
  #walk = 0
  #written = 0
  #readings = asWritten
  #offset = 0

  /** `counting` are the bits of words that are added. */
  constructor(
    table: WordTable,
    counting: number,
    text: ScannedText,
    lattice: Lattice,
    given: readonly GivenList[],
  ) {
    this.#table = table
    this.#counting = counting
    this.#text = text
    this.#lattice = lattice
    this.#given = given
  }

  /** Adds the words of the text taken apart last. */
  find(): void {
    const { forwards, backwards, length, hasSigma, signSet } = this.#text
    forwards.readBy(asWritten, 0)
    this.#written = 0
    for (let start = 0; start < this.#lattice.length; start++) {
      this.#reached[start] = this.#findFrom(forwards, start, start)
    }
    this.#written = writtenBackwards
    for (let start = 0; start < length; start++) this.#findFrom(backwards, start, start)
    if (signSet === 0) return
    this.#written = writtenWithSigns
    const readings = readingsOfSigns(signSet)
    if (hasSigma) this.#findBesideSigma(readings)
    else this.#findWithSigns(readings)
  }

  /** A walk finds nothing new unless it comes as far as a sign, and as the walk without readings came. */
  #findWithSigns(readings: Uint8Array): void {
    const { nextSign } = this.#text
    for (let start = 0; start < this.#lattice.length; start++) {
      const first = nextSign[start] ?? 0
      if (first <= (this.#reached[start] ?? 0) && first < this.#text.length) {
        this.#findReadings(start, first, readings)
      }
    }
  }

  /** One walk from `start` for each way to read the signs it meets, in the order of the readings. */
  #findReadings(start: number, first: number, readings: Uint8Array): void {
    const { forwards, nextSign, length } = this.#text
    const second = first < length ? (nextSign[first + 1] ?? length) : length
    const third = second < length ? (nextSign[second + 1] ?? length) : length
    const fourth = third < length ? (nextSign[third + 1] ?? length) : length
    const walk = this.#newWalk()
    const { signs } = forwards
    const [one, two] = [signs[first] ?? 0, second < length ? (signs[second] ?? 0) : 0]
    const three = third < length ? (signs[third] ?? 0) : 0
    for (let offset = 0; offset < readings.length; offset += readingLength) {
      const letters =
        (((readings[offset + one] ?? 0) & letterMask) << (2 * letterBits)) |
        (((readings[offset + two] ?? 0) & letterMask) << letterBits) |
        ((readings[offset + three] ?? 0) & letterMask)
      if (this.#walked[letters] === walk) continue
      forwards.readBy(readings, offset)
      const needed = this.#firstRead(start, first)
      if (needed < 0) continue
      this.#offset = offset
      this.#readings = readings
      const reached = this.#findFrom(forwards, start, needed)
      if (reached < fourth || fourth === length) this.#walked[letters] = walk
    }
  }

  /** The first sign from `first` on that is read as a letter, if the walk without readings came as far; else −1. */
  #firstRead(start: number, first: number): number {
    const { forwards, nextSign, length } = this.#text
    const last = this.#reached[start] ?? 0
    let at = first
    while (at < length && at <= last && forwards.letterAt(at) === 0) at = nextSign[at + 1] ?? length
    return at < length && at <= last ? at : -1
  }

  #findBesideSigma(readings: Uint8Array): void {
    this.#readings = readings
    for (this.#offset = 0; this.#offset < readings.length; this.#offset += readingLength) {
      this.#text.readInto(this.#besideSigma, readings, this.#offset)
      for (let start = 0; start < this.#lattice.length; start++) {
        this.#findFrom(this.#besideSigma, start, start)
      }
    }
    this.#besideSigma.units.fill(0, 0, this.#text.length)
  }

  #newWalk(): number {
    this.#walk++
    if (this.#walk > 0xffff_ffff) {
      this.#walked.fill(0)
      this.#walk = 1
    }
    return this.#walk
  }

  /** Adds words from `start` that end at `needed` or later; answers the last position that was looked at. */
  #findFrom(writing: Writing, start: number, needed: number): number {
    let reached = this.#findListed(writing, start, needed)
    for (let list = 0; list < this.#given.length; list++) {
      const given = this.#given[list]
      const first = writing.unitAt(start)
      if (given === undefined || !given.words.mayBeginWith(first)) continue
      const second = start + 1 < writing.length ? writing.unitAt(start + 1) : 0
      const alone = this.#findGiven(list, given.words.chainOf(first, 0), writing, start, needed)
      const longer = this.#findGiven(list, given.words.chainOf(first, second), writing, start, needed)
      reached = Math.max(reached, start + 1, alone, longer)
    }
    return reached
  }

  #findListed(writing: Writing, start: number, needed: number): number {
    const { length } = writing
    let place = rootPlace
    for (let at = start; at < length; at++) {
      place = this.#table.step(place, writing.unitAt(at))
      if (place === 0) return at
      const words = place & this.#counting
      if (words !== 0 && at >= needed) this.#addListed(place, words, start, at)
    }
    return length
  }

  #addListed(place: number, words: number, start: number, end: number): void {
    if (words & exactWord) this.#addWord(found.word, false, start, end, this.#table.exactAt(place))
    if (words & extraWord) this.#addWord(found.word, true, start, end, this.#table.extraAt(place))
  }

  #findGiven(list: number, chain: number, writing: Writing, start: number, needed: number): number {
    let reached = start
    const given = this.#given[list]
    if (given === undefined) return reached
    for (let word = chain; word !== 0; word = given.words.next(word)) {
      const length = given.words.sameAt(word, writing, start)
      if (start + length > reached) reached = start + length
      if (length < (given.words.lengths[word] ?? 0) || start + length <= needed) continue
      const listed = listedAs(list, given.words.ranks[word] ?? 0)
      this.#addWord(found.givenWord, given.isExtra, start, start + length - 1, listed)
    }
    return reached
  }

  #addWord(kind: Found, isExtra: boolean, from: number, to: number, listed: number): void {
    const text = this.#text
    const isBackwards = this.#written === writtenBackwards
    const start = isBackwards ? text.length - 1 - to : from
    const end = isBackwards ? text.length - 1 - from : to
    let guesses = rankOf(listed) * capitalVariations(text, start, end)
    if (this.#written === writtenWithSigns) {
      if (start === end) return
      guesses *= signVariations(text, start, end, this.#readings, this.#offset)
    } else if (isBackwards) guesses *= 2
    this.#lattice.add(kind, isExtra, start, end, guesses, listed, this.#written)
  }
}
