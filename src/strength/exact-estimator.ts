import { openDictionaries } from './dictionaries.ts'
import { type Estimator, openEstimator } from './estimator.ts'
import { packageKnowledge } from './package-knowledge.ts'

/**
 * Opens the estimator that answers what `zxcvbn` 4.4.2 answers: score, guesses and sequence, for every password of up
 * to 100 characters. Only `constructor` and `__proto__` within a password differ: there the package takes JavaScript's
 * own names for words without a rank.
 */
export function openExactEstimator(): Estimator {
  return openEstimator({ ...packageKnowledge, words: openDictionaries().words })
}
