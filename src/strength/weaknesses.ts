import type { ZXCVBNResult, ZXCVBNSequence } from 'zxcvbn'
import type { WeaknessCode } from '../core/account.ts'
import { stemOf, withoutEnds } from './stem.ts'
import { japaneseMostUsed } from './words/japanese-most-used.ts'
import { japaneseNames } from './words/japanese-names.ts'

/** zxcvbn's names of the patterns it finds, by our code. */
const patternCodes: Readonly<Record<string, WeaknessCode>> = {
  spatial: 'keyboard',
  sequence: 'sequence',
  repeat: 'repeat',
  date: 'date',
  regex: 'date',
}
const shortestPattern = 4
const nameDictionaries: readonly string[] = ['surnames', 'male_names', 'female_names']
/** NIST SP 800-63B compares with lists of this size; OWASP ASVS 6.2.4 names the top 3000. */
const commonRank = 3000
const commonWhole = new Set(japaneseMostUsed)
const commonStems = new Set(japaneseMostUsed.flatMap(word => stemOf(word) ?? []))

/**
 * Why zxcvbn found a password guessable, as codes. A pattern counts when it covers half of the password, or of a
 * weak one four characters.
 */
export function weaknessesOf(password: string, { score, sequence }: ZXCVBNResult): readonly WeaknessCode[] {
  const telling = sequence.filter(
    ({ token }) => token.length * 2 >= password.length || (score <= 2 && token.length >= shortestPattern),
  )
  const patterns = telling.flatMap(({ pattern }) => patternCodes[pattern] ?? [])
  const context = telling.some(match => match.dictionary_name === 'user_inputs')
  return [
    ...(isCommon(password, score, sequence) ? (['common'] as const) : []),
    ...(context ? (['context'] as const) : []),
    ...patterns,
    ...(hasYear(password) && score <= 3 ? (['date'] as const) : []),
    ...(isNameWithDigits(password, sequence) ? (['name-digits'] as const) : []),
  ]
}

/** On a list of common passwords, as it stands or with digits and signs put around it. */
function isCommon(password: string, score: number, sequence: readonly ZXCVBNSequence[]): boolean {
  if (commonWhole.has(password.toLowerCase()) || commonStems.has(stemOf(password) ?? '')) return true
  const core = withoutEnds(password)
  return sequence.some(
    ({ dictionary_name, rank, token }) =>
      (dictionary_name as string) === 'passwords' &&
      rank <= commonRank &&
      (token === password || (withoutEnds(token) === core && core.length >= 4 && score <= 2)),
  )
}

/** zxcvbn knows years up to 2019 only. */
function hasYear(password: string): boolean {
  return /(?<!\d)(?:19[4-9]\d|20[0-3]\d)(?!\d)/.test(password)
}

/** A personal name and nothing but digits and signs around it. */
function isNameWithDigits(password: string, sequence: readonly ZXCVBNSequence[]): boolean {
  const core = withoutEnds(password)
  if (core === password || !/\d/.test(password)) return false
  return (
    japaneseNames.has(core.toLowerCase()) ||
    sequence.some(match => match.token === core && nameDictionaries.includes(match.dictionary_name))
  )
}
