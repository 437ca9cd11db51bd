import { seeded } from './password-cases.ts'

/** A password made to keep an estimator busy. */
export interface HostilePassword {
  readonly family: string
  readonly password: string
}

/** So many hostile passwords of each family, the same for the same seed. */
export function hostilePasswords(seed: number, ofEach: number): readonly HostilePassword[] {
  const below = seeded(seed)
  const pick = (from: readonly string[] | string) => from[below(from.length)] ?? ''
  const text = (from: readonly string[] | string, length: number) =>
    Array.from({ length }, () => pick(from)).join('')
  const families: Readonly<Record<string, () => string>> = {
    'signs, 20 to 100': () => text(signs, 20 + below(81)),
    'signs, 256': () => text(signs, 256),
    'signs, 1000': () => text(signs, 1000),
    'signs and letters': () => text(`${signs}aeilost`, 256),
    'words in signs': () => text(wordsInSigns, 40),
    'one character, 1000': () => 'a'.repeat(1000),
    'one character': () => 'a1@'.charAt(below(3)).repeat(100 + below(900)),
    'two characters': () => 'ab'.repeat(500),
    'random, 256': () => text(printable, 256),
    'random, 1000': () => text(printable, 1000),
    'digits, 1000': () => text('0123456789', 1000),
    dates: () => text('1290-/.', 256),
    combining: () => 'a\u0301\u0302'.repeat(300),
    surrogates: () => Array.from({ length: 500 }, () => String.fromCharCode(0xd800 + below(2048))).join(''),
    emoji: () => text(['😀', '😁', '🗝️'], 300),
    'growing in lower case': () => 'İ'.repeat(1000),
    sigma: () => text('Σσ1|!4a', 256),
    walks: () => 'qwqwqwertrewq'.repeat(40),
    'shifted walks': () => text('qQwWaA', 256),
    'Fibonacci word': () => fibonacci(1000),
    'blocks of blocks': () => blocksOfBlocks(1000),
    pairs: () => Array.from({ length: 500 }, () => pick(printable).repeat(2)).join(''),
    'short words': () => text(['the', 'love', 'me', 'a', 'in', 'is', 'on', 'it'], 120),
    'no square': () => withoutSquares(1000),
    'a million': () => 'ab1'.repeat(333_333),
  }
  return Object.entries(families).flatMap(([family, make]) =>
    Array.from({ length: ofEach }, () => ({ family, password: make() })),
  )
}

const signs = '4@8({[<3691!|70$5+%2'
const wordsInSigns = ['p4$$w0rd', '1ll1|c1t', '7!74n1|_|m', '@55455!n', '(0n(3p7']
const printable = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index))

function fibonacci(length: number): string {
  let [shorter, longer] = ['a', 'ab']
  while (longer.length < length) [shorter, longer] = [longer, longer + shorter]
  return longer.slice(0, length)
}

function blocksOfBlocks(length: number): string {
  let text = 'ab'
  for (let level = 0; text.length < length; level++) text = text + text + 'cdefgh'.charAt(level % 6)
  return text
}

/** Thue's word of three letters, in which no block follows itself. */
function withoutSquares(length: number): string {
  const next: Readonly<Record<string, string>> = { a: 'abc', b: 'ac', c: 'b' }
  let text = 'a'
  while (text.length < length) text = [...text].map(letter => next[letter]).join('')
  return text.slice(0, length)
}
