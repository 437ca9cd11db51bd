/** A consonant group as written before certain letters, and what all its spellings are folded to. */
interface Consonant {
  readonly written: string
  readonly before: string
  readonly folded: string
}

const consonants: readonly Consonant[] = [
  { written: 'sh', before: 'i', folded: 's' },
  { written: 'sh', before: 'aueo', folded: 'sy' },
  { written: 'ch', before: 'i', folded: 't' },
  { written: 'ch', before: 'aueo', folded: 'ty' },
  { written: 'cy', before: 'aueo', folded: 'ty' },
  { written: 'c', before: 'c', folded: 't' },
  { written: 'ts', before: 'u', folded: 't' },
  { written: 'dz', before: 'u', folded: 'z' },
  { written: 'd', before: 'iu', folded: 'z' },
  { written: 'f', before: 'u', folded: 'h' },
  { written: 'j', before: 'iy', folded: 'z' },
  { written: 'j', before: 'aueo', folded: 'zy' },
  { written: 'm', before: 'bmp', folded: 'n' },
  { written: 'l', before: 'aiueoly', folded: 'r' },
]

/** Letters that only lengthen the one before them: `tou`, `too` and `toh` are `to`, `kei` is `ke`, `sinn` is `sin`. */
const lengtheners: Readonly<Record<string, string>> = {
  a: 'a',
  i: 'i',
  u: 'u',
  e: 'ei',
  o: 'ouh',
  n: "n'",
}
const vowelsWithMacron: Readonly<Record<string, string>> = { a: 'āâ', i: 'īî', u: 'ūû', e: 'ēê', o: 'ōô' }

const plainVowel = new Map(
  Object.entries(vowelsWithMacron).flatMap(([vowel, marked]) =>
    [...marked].map(letter => [letter.charCodeAt(0), vowel.charCodeAt(0)]),
  ),
)
const ascii = 128
/** By first unit: how else the group goes on, before what, and the mora it makes. */
const groups = Array.from({ length: ascii }, (_, unit) =>
  consonants
    .filter(({ written }) => written.charCodeAt(0) === unit)
    .map(({ written, before, folded }) => ({
      second: written.length === 2 ? written.charCodeAt(1) : 0,
      before: codesOf(before),
      mora: pack(folded.charCodeAt(0), folded.length === 2 ? folded.charCodeAt(1) : 0, written.length),
    })),
)
/** 1 where the second unit lengthens the first. */
const lengthened = new Uint8Array(ascii * ascii)
for (const [letter, by] of Object.entries(lengtheners))
  for (const unit of codesOf(by)) lengthened[letter.charCodeAt(0) * ascii + unit] = 1
const afterConsonantH = codesOf('aiueoy')
const letterH = 'h'.charCodeAt(0)

/** Lower case and without macrons, as code units: what `moraAt` and `isLengthener` read. */
export function plainUnit(unit: number): number {
  if (unit < 128) return unit >= 65 && unit <= 90 ? unit + 32 : unit
  return plainVowel.get(unit) ?? unit
}

/**
 * The letter or consonant group at `at`, in whichever romanisation it stands (Hepburn, Kunrei, word processor), as
 * one number: `firstOf`, `secondOf` and `lengthOf` take it apart. Looks two units ahead and never behind.
 */
export function moraAt(units: Uint16Array, at: number, end: number): number {
  const first = units[at] ?? 0
  if (first >= ascii) return pack(first, 0, 1)
  for (const { second, before, mora } of groups[first] ?? []) {
    if (second !== 0 && (at + 1 >= end || units[at + 1] !== second)) continue
    const next = at + lengthOf(mora)
    if (next < end && before.has(units[next] ?? 0)) return mora
  }
  return pack(first, 0, 1)
}

/** Whether the unit at `at` only lengthens the folded letter `last`; an `h` before a vowel is a consonant. */
export function isLengthener(units: Uint16Array, at: number, end: number, last: number): boolean {
  const unit = units[at] ?? 0
  if (unit >= ascii || last >= ascii || lengthened[last * ascii + unit] === 0) return false
  return unit !== letterH || at + 1 >= end || !afterConsonantH.has(units[at + 1] ?? 0)
}

/** First folded letter of a mora, second one or 0, and how many units were read. */
export const firstOf = (mora: number) => mora >>> 16
export const secondOf = (mora: number) => (mora >>> 8) & 255
export const lengthOf = (mora: number) => mora & 255

/** So many letters of a word are folded. */
export const longestFolded = 64
const scratch = new Uint16Array(longestFolded)

/**
 * The one spelling all romanisations of a word share: `toukyou`, `tokyo`, `tōkyō`, `tokyoh` → `tokyo`;
 * `shinbashi`, `simbasi` → `sinbasi`. Never longer than the word; letters beyond the 64th are left out.
 */
export function foldRomaji(word: string): string {
  const end = Math.min(word.length, longestFolded)
  for (let at = 0; at < end; at++) scratch[at] = plainUnit(word.charCodeAt(at))
  let folded = ''
  let last = 0
  for (let at = 0; at < end; ) {
    if (isLengthener(scratch, at, end, last)) {
      at++
      continue
    }
    const mora = moraAt(scratch, at, end)
    folded += String.fromCharCode(firstOf(mora))
    last = secondOf(mora) || firstOf(mora)
    if (last !== firstOf(mora)) folded += String.fromCharCode(last)
    at += lengthOf(mora)
  }
  return folded
}

function codesOf(letters: string): ReadonlySet<number> {
  return new Set([...letters].map(letter => letter.charCodeAt(0)))
}

function pack(first: number, second: number, length: number): number {
  return (first << 16) | (second << 8) | length
}
