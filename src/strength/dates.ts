import { isDigit, numberAt } from './digits.ts'
import { found, type Lattice } from './lattice.ts'
import type { ScannedText } from './scanned-text.ts'
import { leastYears } from './years.ts'

const earliestYear = 1000
const latestYear = 2050
const daysOfYear = 365
const separators = 4

/** For 4 to 8 digits, how many of them its three numbers can have; which of them is the year, their sizes tell. */
const widths = ['112 211', '122 212', '114 222 411', '124 214 412 421', '224 422']
const shortest = 4
const longest = shortest + widths.length - 1
/** The same as where the second and the third number begin. */
const splits = widths.map(ways =>
  ways.split(' ').map(way => [Number(way[0]), Number(way[0]) + Number(way[1])] as const),
)

/** Adds dates of 4 to 8 digits, and of three numbers with the same separator twice, none of them within another. */
export function findDates(text: ScannedText, lattice: Lattice, thisYear: number): void {
  const { units, length } = text
  let reached = -1
  for (let start = 0; start < lattice.length; start++) {
    if (!isDigit(units[start] ?? 0)) continue
    const digits = digitsFrom(units, start, length)
    const separated = digits <= 4 ? separatedDate(units, start, digits, length) : noDate
    const plain = separated.end > 0 || digits < shortest ? noDate : plainDate(units, start, digits, thisYear)
    const { end, year } = separated.end > 0 ? separated : plain
    if (end <= reached) continue
    reached = end
    const years = Math.max(Math.abs(year - thisYear), leastYears)
    const guesses = years * daysOfYear * (end === separated.end ? separators : 1)
    lattice.add(found.date, false, start, end, guesses, year, 0)
  }
}

/** A date's last position and its year; a last position of −1 says that there is none. */
interface DateFound {
  readonly end: number
  readonly year: number
}
const noDate: DateFound = { end: -1, year: 0 }

/** How many digits stand there, counted up to nine. */
function digitsFrom(units: Uint16Array, start: number, length: number): number {
  let at = start
  while (at < length && at < start + 9 && isDigit(units[at] ?? 0)) at++
  return at - start
}

/** The longest date of digits alone; of several readings the one nearest to this year, of equally near the first. */
function plainDate(units: Uint16Array, start: number, digits: number, thisYear: number): DateFound {
  for (let size = Math.min(digits, longest); size >= shortest; size--) {
    let nearest = Number.POSITIVE_INFINITY
    let best = 0
    for (const [first, second] of splits[size - shortest] ?? []) {
      const year = yearOf(
        numberAt(units, start, start + first),
        numberAt(units, start + first, start + second),
        numberAt(units, start + second, start + size),
      )
      const distance = Math.abs(year - thisYear)
      if (year < 0 || distance >= nearest) continue
      nearest = distance
      best = year
    }
    if (best > 0) return { end: start + size - 1, year: best }
  }
  return noDate
}

/** The longest date with separators, of six to ten characters. */
function separatedDate(units: Uint16Array, start: number, digits: number, length: number): DateFound {
  const separator = units[start + digits] ?? 0
  if (start + digits >= length || !isSeparator(separator)) return noDate
  const second = start + digits + 1
  const middle = digitsFrom(units, second, length)
  const third = second + middle + 1
  if (middle < 1 || middle > 2 || third >= length || units[third - 1] !== separator) return noDate
  const last = Math.min(digitsFrom(units, third, length), 4, start + 10 - third)
  const day = numberAt(units, start, start + digits)
  for (let size = last; size >= 1; size--) {
    if (third + size - start < 6) break
    const year = yearOf(day, numberAt(units, second, second + middle), numberAt(units, third, third + size))
    if (year >= 0) return { end: third + size - 1, year }
  }
  return noDate
}

/**
 * The year of a date of three numbers, −1 where they make none. The day or month stands in the middle, the year at
 * an end; a year of four digits is looked for first, then one of two digits, the last number before the first.
 */
function yearOf(first: number, middle: number, last: number): number {
  if (middle > 31 || middle <= 0) return -1
  if (!isPlausible(first) || !isPlausible(last)) return -1
  const above31 = Number(first > 31) + Number(last > 31)
  const above12 = Number(first > 12) + Number(middle > 12) + Number(last > 12)
  if (above31 === 2 || above12 === 3 || (first === 0 && last === 0)) return -1
  if (last >= earliestYear) return isDayAndMonth(first, middle) ? last : -1
  if (first >= earliestYear) return isDayAndMonth(middle, last) ? first : -1
  if (isDayAndMonth(first, middle)) return inCentury(last)
  if (isDayAndMonth(middle, last)) return inCentury(first)
  return -1
}

function isPlausible(number: number): boolean {
  return number <= 99 || (number >= earliestYear && number <= latestYear)
}

function isDayAndMonth(one: number, other: number): boolean {
  return one >= 1 && other >= 1 && one <= 31 && other <= 31 && (one <= 12 || other <= 12)
}

function inCentury(year: number): number {
  if (year > 99) return year
  return year > 50 ? year + 1900 : year + 2000
}

/** What `\s` matches, slashes, underscore, full stop and hyphen. */
function isSeparator(unit: number): boolean {
  if (unit < 128) return '/\\_.-\t\n\v\f\r '.includes(String.fromCharCode(unit))
  return /\s/.test(String.fromCharCode(unit))
}
