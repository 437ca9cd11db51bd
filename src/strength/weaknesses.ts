import type { WeaknessCode } from '../core/account.ts'
import { openDictionaries } from './dictionaries.ts'
import { isDigit } from './digits.ts'
import { estimatedText } from './japanese/readings.ts'
import { foldRomaji, longestFolded } from './japanese/romaji.ts'
import { foldLookAlikes } from './look-alikes.ts'
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
const apostrophe = 39
const japaneseNames = new TextSet([...familyNames.words, ...givenNames.words].map(foldRomaji))

/**
 * Why an estimate found a password guessable, as codes, each once. A part counts when it covers half of the password,
 * or of a weak one four characters.
 */
export function weaknessesOf(password: string, estimate: Estimate): WeaknessCode[] {
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
    if (code !== undefined && !codes.includes(code)) codes.push(code)
  }
  if (score <= 3 && !codes.includes('date') && hasYear(text)) codes.push('date')
  if (isNameWithDigits(text, core, parts)) codes.push('name-digits')
  return codes
}

/** On a list of common passwords, as it stands or with digits and signs put around it. */
function isCommon(password: string, core: string, score: number, parts: readonly Match[]): boolean {
  const whole = password.toLowerCase()
  if (commonInJapan.has(whole) || isCommonWord(whole) || hasCommonStem(password, core)) return true
  const canBeCore = core.length >= shortestCommon && score <= 2
  if (canBeCore && isCommonWord(core.toLowerCase())) return true
  for (const part of parts) {
    if (part.dictionary !== 'passwords' || (part.rank ?? 0) > commonRank) continue
    const token = tokenOf(password, part)
    if (token === password || (canBeCore && withoutEnds(token) === core)) return true
  }
  return false
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
  if (!isAscii(password)) return commonStems.has(stemOf(password) ?? '')
  return core.length <= longestCommonStem && commonStems.has(foldLookAlikes(core))
}

function isAscii(text: string): boolean {
  let every = 0
  for (let at = 0; at < text.length; at++) every |= text.charCodeAt(at)
  return every < 128
}

/** A year beside the patterns: one that stands in a longer word or number. */
function hasYear(password: string): boolean {
  let digits = 0
  for (let at = 0; at <= password.length; at++) {
    if (isDigit(password.charCodeAt(at))) digits += 1
    else {
      if (digits === 4 && isTellingYear(Number(password.slice(at - 4, at)))) return true
      digits = 0
    }
  }
  return false
}

function isTellingYear(year: number): boolean {
  return year >= 1940 && year < 2040
}

/** A personal name and nothing but digits and signs around it. */
function isNameWithDigits(password: string, core: string, parts: readonly Match[]): boolean {
  if (core === '' || core === password || !hasPlainDigit(password)) return false
  for (const part of parts) {
    const mayBeCore = lengthOf(part) === core.length && nameLists.has(part.dictionary ?? '')
    if (mayBeCore && tokenOf(password, part) === core) return true
  }
  return mayBeSpelling(core) && japaneseNames.has(foldRomaji(core))
}

/** False where a sign or digit is in what is folded of a text: no name is spelt with one. */
function mayBeSpelling(text: string): boolean {
  const end = Math.min(text.length, longestFolded)
  for (let at = 0; at < end; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 128 && !isPlainLetter(unit) && unit !== apostrophe) return false
  }
  return true
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
    if (isPlainLetter(text.charCodeAt(at))) return true
  }
  return false
}

function isPlainLetter(unit: number): boolean {
  const lower = unit | 32
  return lower >= 97 && lower <= 122
}

function hasPlainDigit(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (isDigit(text.charCodeAt(at))) return true
  return false
}
