import { lengthBucketOf } from '../core/account.ts'
import type { Rating } from '../core/rating.ts'
import { openDefaultEstimator } from './default-estimator.ts'
import type { CompanyEstimator } from './estimator.ts'
import { feedbackOf } from './feedback.ts'
import { longestSearch } from './lattice.ts'
import type { Estimate } from './match.ts'
import { seenAtOnce, weaknessesOf } from './weaknesses.ts'

/** Code points that are rated: what the search goes over, in 5 ms at most. */
export const ratedLength = longestSearch

/** Opened by the first rating: its dictionaries take 200 ms and 25 MB that not every process needs. */
let estimator: CompanyEstimator | undefined

/** What a rating says without words for people. */
export type Strength = Pick<Rating, 'score' | 'guessesLog10' | 'lengthBucket' | 'weaknesses'>

/**
 * Rates a password by the default estimator, `userInputs` being what an attacker knows of its owner. Of a longer one
 * only the first `ratedLength` code points are rated, and that is among the suggestions. Blank is 0 without asking.
 */
export function rate(password: string, userInputs: readonly string[]): Rating {
  if (password === '') return { ...blank, suggestions: [] }
  const text = headOf(password)
  const estimate = estimateOf(text, userInputs)
  const { suggestions, ...warning } = feedbackOf(text, estimate)
  const isHead = text !== password || estimate.isHead
  return {
    ...strengthOf(password, text, estimate, userInputs),
    ...warning,
    suggestions: isHead ? ['strength-rated-head', ...suggestions] : suggestions,
  }
}

/** As `rate`, without warning and suggestions: for whole lists, where nobody would read them. */
export function measure(password: string, userInputs: readonly string[]): Strength {
  if (password === '') return blank
  const text = headOf(password)
  return strengthOf(password, text, estimateOf(text, userInputs), userInputs)
}

const blank: Strength = { score: 0, guessesLog10: 0, lengthBucket: '0', weaknesses: ['blank'] }

function headOf(password: string): string {
  if (password.length <= ratedLength) return password
  const points = [...password]
  return points.length > ratedLength ? points.slice(0, ratedLength).join('') : password
}

function estimateOf(text: string, userInputs: readonly string[]): Estimate {
  estimator ??= openDefaultEstimator()
  return estimator.estimate(text, userInputs)
}

function strengthOf(
  password: string,
  text: string,
  estimate: Estimate,
  userInputs: readonly string[],
): Strength {
  return {
    score: estimate.score,
    guessesLog10: Math.round(Math.log10(estimate.guesses) * 10) / 10,
    lengthBucket: lengthBucketOf(pointsOf(password)),
    weaknesses: [...new Set([...weaknessesOf(text, estimate), ...seenAtOnce(password, userInputs)])],
  }
}

/** Code points in a text. */
function pointsOf(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}
