import type { WeaknessCode } from '../core/account.ts'
import { openDictionaries } from './dictionaries.ts'
import { isDigit } from './digits.ts'
import { estimatedText } from './japanese/readings.ts'
import { foldRomaji } from './japanese/romaji.ts'
import type { Estimate, Match } from './match.ts'
import { stemOf, withoutEnds } from './stem.ts'
import { TextSet } from './text-set.ts'
import { exactWord, rankOf } from './word-table.ts'
import { familyNames } from './words/family-names.ts'
import { givenNames } from './words/given-names.ts'
import { japaneseMostUsed } from './words/japanese-most-used.ts'

/** Patterns by our code. */
const patternCodes: Readonly<Partial<Record<Match['pattern'], WeaknessCode>>> = {
  spatial: 'keyboard',
  sequence: 'sequence',
  repeat: 'repeat',
  date: 'date',
  regex: 'date',
  'era-date': 'date',
  'era-year': 'date',
}
/** Lists of words by our code. */
const listCodes: Readonly<Record<string, WeaknessCode>> = {
  user_inputs: 'context',
  company_words: 'context',
  'keyboard-walks': 'keyboard',
  'kana-keys': 'keyboard',
  'twelve-key-presses': 'keyboard',
  'twelve-key-flicks': 'keyboard',
  'twelve-key-places': 'keyboard',
}
const nameLists: ReadonlySet<string> = new Set(['surnames', 'male_names', 'female_names'])
const shortestPattern = 4
/** NIST SP 800-63B compares with lists of this size; OWASP ASVS 6.2.4 names the top 3000. */
const commonRank = 3000
const shortestCommon = 4
const stemsOfCommon = japaneseMostUsed.flatMap(word => stemOf(word) ?? [])
const commonStems = new TextSet(stemsOfCommon)
/** Signs may fold to more letters than they are, but not in ASCII; a longer core is no common one. */
const longestCommonStem = Math.max(...stemsOfCommon.map(({ length }) => length))
const commonInJapan = new TextSet(japaneseMostUsed)
const japaneseNames = new TextSet([...familyNames.words, ...givenNames.words].map(foldRomaji))

/**
 * Why an estimate found a password guessable, as codes. A part counts when it covers half of the password, or of a
 * weak one four characters.
 */
export function weaknessesOf(password: string, estimate: Estimate): readonly WeaknessCode[] {
  const { score, matches } = estimate
  const text = estimatedText(password, estimate)
  const [whole] = matches
  // A compound is the whole password.
  const parts = whole?.pattern === 'compound' ? (whole.block ?? []) : matches
  const core = withoutEnds(text)
  const codes: WeaknessCode[] = []
  if (isCommon(text, core, score, parts)) codes.push('common')
  for (const part of parts) {
    const length = lengthOf(part)
    if (length * 2 < text.length && (score > 2 || length < shortestPattern)) continue
    const code = patternCodes[part.pattern] ?? listCodes[part.dictionary ?? '']
    if (code !== undefined) codes.push(code)
  }
  if (score <= 3 && hasYear(text)) codes.push('date')
  if (isNameWithDigits(text, core, parts)) codes.push('name-digits')
  return codes
}

/** On a list of common passwords, as it stands or with digits and signs put around it. */
function isCommon(password: string, core: string, score: number, parts: readonly Match[]): boolean {
  const whole = password.toLowerCase()
  if (commonInJapan.has(whole) || isCommonWord(whole) || hasCommonStem(password, core)) return true
  const canBeCore = core.length >= shortestCommon && score <= 2
  if (canBeCore && isCommonWord(core.toLowerCase())) return true
  return parts.some(part => {
    if (part.dictionary !== 'passwords' || (part.rank ?? 0) > commonRank) return false
    const token = tokenOf(password, part)
    return token === password || (canBeCore && withoutEnds(token) === core)
  })
}

/** No word is on two of the package's lists. */
function isCommonWord(text: string): boolean {
  const { words } = openDictionaries()
  const place = words.placeOf(text)
  if ((place & exactWord) === 0) return false
  const listed = words.exactAt(place)
  return words.nameOf(listed) === 'passwords' && rankOf(listed) <= commonRank
}

function hasCommonStem(password: string, core: string): boolean {
  if (core.length > longestCommonStem && isAscii(password)) return false
  return commonStems.has(stemOf(password) ?? '')
}

function isAscii(text: string): boolean {
  let every = 0
  for (let at = 0; at < text.length; at++) every |= text.charCodeAt(at)
  return every < 128
}

/** A year beside the patterns: one that stands in a longer word or number. */
function hasYear(password: string): boolean {
  return /(?<!\d)(?:19[4-9]\d|20[0-3]\d)(?!\d)/.test(password)
}

/** A personal name and nothing but digits and signs around it. */
function isNameWithDigits(password: string, core: string, parts: readonly Match[]): boolean {
  if (core === '' || core === password || !/\d/.test(password)) return false
  return (
    japaneseNames.has(foldRomaji(core)) ||
    parts.some(part => tokenOf(password, part) === core && nameLists.has(part.dictionary ?? ''))
  )
}

function tokenOf(password: string, { start, end }: Match): string {
  return password.slice(start, end + 1)
}

function lengthOf({ start, end }: Match): number {
  return end - start + 1
}

/** What is seen without an estimate: a word its owner is known by, and whole classes of characters that are missing. */
export function seenAtOnce(password: string, holdsOwnWord: boolean): readonly WeaknessCode[] {
  const codes: WeaknessCode[] = []
  if (holdsOwnWord) codes.push('context')
  const isPlain = isAscii(password)
  if (!(isPlain ? hasPlainLetter(password) : /\p{L}/u.test(password))) codes.push('no-letter')
  if (!(isPlain ? hasPlainDigit(password) : /\p{Nd}/u.test(password))) codes.push('no-digit')
  return codes
}

function hasPlainLetter(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const lower = text.charCodeAt(at) | 32
    if (lower >= 97 && lower <= 122) return true
  }
  return false
}

function hasPlainDigit(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (isDigit(text.charCodeAt(at))) return true
  return false
}
