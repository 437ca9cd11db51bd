import type { Match } from '../match.ts'

/** An era by what it is called, its initial last, and how many years it has had by 2039. */
interface Era {
  readonly names: RegExp
  /** What its names begin with, and what goes on after that when it is not a number. */
  readonly beginnings: string
  readonly second: string
  readonly years: number
}

const eras: readonly Era[] = [
  { names: /reiwa|令和|r/iy, beginnings: 'rR令', second: 'eE和', years: 21 },
  { names: /he[ie]?sei|平成|h/iy, beginnings: 'hH平', second: 'eE成', years: 31 },
  { names: /s(?:hy?|y)?o[uoh]?wa|昭和|s/iy, beginnings: 'sS昭', second: 'hHyYoO和', years: 64 },
  { names: /ta[iy]s[hy]?o[uoh]?|大正|t/iy, beginnings: 'tT大', second: 'aA正', years: 15 },
  { names: /mei[jz]i|明治|m/iy, beginnings: 'mM明', second: 'eE治', years: 45 },
]
/** What a year may begin with behind an era's name. */
const beginsYear = '0123456789-._/ 元gG'
const yearBeginnings = lowBitsOf(beginsYear)
const eraByBeginning = new Map(
  eras.flatMap(era =>
    [...era.beginnings].map(
      beginning => [beginning.charCodeAt(0), { era, goesOn: lowBitsOf(era.second + beginsYear) }] as const,
    ),
  ),
)
/** By code unit: whether an era may begin with it, kanji apart. */
const beginsEra = new Uint8Array(128)
for (const beginning of eraByBeginning.keys()) if (beginning < 128) beginsEra[beginning] = 1

/** How many ways a date is commonly put down: initial, name or kanji, with signs between or without. */
const forms = 4
const [monthsAYear, daysAYear] = [12, 366]

/** What follows an era's name, the longest first: year, then maybe month, then maybe day. */
const shapes: readonly RegExp[] = [
  /[-._/ ]?(?<year>\d{1,2}|元|gan)年(?<month>\d{1,2})月(?:(?<day>\d{1,2})日?)?/iy,
  /[-._/ ]?(?<year>\d{1,2}|gan)nen(?<month>\d{1,2})gats?u(?:(?<day>\d{1,2})ni(?:ch|t)i)?/iy,
  /[-._/ ]?(?<year>\d{1,2}|元|gan)([-._/ ])(?<month>\d{1,2})\2(?<day>\d{1,2})(?!\d)/iy,
  /[-._/ ]?(?<year>\d{1,2})[-._/](?<month>\d{1,2})(?!\d)/y,
  /[-._/ ]?(?<year>\d\d?)(?<month>\d\d)(?<day>\d\d)(?!\d)/y,
  /[-._/ ]?(?<year>\d\d)(?<month>\d\d)(?!\d)/y,
  /[-._/ ]?(?<year>\d{1,2}|元|gan(?=nen|年))(?:年度?|nen(?:do)?)?(?!\d)/iy,
]

/** A year, month or day counted by an era that begins at `at`; undefined where none does. */
export function eraPartAt(text: string, at: number): Match | undefined {
  const unit = text.charCodeAt(at)
  if (beginsEra[unit] === 0) return undefined
  const beginning = eraByBeginning.get(unit)
  if (beginning === undefined || !mayBe(beginning.goesOn, text.charCodeAt(at + 1))) return undefined
  const { names, years } = beginning.era
  names.lastIndex = at
  if (!names.test(text)) return undefined
  const after = names.lastIndex
  if (!mayBe(yearBeginnings, text.charCodeAt(after))) return undefined
  for (const shape of shapes) {
    shape.lastIndex = after
    const { year = '', month, day } = shape.exec(text)?.groups ?? {}
    if (!isOf(years, year === '元' || year.toLowerCase() === 'gan' ? '1' : year)) continue
    if (!isOf(12, month ?? '1') || !isOf(31, day ?? '1')) continue
    const parts = day !== undefined ? daysAYear : month !== undefined ? monthsAYear : 1
    const pattern = month === undefined ? 'era-year' : 'era-date'
    return { pattern, start: at, end: shape.lastIndex - 1, guesses: forms * years * parts }
  }
  return undefined
}

/** Characters marked by their low bits, so that most others are told from them at a glance. */
function lowBitsOf(characters: string): Uint8Array {
  const marked = new Uint8Array(128)
  for (const character of characters) marked[character.charCodeAt(0) & 127] = 1
  return marked
}

function mayBe(characters: Uint8Array, unit: number): boolean {
  return characters[unit & 127] === 1
}

/** Whether a text is a number from 1 to `most`. */
function isOf(most: number, text: string): boolean {
  const number = Number(text)
  return number >= 1 && number <= most
}
