import { signNumbers } from './substitutions.ts'
import { Writing } from './writing.ts'

/** Longer texts are cut here: nothing beyond counts. */
export const longestText = 1024
const capitalSigma = '\u03a3'

/**
 * One text taken apart into arrays that are used again for the next one; positions are UTF-16 code units. Lower case
 * is that of the whole text, or of the whole text turned round; as in the package, its positions are taken for the
 * text's own even where it is longer.
 */
export class ScannedText {
  length = 0
  readonly units = new Uint16Array(longestText)
  readonly forwards = new Writing(longestText)
  readonly backwards = new Writing(longestText)
  /** How many of A to Z, and of a to z, stand before a position. */
  readonly capitalsBefore = new Uint16Array(longestText + 1)
  readonly smallsBefore = new Uint16Array(longestText + 1)
  /** The signs that can stand for letters, as a set of numbers. */
  signSet = 0
  /** By position, the first position from there on that has such a sign; the length if there is none. */
  readonly nextSign = new Uint16Array(longestText + 1)
  hasDigits = false
  /** A sigma is lower-cased by what stands beside it, so that reading a sign as a letter can change it. */
  hasSigma = false
  #text = ''
  /** Up to where the arrays hold anything of a text. */
  #used = 0

  /** Takes a text apart. */
  take(text: string): void {
    this.#text = text
    this.length = Math.min(text.length, longestText)
    this.#used = Math.max(this.#used, this.length)
    this.forwards.length = this.length
    this.backwards.length = this.length
    this.hasSigma = false
    if (this.#takeUnits() > 127) this.#lowerForeign()
    this.#findSigns()
  }

  /** Leaves nothing of the texts since the last time: passwords are not kept, not even here. */
  forget(): void {
    this.#text = ''
    const { forwards, backwards, units } = this
    for (let at = 0; at < this.#used; at++) {
      units[at] = 0
      forwards.units[at] = 0
      forwards.signs[at] = 0
      backwards.units[at] = 0
      backwards.signs[at] = 0
    }
    this.#used = 0
  }

  /** Puts the text into a writing as lower-casing leaves it once the signs are read as letters. */
  readInto(writing: Writing, readings: Uint8Array, offset: number): void {
    const letters = this.#text
      .slice(0, this.length)
      .split('')
      .map(character => {
        const sign = signNumbers[character.charCodeAt(0)] ?? 0
        const letter = readings[offset + sign] ?? 0
        return letter === 0 ? character : String.fromCharCode(letter)
      })
    fill(writing.units, letters.join('').toLowerCase(), this.length)
    writing.length = this.length
  }

  /** Answers the bits that occur in any code unit. */
  #takeUnits(): number {
    const { length, units, capitalsBefore, smallsBefore } = this
    const text = this.#text
    let every = 0
    let digits = 0
    let capitals = 0
    let smalls = 0
    for (let at = 0; at < length; at++) {
      const unit = text.charCodeAt(at)
      every |= unit
      units[at] = unit
      const isCapital = unit >= 65 && unit <= 90
      if (isCapital) capitals++
      else if (unit >= 97 && unit <= 122) smalls++
      else if (unit >= 48 && unit <= 57) digits++
      const lower = isCapital ? unit + 32 : unit
      this.forwards.units[at] = lower
      this.backwards.units[length - 1 - at] = lower
      capitalsBefore[at + 1] = capitals
      smallsBefore[at + 1] = smalls
    }
    this.hasDigits = digits > 0
    return every
  }

  #lowerForeign(): void {
    const text = this.#text.slice(0, this.length)
    this.hasSigma = text.includes(capitalSigma)
    fill(this.forwards.units, text.toLowerCase(), this.length)
    fill(this.backwards.units, text.split('').reverse().join('').toLowerCase(), this.length)
  }

  #findSigns(): void {
    const { units, signs } = this.forwards
    let set = 0
    let next = this.length
    for (let at = this.length - 1; at >= 0; at--) {
      const sign = signNumbers[units[at] ?? 0] ?? 0
      signs[at] = sign
      if (sign !== 0) {
        set |= 1 << sign
        next = at
      }
      this.nextSign[at] = next
    }
    this.nextSign[this.length] = this.length
    this.signSet = set
  }
}

function fill(units: Uint16Array, text: string, length: number): void {
  for (let at = 0; at < length; at++) units[at] = text.charCodeAt(at)
}
