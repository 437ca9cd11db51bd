import { packageKnowledge } from '../../src/strength/package-knowledge.ts'
import { packageLists } from '../../src/strength/package-lists.ts'

/** A password and what an attacker knows of its owner. */
export interface PasswordCase {
  readonly family: string
  readonly password: string
  readonly userInputs: readonly string[]
}

/** A whole number from 0 up to but not including the given one. */
export type Below = (limit: number) => number

/** Numerical Recipes' linear congruential generator: the same numbers for the same seed. */
export function seeded(seed: number): Below {
  let state = seed >>> 0
  return limit => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}

const alphabets = {
  letters: 'abcdefghijklmnopqrstuvwxyz',
  mixed: 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789!@#$%^&*()-_=+[]{};:,./?',
  signs: '4@8({[<3691!|70$5+%2aeiost',
  digits: '0123456789',
  dates: '0123456789/-. ',
  few: 'aA1!',
  foreign: ' éİıΣσςſ日本ａ\ud83d\ude00\ud800\udc00i1\n\0\u0301ß\u2028',
} as const

const signsOf: Readonly<Record<string, string>> = {
  a: '4@',
  b: '8',
  c: '({[<',
  e: '3',
  g: '69',
  i: '1!|',
  l: '1|7',
  o: '0',
  s: '$5',
  t: '+7',
  x: '%',
  z: '2',
}

/** Passwords of every family in turn without end; each family as likely as it is cheap for the package to rate. */
export function* passwordCases(seed: number): Generator<PasswordCase> {
  const below = seeded(seed)
  for (;;) {
    for (const [family, make] of Object.entries(families)) {
      const password = make(below)
      yield { family, password, userInputs: below(4) === 0 ? inputsFor(password, below) : [] }
    }
    if (below(120) === 0) yield longCase(below)
  }
}

const families: Readonly<Record<string, (below: Below) => string>> = {
  random: below => textOf(alphabets.mixed, 1 + below(14), below),
  letters: below => textOf(alphabets.letters, 1 + below(12), below),
  word: below => wordFrom(below),
  mangled: below => mangled(wordFrom(below), below) + textOf(alphabets.digits, below(4), below),
  signs: below => textOf(alphabets.signs, 1 + below(8), below),
  'word with signs': below => withSigns(wordFrom(below), below) + textOf('!1$', below(2), below),
  date: below => textOf(alphabets.dates, 4 + below(9), below),
  'word and year': below => mangled(wordFrom(below), below) + (1880 + below(190)),
  written: below => writtenDate(below) + (below(3) === 0 ? wordFrom(below) : ''),
  keys: below => walk(below) + (below(3) === 0 ? textOf(alphabets.digits, below(4), below) : ''),
  repeat: below => repeated(below),
  sequence: below => sequence(below) + (below(2) === 0 ? sequence(below) : ''),
  few: below => textOf(alphabets.few, 1 + below(14), below),
  foreign: below => textOf(alphabets.foreign, 1 + below(7), below) + (below(2) === 0 ? wordFrom(below) : ''),
  joined: below => Array.from({ length: 2 + below(3) }, () => wordFrom(below)).join('-_ '.charAt(below(6))),
  backwards: below => turned(wordFrom(below)) + textOf(alphabets.digits, below(3), below),
}

/** Up to 100 characters, of kinds that the package rates in less than a second. */
function longCase(below: Below): PasswordCase {
  const makers: readonly (() => string)[] = [
    () => textOf(alphabets.letters, 60 + below(41), below),
    () => 'a'.repeat(30 + below(71)),
    () => repeated(below).repeat(6).slice(0, 100),
    () =>
      Array.from({ length: 8 }, () => wordFrom(below).replace(/[^a-z]/g, 'q'))
        .join('')
        .slice(0, 90),
    () => textOf(alphabets.dates, 40, below),
    () => walk(below).repeat(12).slice(0, 60),
  ]
  return { family: 'long', password: makers[below(makers.length)]?.() ?? '', userInputs: [] }
}

function textOf(alphabet: string, length: number, below: Below): string {
  return Array.from({ length }, () => alphabet.charAt(below(alphabet.length))).join('')
}

/** A word of the package's lists, every other time a frequent one. */
function wordFrom(below: Below): string {
  const list = packageLists[below(packageLists.length)]?.inOrder ?? []
  return list[below(below(2) === 0 ? Math.min(1000, list.length) : list.length)] ?? ''
}

function mangled(word: string, below: Below): string {
  const cased = [...word].map((character, at) =>
    below(at === 0 ? 2 : 9) === 0 ? character.toUpperCase() : character,
  )
  return below(9) === 0 ? word.toUpperCase() : cased.join('')
}

function withSigns(word: string, below: Below): string {
  return [...mangled(word, below)]
    .map(character => {
      const signs = signsOf[character.toLowerCase()] ?? ''
      return signs !== '' && below(3) === 0 ? signs.charAt(below(signs.length)) : character
    })
    .join('')
}

function writtenDate(below: Below): string {
  const year = below(2) === 0 ? 1930 + below(120) : below(100)
  const parts =
    [
      [1 + below(32), 1 + below(13), year],
      [year, 1 + below(13), 1 + below(32)],
    ][below(2)] ?? []
  const padded = parts.map(part => (below(2) === 0 ? String(part).padStart(2, '0') : String(part)))
  return padded.join(['', '', '-', '/', '.', '_', ' ', '\\', '\u00a0'][below(9)])
}

/** A walk over one of the package's keyboards, from key to neighbouring key, shifted at times. */
function walk(below: Below): string {
  const graphs = Object.values(packageKnowledge.graphs)
  const graph = graphs[below(graphs.length)] ?? {}
  const keys = Object.keys(graph)
  let key = keys[below(keys.length)] ?? ''
  let direction = below(6)
  let walked = key
  for (let step = 2 + below(9); step > 0; step--) {
    if (below(4) === 0) direction = below(8)
    const next = graph[key]?.[direction] ?? graph[key]?.find(neighbour => neighbour !== null) ?? key
    key = next.charAt(below(7) === 0 ? next.length - 1 : 0)
    walked += key
  }
  return walked
}

function repeated(below: Below): string {
  const block = below(2) === 0 ? textOf(alphabets.few, 1 + below(4), below) : wordFrom(below).slice(0, 8)
  const ends = () => textOf(alphabets.mixed, below(3), below)
  return ends() + block.repeat(2 + below(3)) + ends() + (below(4) === 0 ? block + block : '')
}

function sequence(below: Below): string {
  const step = below(11) - 5
  const start = [48, 65, 97, 0x3042, 0x400][below(5)] ?? 48
  const first = start + below(10) + (step < 0 ? 12 : 0)
  return String.fromCharCode(...Array.from({ length: 2 + below(6) }, (_, at) => first + at * step))
}

function turned(text: string): string {
  return [...text].reverse().join('')
}

/** Words of the owner: pieces of the password, as it stands or in another case, and others; at times one twice. */
function inputsFor(password: string, below: Below): readonly string[] {
  const inputs = Array.from({ length: 1 + below(4) }, () => {
    const start = below(password.length)
    const piece = password.slice(start, start + 1 + below(8))
    return [piece, piece.toUpperCase(), turned(piece), wordFrom(below), withoutSigns(piece)][below(5)] ?? ''
  })
  return below(5) === 0 ? [...inputs, ...inputs.slice(0, 1), ''] : inputs
}

function withoutSigns(text: string): string {
  const letterOf = Object.entries(signsOf).flatMap(([letter, signs]) =>
    [...signs].map(sign => [sign, letter]),
  )
  const letters: Readonly<Record<string, string>> = Object.fromEntries(letterOf)
  return [...text].map(character => letters[character] ?? character).join('')
}
