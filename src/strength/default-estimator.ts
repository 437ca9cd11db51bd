import { openDictionaries } from './dictionaries.ts'
import { type CompanyEstimator, openEstimator } from './estimator.ts'
import { openJapaneseKnowledge } from './japanese/knowledge.ts'
import { packageKnowledge } from './package-knowledge.ts'
import { longestText } from './scanned-text.ts'

/**
 * Opens the estimator for passwords of a Japanese company: of the package's own answer, the one with Japanese
 * knowledge and those for other spellings of the password, the one with the fewest guesses.
 */
export function openDefaultEstimator(): CompanyEstimator {
  const { words, ...ruled } = openDictionaries()
  const { readingsOf, ...extra } = openJapaneseKnowledge(ruled)
  return readingToo(openEstimator({ ...packageKnowledge, words, extra }), readingsOf)
}

function readingToo(
  estimator: CompanyEstimator,
  readingsOf: (password: string) => readonly string[],
): CompanyEstimator {
  return {
    estimate: (password, userInputs) => {
      let weakest = estimator.estimate(password, userInputs)
      for (const reading of readingsOf(password.slice(0, longestText))) {
        const read = estimator.estimate(reading, userInputs)
        if (read.guesses < weakest.guesses) weakest = { ...read, isReading: true }
      }
      return weakest
    },
    withWords: words => readingToo(estimator.withWords(words), readingsOf),
  }
}
