import type { WordList } from '../words/word-list.ts'
import { jisRows } from './jis-graph.ts'
import { writeKana } from './kana.ts'

/** Kana on the keys of `jisRows`, plain and with shift; `-` where there is none. */
const kanaRows = [
  'ぬふあうえおやゆよわほへー',
  'たていすかんなにらせ゛゜',
  'ちとしはきくまのりれけむ',
  'つさそひこみもねるめろ',
]
const shiftedKana: Readonly<Record<string, string>> = {
  ぁ: '#',
  ぅ: '$',
  ぇ: '%',
  ぉ: '&',
  ゃ: "'",
  ゅ: '(',
  ょ: ')',
  を: '0',
  ぃ: 'E',
  っ: 'Z',
}
const keyByKana = new Map([
  ...kanaRows.flatMap((row, y) =>
    [...row].map((kana, x) => [kana, jisRows[y]?.[x]?.charAt(0) ?? ''] as const),
  ),
  ...Object.entries(shiftedKana),
])

/** Kana of a telephone's keys 1 to 9 and 0, in the order in which a key gives them. */
const phoneKeys = [
  'あいうえお',
  'かきくけこ',
  'さしすせそ',
  'たちつてと',
  'なにぬねの',
  'はひふへほ',
  'まみむめも',
  'やゆよ',
  'らりるれろ',
  'わをん',
]
interface PhoneKey {
  readonly digit: string
  readonly presses: number
}
const keyPresses = new Map<string, PhoneKey>(
  phoneKeys.flatMap((row, key) =>
    [...row].map((kana, index) => [kana, { digit: String((key + 1) % 10), presses: index + 1 }] as const),
  ),
)
const plainKana: Readonly<Record<string, string>> = { ゃ: 'や', ゅ: 'ゆ', ょ: 'よ', っ: 'つ' }

const source = 'made by code from our lists'
const shortest = 3

/**
 * What appears when these words are typed in kana: on a keyboard that writes ASCII (`sakura` gives `xho`), and as
 * digits on a telephone, pressed until the kana comes (`32229`), one key a kana (`329`), key with place (`312391`).
 */
export function typedInKana(words: readonly string[]): readonly WordList[] {
  const written = words.flatMap(word => writeKana(word) ?? []).map(kana => [...kana].flatMap(lettersOf))
  const list = (name: string, keyOf: (letter: string) => string | undefined) => {
    const texts = written.map(letters => spelt(letters, keyOf)).filter(text => text.length >= shortest)
    return { name, source, words: [...new Set(texts)] }
  }
  const phone = (of: (key: PhoneKey) => string) => (letter: string) => {
    const key = keyPresses.get(plainKana[letter] ?? letter)
    return key === undefined ? undefined : of(key)
  }
  return [
    list('kana-keys', letter => keyByKana.get(letter)?.toLowerCase()),
    list(
      'twelve-key-presses',
      phone(({ digit, presses }) => digit.repeat(presses)),
    ),
    list(
      'twelve-key-flicks',
      phone(({ digit }) => digit),
    ),
    list(
      'twelve-key-places',
      phone(({ digit, presses }) => digit + presses),
    ),
  ]
}

/** The keys one after the other; empty when a letter has none. */
function spelt(letters: readonly string[], keyOf: (letter: string) => string | undefined): string {
  const keys = letters.map(keyOf)
  return keys.includes(undefined) ? '' : keys.join('')
}

/** A kana with its voicing mark apart, where it has one: the mark is a key of its own. */
function lettersOf(kana: string): readonly string[] {
  if (keyByKana.has(kana)) return [kana]
  return [...kana.normalize('NFD').replace('\u3099', '゛').replace('\u309a', '゜')]
}
