import zxcvbn from 'zxcvbn'
import { type Assessment, lengthBucketOf, type WeaknessCode } from '../core/account.ts'
import type { MessageKey } from '../core/message.ts'
import { holdsWord } from './context.ts'
import { feedbackKey } from './feedback.ts'
import { weaknessesOf } from './weaknesses.ts'

/** What is kept of a rated password, and what its owner is told. Without a score it was not rated (`tooSlow`). */
export type Rating = Pick<Assessment, 'score' | 'guessesLog10' | 'lengthBucket' | 'weaknesses' | 'tooSlow'> & {
  readonly warning?: MessageKey
  readonly suggestions: readonly MessageKey[]
}

/**
 * Code points rated as a whole when nothing else is said. zxcvbn's time grows steeply with length: 50 random characters
 * take 11 ms (at most 43 of 15), 100 take 170 ms (421), and would often miss a deadline of 250 ms.
 */
export const ratedLength = 50

/**
 * Rates a password as the zxcvbn package does, `userInputs` being what an attacker knows of its owner. Of a longer one
 * only the first `maxLength` code points are rated, and that is among the suggestions. Blank is 0 without asking zxcvbn.
 */
export function rate(password: string, userInputs: readonly string[], maxLength = ratedLength): Rating {
  const points = [...password]
  if (points.length === 0) return { score: 0, guessesLog10: 0, lengthBucket: '0', weaknesses: ['blank'], suggestions: [] }
  const isHead = points.length > maxLength
  const text = isHead ? points.slice(0, maxLength).join('') : password
  const result = zxcvbn(text, [...userInputs])
  const warning = feedbackKey(result.feedback.warning)
  const suggestions = result.feedback.suggestions.flatMap(sentence => feedbackKey(sentence) ?? [])
  return {
    score: result.score,
    guessesLog10: Math.round(result.guesses_log10 * 10) / 10,
    lengthBucket: lengthBucketOf(points.length),
    weaknesses: [
      ...new Set([...weaknessesOf(text, result), ...seenAtOnce(password, userInputs)]),
    ],
    ...(warning === undefined ? {} : { warning }),
    suggestions: isHead ? ['strength-rated-head', ...suggestions] : suggestions,
  }
}

/** What can be said of a password whose rating ran past its deadline: never a score. */
export function unrated(password: string, userInputs: readonly string[]): Rating {
  return {
    lengthBucket: lengthBucketOf([...password].length),
    weaknesses: seenAtOnce(password, userInputs),
    tooSlow: true,
    suggestions: ['strength-too-slow'],
  }
}

function seenAtOnce(password: string, userInputs: readonly string[]): readonly WeaknessCode[] {
  const codes: readonly (readonly [WeaknessCode, boolean])[] = [
    ['context', holdsWord(password, userInputs)],
    ['no-letter', !/\p{L}/u.test(password)],
    ['no-digit', !/\p{Nd}/u.test(password)],
  ]
  return codes.filter(([, applies]) => applies).map(([code]) => code)
}
