import { isLengthener, moraAt, plainUnit } from './romaji.ts'

/** Longer texts are not taken. */
export const longestText = 48

/** Letters that digits and signs are written for; `1`, `!` and `|` are an `l` as well, see `FoldedWords`. */
const letterBySign: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '!': 'i',
  '|': 'i',
  '3': 'e',
  '4': 'a',
  '@': 'a',
  '5': 's',
  $: 's',
  '7': 't',
  '+': 't',
  '8': 'b',
  '9': 'g',
  '6': 'g',
  '2': 'z',
}
const signs = Object.keys(letterBySign)
const letters = new Uint16Array(128)
const signBits = new Uint16Array(128)
for (const [index, sign] of signs.entries()) {
  letters[sign.charCodeAt(0)] = (letterBySign[sign] ?? sign).charCodeAt(0)
  signBits[sign.charCodeAt(0)] = 1 << index
}

/** One password taken apart into arrays that are used again for the next one. */
export class WrittenText {
  length = 0
  /** Lower case, and the same with signs read as letters. */
  readonly lower = new Uint16Array(longestText)
  readonly units = new Uint16Array(longestText)
  /** Which sign stands at a position, one bit each; 0 for what was read as it is. */
  readonly signs = new Uint16Array(longestText)
  /** How many capitals, and how many letters of either case, stand before a position. */
  readonly capitalsBefore = new Uint8Array(longestText + 1)
  readonly lettersBefore = new Uint8Array(longestText + 1)
  readonly #moras = new Int32Array(longestText)

  /** Takes a text apart; false for one that is too long. */
  take(text: string): boolean {
    if (text.length > longestText) return false
    this.length = text.length
    let capitals = 0
    let letterCount = 0
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      const lower = plainUnit(unit)
      const sign = unit < 128 ? (signBits[unit] ?? 0) : 0
      this.lower[at] = lower
      this.signs[at] = sign
      this.units[at] = sign === 0 ? lower : (letters[unit] ?? 0)
      if (lower !== unit) capitals++
      if (lower >= 97 && lower <= 122) letterCount++
      this.capitalsBefore[at + 1] = capitals
      this.lettersBefore[at + 1] = letterCount
      this.#moras[at] = 0
    }
    return true
  }

  /** Leaves nothing of the text behind. */
  forget(): void {
    for (let at = 0; at < this.length; at++) {
      this.lower[at] = 0
      this.units[at] = 0
      this.signs[at] = 0
      this.#moras[at] = 0
    }
    this.length = 0
  }

  /** The mora at a position, signs read as letters. */
  moraAt(at: number): number {
    const known = this.#moras[at] ?? 0
    if (known !== 0) return known
    const mora = moraAt(this.units, at, this.length)
    this.#moras[at] = mora
    return mora
  }

  /** Whether the unit at `at` only lengthens the folded letter `last`. */
  isLengthener(at: number, last: number): boolean {
    return isLengthener(this.units, at, this.length, last)
  }

  /** Whether a word stands at a position, whatever its case and the signs written for its letters. */
  standsAt(word: string, at: number): boolean {
    if (word.length < 2 || at + word.length > this.length) return false
    for (let index = 0; index < word.length; index++) {
      const unit = plainUnit(word.charCodeAt(index))
      if (unit !== this.lower[at + index] && unit !== this.units[at + index]) return false
    }
    return true
  }

  /** How many ways to set capitals and signs as in this part are tried before it: the usual ones cost two. */
  styleTries(start: number, end: number, signsUsed: number): number {
    let tries = 1
    for (let rest = signsUsed; rest !== 0; rest &= rest - 1) tries *= 2
    const capitals = (this.capitalsBefore[end] ?? 0) - (this.capitalsBefore[start] ?? 0)
    if (capitals === 0) return tries
    const all = (this.lettersBefore[end] ?? 0) - (this.lettersBefore[start] ?? 0)
    const isUsual =
      capitals === all || (capitals === 1 && (this.#isCapital(start) || this.#isCapital(end - 1)))
    return tries * (isUsual ? 2 : choices(all, Math.min(capitals, all - capitals)))
  }

  #isCapital(at: number): boolean {
    return (this.capitalsBefore[at + 1] ?? 0) > (this.capitalsBefore[at] ?? 0)
  }
}

/** Ways to choose up to `most` of `count`. */
function choices(count: number, most: number): number {
  let sum = 0
  let ways = 1
  for (let chosen = 1; chosen <= most; chosen++) {
    ways = (ways * (count - chosen + 1)) / chosen
    sum += ways
  }
  return sum
}
