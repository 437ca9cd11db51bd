import type { MessageKey } from '../core/message.ts'

/** The zxcvbn package's own warnings and suggestions, by the catalogue's sentence that says the same. */
const sentences: Readonly<Record<string, MessageKey>> = {
  'Straight rows of keys are easy to guess': 'strength-straight-row',
  'Short keyboard patterns are easy to guess': 'strength-keyboard-pattern',
  'Repeats like "aaa" are easy to guess': 'strength-repeat',
  'Repeats like "abcabcabc" are only slightly harder to guess than "abc"': 'strength-repeated-block',
  'Sequences like abc or 6543 are easy to guess': 'strength-sequence',
  'Recent years are easy to guess': 'strength-year',
  'Dates are often easy to guess': 'strength-date',
  'This is a top-10 common password': 'strength-top-10',
  'This is a top-100 common password': 'strength-top-100',
  'This is a very common password': 'strength-very-common',
  'This is similar to a commonly used password': 'strength-similar-to-common',
  'A word by itself is easy to guess': 'strength-single-word',
  'Names and surnames by themselves are easy to guess': 'strength-single-name',
  'Common names and surnames are easy to guess': 'strength-common-name',
  'Use a few words, avoid common phrases': 'strength-use-few-words',
  'No need for symbols, digits, or uppercase letters': 'strength-no-symbols-needed',
  'Add another word or two. Uncommon words are better.': 'strength-add-words',
  'Use a longer keyboard pattern with more turns': 'strength-longer-pattern',
  'Avoid repeated words and characters': 'strength-avoid-repeats',
  'Avoid sequences': 'strength-avoid-sequences',
  'Avoid recent years': 'strength-avoid-years',
  'Avoid years that are associated with you': 'strength-avoid-own-years',
  'Avoid dates and years that are associated with you': 'strength-avoid-own-dates',
  "Capitalization doesn't help very much": 'strength-capitals',
  'All-uppercase is almost as easy to guess as all-lowercase': 'strength-all-capitals',
  "Reversed words aren't much harder to guess": 'strength-reversed',
  "Predictable substitutions like '@' instead of 'a' don't help very much": 'strength-substitutions',
}

/** The catalogue's key for a sentence of zxcvbn's; undefined for one it does not have (the empty warning). */
export function feedbackKey(sentence: string): MessageKey | undefined {
  return Object.hasOwn(sentences, sentence) ? sentences[sentence] : undefined
}
