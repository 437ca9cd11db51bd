import languageJa from '@zxcvbn-ts/language-ja'
import { packageLists } from '../../src/strength/package-lists.ts'

/** Strong passwords by how they were made; the same for the same seed. */
export function strongPasswords(seed: number, ofEach: number): Readonly<Record<string, readonly string[]>> {
  const below = random(seed)
  const pick = (from: readonly string[]) => from[below(from.length)] ?? ''
  const english = wordsOf(packageLists.find(({ name }) => name === 'english_wikipedia')?.inOrder ?? [])
  const romaji = wordsOf(languageJa.dictionary.wikipedia)
  const made = (make: () => string) => Array.from({ length: ofEach }, make)
  const characters = (alphabet: string, length: number) =>
    Array.from({ length }, () => pick([...alphabet])).join('')
  const four = (words: readonly string[], between: string) =>
    Array.from({ length: 4 }, () => pick(words)).join(between)
  return {
    'any sign, 12': made(() =>
      characters(`${small}${small.toUpperCase()}${digits}!#$%&()*+-./:;<=>?@[]^_{|}~`, 12),
    ),
    'letters and digits, 12 to 16': made(() =>
      characters(small + small.toUpperCase() + digits, 12 + below(5)),
    ),
    'small letters and digits, 12': made(() => characters(small + digits, 12)),
    'small letters, 14': made(() => characters(small, 14)),
    'without look-alikes, 12': made(() => characters('abcdefghjkmnpqrstuvwxyz23456789', 12)),
    'syllables, 16': made(() =>
      Array.from({ length: 8 }, () => pick([...'kstnhmyrwgzdbp']) + pick([...'aiueo'])).join(''),
    ),
    'kana, 12': made(() =>
      characters(
        'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろ',
        12,
      ),
    ),
    'four English words': made(() => four(english, pick(['-', ' ', '', '.']))),
    'four romaji words': made(() => four(romaji, pick(['-', ' ', '', '_']))),
    'four capitalised romaji words and a digit': made(
      () => `${Array.from({ length: 4 }, () => capitalised(pick(romaji))).join('')}${below(10)}`,
    ),
  }
}

const small = 'abcdefghijklmnopqrstuvwxyz'
const digits = '0123456789'

/** Words as generators of passphrases take them: of four to eight letters, not the most common ones. */
function wordsOf(list: readonly string[]): readonly string[] {
  return list.slice(300, 6000).filter(word => /^[a-z]{4,8}$/.test(word))
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

/** Whole numbers below a limit, from a small generator of full period. */
function random(seed: number): (limit: number) => number {
  let state = seed >>> 0
  return limit => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}
