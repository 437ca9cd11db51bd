import type { ScannedText } from './scanned-text.ts'
import { signNumbers } from './substitutions.ts'

/** Ways to choose `chosen` of `all`, multiplied out in the package's order so that large ones round alike. */
export function choices(all: number, chosen: number): number {
  if (chosen > all) return 0
  let ways = 1
  for (let divisor = 1; divisor <= chosen; divisor++) {
    ways *= all - divisor + 1
    ways /= divisor
  }
  return ways
}

/** Beyond this many changes no more are counted, so that long words stay quick to rate. */
const mostChanges = 256

/** Ways to change at least one and at most `most` of `all` characters. */
export function changes(all: number, most: number): number {
  const limit = Math.min(most, mostChanges)
  let ways = 0
  for (let changed = 1; changed <= limit; changed++) ways += choices(all, changed)
  return ways
}

/** How many ways of writing capitals an attacker tries up to that of the characters from `start` to `end`. */
export function capitalVariations(text: ScannedText, start: number, end: number): number {
  const { capitalsBefore, smallsBefore, units } = text
  const capitals = (capitalsBefore[end + 1] ?? 0) - (capitalsBefore[start] ?? 0)
  if (capitals === 0) return 1
  const smalls = (smallsBefore[end + 1] ?? 0) - (smallsBefore[start] ?? 0)
  if (smalls === 0) return 2
  if (capitals === 1 && (isCapital(units[start] ?? 0) || isCapital(units[end] ?? 0))) return 2
  return changes(capitals + smalls, Math.min(capitals, smalls))
}

/**
 * How many ways of writing signs for letters an attacker tries up to that of the characters from `start` to `end`,
 * read by the reading that begins at `offset` of `readings`.
 */
export function signVariations(
  text: ScannedText,
  start: number,
  end: number,
  readings: Uint8Array,
  offset: number,
): number {
  let variations = 1
  let seen = 0
  for (let at = start; at <= end; at++) {
    const unit = text.units[at] ?? 0
    const sign = signNumbers[unit] ?? 0
    if (sign === 0 || ((seen >> sign) & 1) === 1) continue
    seen |= 1 << sign
    const letter = readings[offset + sign] ?? 0
    if (letter === 0) continue
    const written = occurrences(text, start, end, unit)
    const plain = occurrences(text, start, end, letter)
    variations *= plain === 0 ? 2 : changes(written + plain, Math.min(written, plain))
  }
  return variations
}

function isCapital(unit: number): boolean {
  return unit >= 65 && unit <= 90
}

const dottedCapitalI = 0x130
const smallI = 105

/** How often a sign or small letter stands there, in either case. */
function occurrences({ units }: ScannedText, start: number, end: number, wanted: number): number {
  let count = 0
  for (let at = start; at <= end; at++) {
    const unit = units[at] ?? 0
    const lower = isCapital(unit) ? unit + 32 : unit === dottedCapitalI ? smallI : unit
    if (lower === wanted) count++
  }
  return count
}
