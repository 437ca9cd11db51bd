import { numberWords } from '../words/number-words.ts'

/** Years up to this one are taken for years. */
export const lastYear = 2039
const firstYear = 1930
const fewestYears = 20

/** Signs people put between or after words, the usual first; each costs its place. */
const signs = '!@-_.#*?$%+&/=,:; ~^()\'"[]<>{}|\\`'
/** Signs over 1, 2, 3 … on American and Japanese keyboards, typed one after the other. */
const shiftedCounts = ['!@#$%^&*()', '!"#$%&\'()']

const signPlaces = new Map([...signs].map((sign, index) => [sign.charCodeAt(0), index + 2]))
/** Places of liked numbers; the key is the number behind a 1, so that leading zeros count. */
const likedPlaces = new Map(numberWords.words.map((digits, index) => [Number(`1${digits}`), index + 2]))

/** Tries until these digits (`start` to before `end`) come up at the end of a word: liked ones, years, dates, then all. */
export function digitTries(units: Uint16Array, start: number, end: number): number {
  const length = end - start
  let number = 0
  let sameAsBefore = true
  let step = 0
  for (let at = start; at < end; at++) {
    const digit = (units[at] ?? 0) - 48
    number = number * 10 + digit
    if (at === start) continue
    const difference = (units[at] ?? 0) - (units[at - 1] ?? 0)
    if (at === start + 1) step = difference
    else if (difference !== step) sameAsBefore = false
  }
  const all = 10 ** length
  const run = length > 2 && sameAsBefore && Math.abs(step) <= 1 ? 20 * length : all
  const liked = length <= 10 ? (likedPlaces.get(all + number) ?? all) : all
  return Math.min(all, run, liked, dateTries(number, length))
}

/** Years cost twenty, the older ones their distance; a day of some year 366 times as much. */
function dateTries(number: number, length: number): number {
  if (length === 4) return Math.min(yearTries(number), isDay(number) ? 366 : 1e4)
  if (length === 6) {
    const month = number % 100
    const monthOfYear = month >= 1 && month <= 12 ? 12 * yearTries(Math.floor(number / 100)) : 1e6
    return Math.min(monthOfYear, isDay(number % 1e4) ? 366 * 60 : 1e6)
  }
  if (length === 8) return isDay(number % 1e4) ? 366 * yearTries(Math.floor(number / 1e4)) : 1e8
  return Number.POSITIVE_INFINITY
}

/** Tries for a year, four digits; infinite for a number that is none. */
export function yearTries(number: number): number {
  if (number < firstYear || number > lastYear) return Number.POSITIVE_INFINITY
  return Math.max(fewestYears, lastYear + 1 - fewestYears - number)
}

/** Whether the four digits are a month and a day, in the Japanese order. */
function isDay(number: number): boolean {
  const month = Math.floor(number / 100)
  const day = number % 100
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

/** Tries until these signs come up beside a word; infinite where one is no sign people use. */
export function signTries(units: Uint16Array, start: number, end: number): number {
  const first = signPlaces.get(units[start] ?? 0)
  if (first === undefined) return Number.POSITIVE_INFINITY
  if (end === start + 1) return first
  let tries = first
  let isRepeat = true
  for (let at = start + 1; at < end; at++) {
    tries *= signPlaces.get(units[at] ?? 0) ?? Number.POSITIVE_INFINITY
    if (units[at] !== units[start]) isRepeat = false
  }
  if (isRepeat) return first * (end - start)
  const text = String.fromCharCode(...units.subarray(start, end))
  return shiftedCounts.some(count => count.startsWith(text)) ? 8 * text.length : tries
}
