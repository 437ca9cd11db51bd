import { foldLookAlikes } from './look-alikes.ts'

const shortestStem = 3

/** The password without the digits and signs at its ends: the part people keep when they "change" it. */
export function withoutEnds(password: string): string {
  let start = 0
  let end = password.length
  while (start < end && isPlainSign(password.charCodeAt(start))) start += 1
  while (end > start && isPlainSign(password.charCodeAt(end - 1))) end -= 1
  const core = password.slice(start, end)
  if (isPlain(core.charCodeAt(0)) && isPlain(core.charCodeAt(core.length - 1))) return core
  return core.replace(/^[^\p{L}]+/u, '').replace(/[^\p{L}]+$/u, '')
}

function isPlain(unit: number): boolean {
  return unit < 128
}

/** ASCII, and no letter. */
function isPlainSign(unit: number): boolean {
  const lower = unit | 32
  return isPlain(unit) && (lower < 97 || lower > 122)
}

/**
 * What is left of a password when ends are cut and look-alikes folded: `Tanaka2025` and `t@naka2026!` have the stem
 * `tanaka`. Undefined below three letters, where equal stems would say nothing.
 */
export function stemOf(password: string): string | undefined {
  const stem = foldLookAlikes(withoutEnds(password.normalize('NFKC')))
  return [...stem].length < shortestStem ? undefined : stem
}

/** A number counted up, not two look-alikes as in `pa55word`. */
const countedNumber = /(\p{N})(?!\1(?!\p{N}))\p{N}+/gu

/**
 * The stem without the numbers inside it, which people count up as they do those at the ends: `Kagi2025-Mori` and
 * `kagi2026-mori!` have the root `kagi-mori`. Undefined as the stem is.
 */
export function rootOf(password: string): string | undefined {
  return stemOf(withoutEnds(password.normalize('NFKC')).replaceAll(countedNumber, ''))
}

/** Of a longer one the texts alone would take its length squared; nobody comes by such a password by adding a sign. */
const longestLessened = 128

/** Every text the password becomes when one code point is left out, each once; none of more than 128 code points. */
export function oneCharacterLess(password: string): readonly string[] {
  if (password.length > 2 * longestLessened) return []
  const points = [...password]
  if (points.length > longestLessened) return []
  return [...new Set(points.map((_, index) => points.toSpliced(index, 1).join('')))]
}
