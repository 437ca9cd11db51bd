import { isDigit, numberAt } from './digits.ts'
import { found, type Lattice } from './lattice.ts'
import type { ScannedText } from './scanned-text.ts'

const firstRecentYear = 1900
/** However near the year is, this many are tried. */
export const leastYears = 20

/** Adds years of four digits from 1900 to `lastYear`, left to right and apart from each other. */
export function findYears(
  text: ScannedText,
  lattice: Lattice,
  lastYear: number,
  thisYear: number,
  isExtra: boolean,
): void {
  const { units, length } = text
  for (let start = 0, digits = 0; start + digits < length && start < lattice.length; ) {
    if (!isDigit(units[start + digits] ?? 0)) {
      start += digits + 1
      digits = 0
      continue
    }
    if (++digits < 4) continue
    const year = numberAt(units, start, start + 4)
    const isRecent = year >= firstRecentYear && year <= lastYear
    if (isRecent) {
      const guesses = Math.max(Math.abs(year - thisYear), leastYears)
      lattice.add(found.year, isExtra, start, start + 3, guesses, year, 0)
    }
    start += isRecent ? 4 : 1
    digits = isRecent ? 0 : 3
  }
}
