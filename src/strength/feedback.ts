import type { MessageKey } from '../core/message.ts'
import { estimatedText } from './japanese/readings.ts'
import type { Estimate, Match } from './match.ts'

/** What is said of a password: at most one warning, and what to do instead. Nothing of the password is in it. */
export interface Feedback {
  readonly warning?: MessageKey
  readonly suggestions: readonly MessageKey[]
}

/** Lists by what is said of a word on them, alone and as the longest part of a password. */
interface WordWarning {
  readonly lists: readonly string[]
  readonly alone: MessageKey
  readonly within?: MessageKey
}

const wordWarnings: readonly WordWarning[] = [
  { lists: ['english_wikipedia'], alone: 'strength-single-word' },
  {
    lists: ['surnames', 'male_names', 'female_names'],
    alone: 'strength-single-name',
    within: 'strength-common-name',
  },
  {
    lists: ['family-names', 'given-names', 'composed-names', 'ja-firstnames', 'ja-lastnames'],
    alone: 'strength-single-name',
    within: 'strength-common-name',
  },
  { lists: ['user_inputs', 'company_words'], alone: 'strength-own-word', within: 'strength-own-word' },
  { lists: ['places'], alone: 'strength-place', within: 'strength-place' },
  {
    lists: ['goods', 'office', 'departments', 'company-forms', 'servers'],
    alone: 'strength-trade-word',
    within: 'strength-trade-word',
  },
  {
    lists: [
      'seasons',
      'foods',
      'animals',
      'characters',
      'everyday',
      'things',
      'passphrase-words',
      'ja-commonWords',
      'ja-wikipedia',
    ],
    alone: 'strength-japanese-word',
    within: 'strength-japanese-word',
  },
  {
    lists: ['japanese-most-used'],
    alone: 'strength-very-common',
    within: 'strength-similar-to-common',
  },
  {
    lists: ['keyboard-walks'],
    alone: 'strength-keyboard-pattern',
    within: 'strength-keyboard-pattern',
  },
  { lists: ['number-words'], alone: 'strength-number-word', within: 'strength-number-word' },
  { lists: ['kana-keys'], alone: 'strength-kana-keys', within: 'strength-kana-keys' },
  {
    lists: ['twelve-key-presses', 'twelve-key-flicks', 'twelve-key-places'],
    alone: 'strength-phone-keys',
    within: 'strength-phone-keys',
  },
]
const warningOfList = new Map(wordWarnings.flatMap(row => row.lists.map(list => [list, row] as const)))
const ownLists = new Set(['user_inputs', 'company_words'])

/** What is said of each pattern that is not a word. */
const patternFeedback: Readonly<Partial<Record<Match['pattern'], (match: Match) => Feedback>>> = {
  spatial: ({ graph, turns }) => ({
    warning:
      graph === 'jis'
        ? 'strength-japanese-keyboard'
        : turns === 1
          ? 'strength-straight-row'
          : 'strength-keyboard-pattern',
    suggestions: ['strength-longer-pattern'],
  }),
  repeat: ({ start, end, repeats }) => ({
    warning: end - start + 1 === repeats ? 'strength-repeat' : 'strength-repeated-block',
    suggestions: ['strength-avoid-repeats'],
  }),
  sequence: () => ({ warning: 'strength-sequence', suggestions: ['strength-avoid-sequences'] }),
  regex: () => ({
    warning: 'strength-year',
    suggestions: ['strength-avoid-years', 'strength-avoid-own-years'],
  }),
  date: () => ({ warning: 'strength-date', suggestions: ['strength-avoid-own-dates'] }),
  'era-date': () => ({ warning: 'strength-era-date', suggestions: ['strength-avoid-own-dates'] }),
  'era-year': () => ({ warning: 'strength-era-date', suggestions: ['strength-avoid-own-years'] }),
  phone: () => ({ warning: 'strength-phone', suggestions: ['strength-avoid-own-numbers'] }),
  postcode: () => ({ warning: 'strength-postcode', suggestions: ['strength-avoid-own-numbers'] }),
}

/**
 * What to tell of an estimated password: nothing above score 2, otherwise a warning about the longest part and what
 * to do instead. Says what the zxcvbn package says of the patterns it knows, in our sentences.
 */
export function feedbackOf(password: string, estimate: Estimate): Feedback {
  const { matches, score } = estimate
  const [first, ...others] = matches
  if (first === undefined) return { suggestions: ['strength-use-few-words', 'strength-no-symbols-needed'] }
  if (score > 2) return { suggestions: [] }
  const longest = others.reduce((best, match) => (lengthOf(match) > lengthOf(best) ? match : best), first)
  const { warning, suggestions } = feedbackOfMatch(
    estimatedText(password, estimate),
    longest,
    others.length === 0,
  )
  return {
    ...(warning === undefined ? {} : { warning }),
    suggestions: ['strength-add-words', ...suggestions],
  }
}

function feedbackOfMatch(password: string, match: Match, isAlone: boolean): Feedback {
  if (match.pattern === 'dictionary') {
    const warning = wordWarning(match, isAlone)
    return { ...(warning === undefined ? {} : { warning }), suggestions: wordSuggestions(password, match) }
  }
  if (match.pattern === 'compound') return compoundFeedback(password, match.block ?? [])
  return patternFeedback[match.pattern]?.(match) ?? { suggestions: [] }
}

function wordWarning(match: Match, isAlone: boolean): MessageKey | undefined {
  const { dictionary = '', rank = 0, guesses } = match
  if (dictionary === 'passwords') {
    if (isAlone && match.lookAlikes !== true && match.reversed !== true)
      return rank <= 10 ? 'strength-top-10' : rank <= 100 ? 'strength-top-100' : 'strength-very-common'
    return guesses <= 1e4 ? 'strength-similar-to-common' : undefined
  }
  const row = warningOfList.get(dictionary)
  return isAlone ? row?.alone : row?.within
}

/** Capitals, reversal and signs for letters: what the package tells of a word, from the password's own writing. */
function wordSuggestions(password: string, match: Match): readonly MessageKey[] {
  const token = password.slice(match.start, match.end + 1)
  const rows: readonly (readonly [MessageKey, boolean])[] = [
    ['strength-capitals', /^[A-Z][^A-Z]+$/.test(token)],
    ['strength-all-capitals', /^[^a-z]+$/.test(token) && token.toLowerCase() !== token],
    ['strength-reversed', match.reversed === true && token.length >= 4],
    ['strength-substitutions', match.lookAlikes === true],
  ]
  return rows.filter(([, applies]) => applies).map(([key]) => key)
}

/** Words and numbers with signs between them: told by what they are put together from. */
function compoundFeedback(password: string, parts: readonly Match[]): Feedback {
  const words = parts.filter(({ pattern }) => pattern === 'dictionary')
  const hasOwnWord = words.some(({ dictionary = '' }) => ownLists.has(dictionary))
  const warning: MessageKey = hasOwnWord
    ? 'strength-own-word-with-ending'
    : words.length === 0
      ? 'strength-number-with-signs'
      : words.length === 1
        ? 'strength-word-with-ending'
        : 'strength-two-words'
  const suggestions = parts.flatMap(part => feedbackOfMatch(password, part, false).suggestions)
  return { warning, suggestions: [...new Set(suggestions)] }
}

function lengthOf({ start, end }: Match): number {
  return end - start + 1
}
