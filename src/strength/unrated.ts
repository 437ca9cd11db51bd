import { lengthBucketOf, type WeaknessCode } from '../core/account.ts'
import type { Rating } from '../core/rating.ts'
import { holdsWord } from './context.ts'

/**
 * Code points rated as a whole when nothing else is said. zxcvbn's time grows steeply with length: 50 random
 * characters take 11 ms (at most 43 of 15), 100 take 170 ms (421), and would often miss a deadline of 250 ms.
 */
export const ratedLength = 50

/** What can be said of a password whose rating ran past its deadline: never a score. */
export function unrated(password: string, userInputs: readonly string[]): Rating {
  return {
    lengthBucket: lengthBucketOf([...password].length),
    weaknesses: seenAtOnce(password, userInputs),
    tooSlow: true,
    suggestions: ['strength-too-slow'],
  }
}

/** Weaknesses that need no estimate: they stand even where the rating ran out of time. */
export function seenAtOnce(password: string, userInputs: readonly string[]): readonly WeaknessCode[] {
  const codes: readonly (readonly [WeaknessCode, boolean])[] = [
    ['context', holdsWord(password, userInputs)],
    ['no-letter', !/\p{L}/u.test(password)],
    ['no-digit', !/\p{Nd}/u.test(password)],
  ]
  return codes.filter(([, applies]) => applies).map(([code]) => code)
}
