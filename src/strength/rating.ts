import zxcvbn from 'zxcvbn'
import { lengthBucketOf } from '../core/account.ts'
import type { Rating } from '../core/rating.ts'
import { feedbackKey } from './feedback.ts'
import { ratedLength, seenAtOnce } from './unrated.ts'
import { weaknessesOf } from './weaknesses.ts'

/**
 * Rates a password as the zxcvbn package does, `userInputs` being what an attacker knows of its owner. Of a longer
 * one only the first `maxLength` code points are rated, and that is among the suggestions. Blank is 0 without
 * asking zxcvbn.
 */
export function rate(password: string, userInputs: readonly string[], maxLength = ratedLength): Rating {
  const points = [...password]
  if (points.length === 0)
    return { score: 0, guessesLog10: 0, lengthBucket: '0', weaknesses: ['blank'], suggestions: [] }
  const isHead = points.length > maxLength
  const text = isHead ? points.slice(0, maxLength).join('') : password
  const result = zxcvbn(text, [...userInputs])
  const warning = feedbackKey(result.feedback.warning)
  const suggestions = result.feedback.suggestions.flatMap(sentence => feedbackKey(sentence) ?? [])
  return {
    score: result.score,
    guessesLog10: Math.round(result.guesses_log10 * 10) / 10,
    lengthBucket: lengthBucketOf(points.length),
    weaknesses: [...new Set([...weaknessesOf(text, result), ...seenAtOnce(password, userInputs)])],
    ...(warning === undefined ? {} : { warning }),
    suggestions: isHead ? ['strength-rated-head', ...suggestions] : suggestions,
  }
}
