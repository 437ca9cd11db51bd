import type { Rating } from '../core/rating.ts'
import { openWordSearch } from './context.ts'
import { openDefaultEstimator } from './default-estimator.ts'
import type { CompanyEstimator } from './estimator.ts'
import { feedbackOf } from './feedback.ts'
import { longestSearch } from './lattice.ts'
import type { Estimate } from './match.ts'
import { seenAtOnce, weaknessesOf } from './weaknesses.ts'

/** Code points that are rated: what the search goes over, in 5 ms at most. */
export const ratedLength = longestSearch

/** What a rating says without words for people. */
export type Strength = Pick<Rating, 'score' | 'guessesLog10' | 'length' | 'weaknesses'>

/** Rates passwords, `userInputs` being what an attacker knows of their owner. */
export interface Rater {
  /**
   * Of a longer password only the first `ratedLength` code points are rated, and that is among the suggestions. Blank
   * is 0 without asking.
   */
  readonly rate: (password: string, userInputs: readonly string[]) => Rating
  /** As `rate`, without warning and suggestions: for whole lists, where nobody would read them. */
  readonly measure: (password: string, userInputs: readonly string[]) => Strength
}

const blank: Strength = { score: 0, guessesLog10: 0, length: 0, weaknesses: ['blank'] }

/** Opened by the first rating: its dictionaries take 200 ms and 25 MB that not every process needs. */
let estimator: CompanyEstimator | undefined

/** Opens a rater by the default estimator, for attackers who know these words of the company: prepared once. */
export function openRater(companyWords: readonly string[]): Rater {
  let own: CompanyEstimator | undefined
  const holdsCompanyWord = openWordSearch(companyWords)
  const estimate = (text: string, userInputs: readonly string[]) => {
    estimator ??= openDefaultEstimator()
    own ??= companyWords.length === 0 ? estimator : estimator.withWords(companyWords)
    return own.estimate(text, userInputs)
  }
  const strengthOf = (password: string, text: string, found: Estimate, userInputs: readonly string[]) => {
    const holdsWord = openWordSearch(userInputs)(password) || holdsCompanyWord(password)
    const weaknesses = weaknessesOf(text, found)
    for (const code of seenAtOnce(password, holdsWord)) if (!weaknesses.includes(code)) weaknesses.push(code)
    return {
      score: found.score,
      guessesLog10: Math.round(Math.log10(found.guesses) * 10) / 10,
      length: pointsOf(password),
      weaknesses,
    }
  }
  return {
    rate: (password, userInputs) => {
      if (password === '') return { ...blank, suggestions: [] }
      const text = headOf(password)
      const found = estimate(text, userInputs)
      const { suggestions, ...warning } = feedbackOf(text, found)
      const isHead = text !== password || found.isHead
      return {
        ...strengthOf(password, text, found, userInputs),
        ...warning,
        suggestions: isHead ? ['strength-rated-head', ...suggestions] : suggestions,
      }
    },
    measure: (password, userInputs) => {
      if (password === '') return blank
      const text = headOf(password)
      return strengthOf(password, text, estimate(text, userInputs), userInputs)
    },
  }
}

/** For an attacker who knows nothing of the company. */
export const { rate } = openRater([])

function headOf(password: string): string {
  if (password.length <= ratedLength) return password
  const points = [...password]
  return points.length > ratedLength ? points.slice(0, ratedLength).join('') : password
}

/** Code points in a text. */
function pointsOf(text: string): number {
  let count = text.length
  for (let at = 1; at < text.length; at++) {
    const isPair = (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800
    if (isPair) count -= 1
  }
  return count
}
