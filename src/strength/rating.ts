import { lengthBucketOf } from '../core/account.ts'
import type { Rating } from '../core/rating.ts'
import { openDefaultEstimator } from './default-estimator.ts'
import type { CompanyEstimator } from './estimator.ts'
import { feedbackOf } from './feedback.ts'
import { longestSearch } from './lattice.ts'
import { seenAtOnce, weaknessesOf } from './weaknesses.ts'

/** Code points that are rated: what the search goes over, in 5 ms at most. */
export const ratedLength = longestSearch

/** Opened by the first rating: its dictionaries take 200 ms and 25 MB that not every process needs. */
let estimator: CompanyEstimator | undefined

/**
 * Rates a password by the default estimator, `userInputs` being what an attacker knows of its owner. Of a longer one
 * only the first `ratedLength` code points are rated, and that is among the suggestions. Blank is 0 without asking.
 */
export function rate(password: string, userInputs: readonly string[]): Rating {
  const points = [...password]
  if (points.length === 0)
    return { score: 0, guessesLog10: 0, lengthBucket: '0', weaknesses: ['blank'], suggestions: [] }
  const text = points.length > ratedLength ? points.slice(0, ratedLength).join('') : password
  estimator ??= openDefaultEstimator()
  const estimate = estimator.estimate(text, userInputs)
  const { suggestions, ...warning } = feedbackOf(text, estimate)
  const isHead = text !== password || estimate.isHead
  return {
    score: estimate.score,
    guessesLog10: Math.round(Math.log10(estimate.guesses) * 10) / 10,
    lengthBucket: lengthBucketOf(points.length),
    weaknesses: [...new Set([...weaknessesOf(text, estimate), ...seenAtOnce(password, userInputs)])],
    ...warning,
    suggestions: isHead ? ['strength-rated-head', ...suggestions] : suggestions,
  }
}
