import { foldLookAlikes } from './look-alikes.ts'

const shortestStem = 3

/** The password without the digits and signs at its ends: the part people keep when they "change" it. */
export function withoutEnds(password: string): string {
  return password.replace(/^[^\p{L}]+/u, '').replace(/[^\p{L}]+$/u, '')
}

/**
 * What is left of a password when ends are cut and look-alikes folded: `Tanaka2025` and `t@naka2026!` have the stem
 * `tanaka`. Undefined below three letters, where equal stems would say nothing.
 */
export function stemOf(password: string): string | undefined {
  const stem = foldLookAlikes(withoutEnds(password.normalize('NFKC')))
  return [...stem].length < shortestStem ? undefined : stem
}

/** Every text the password becomes when one code point is left out, each once. */
export function oneCharacterLess(password: string): readonly string[] {
  const points = [...password]
  return [...new Set(points.map((_, index) => points.toSpliced(index, 1).join('')))]
}
