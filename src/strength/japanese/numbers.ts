import type { Match } from '../match.ts'

/** A kind of telephone number by its digits, and after how many numbers in use an attacker has met half of them. */
interface PhoneKind {
  readonly digits: RegExp
  readonly guesses: number
}

const phoneKinds: readonly PhoneKind[] = [
  { digits: /^0120\d{6}$/, guesses: 3e5 },
  { digits: /^0(?:800|570)\d{6,7}$/, guesses: 3e5 },
  { digits: /^0[789]0[1-9]\d{7}$/, guesses: 6e7 },
  { digits: /^0[5]0[1-9]\d{7}$/, guesses: 2e7 },
  { digits: /^0[36][1-9]\d{7}$/, guesses: 2e7 },
  { digits: /^0[1-9][1-9]\d{7}$/, guesses: 3e7 },
]
/** Subscriber digits that are one digit, pairs or counting: every list of made-up numbers begins with them. */
const madeUp =
  /^(?:(\d)\1{7}|(\d)\2{3}(\d)\3{3}|(\d{4})\4|(\d\d)\5{3}|12345678|23456789|01234567|87654321|98765432)$/
const madeUpGuesses = 2e4

const phoneShape =
  /(?<![\d-])(?:(?:tel|fax|phone|denwa|mobile|keitai)[-.:_ ]?)?(?:\+?81-?(?=[1-9])|0)(?:\d{9,10}|\d{1,4}[-. ]\d{1,4}[-. ]\d{3,4}|\d{1,4}\(\d{1,4}\)\d{4})(?![\d-])/giy
/** Codes of towns end in 0xxx, of large offices in 8xxx; about 120,000 codes are in use. */
const postcodeShape =
  /(?<![\d-])(?:〒 ?|(?:yuubin|zip|post)[-.:_ ]?)?(?:\d{3}-\d{4}|\d{3}[08]\d{3})(?![\d-])/giy
const postcodesInUse = 1.2e5

const westernDate =
  /(?<!\d)(?:19[3-9]\d|20[0-3]\d)(?:年|nen)(?:(?:0?[1-9]|1[0-2])(?:月|gatsu|gatu)(?:[0-3]?\d(?:日|nichi|niti)?)?)?/iy
const westernDays = 60 * 366
const dayOfYear = /(?<!\d)(?:0?[1-9]|1[0-2])(?:月|gatsu|gatu)(?:[0-3]?\d(?:日|nichi|niti)?)?/iy
/** Twice: with the day and without. */
const daysOfYear = 2 * 366

/** A western date or a day of the year written with 年月日 or their readings; undefined where none begins at `at`. */
export function writtenDateAt(text: string, at: number): Match | undefined {
  const end = endAt(westernDate, text, at)
  if (end !== undefined) return { pattern: 'date', start: at, end: end - 1, guesses: westernDays }
  const endOfDay = endAt(dayOfYear, text, at)
  if (endOfDay !== undefined) return { pattern: 'date', start: at, end: endOfDay - 1, guesses: daysOfYear }
  return undefined
}

/** The Japanese telephone number that begins at `at`, with or without hyphens and `tel`; undefined where none does. */
export function phoneAt(text: string, at: number): Match | undefined {
  const end = endAt(phoneShape, text, at)
  if (end === undefined) return undefined
  const digits = text.slice(at, end).replace(/\D/g, '').replace(/^81/, '0')
  const kind = phoneKinds.find(each => each.digits.test(digits))
  if (kind === undefined) return undefined
  const guesses = madeUp.test(digits.slice(-8)) ? Math.min(madeUpGuesses, kind.guesses) : kind.guesses
  return { pattern: 'phone', start: at, end: end - 1, guesses }
}

/** The Japanese postcode that begins at `at`: `150-0001`, `1500001`, with or without the mark; undefined where none. */
export function postcodeAt(text: string, at: number): Match | undefined {
  const end = endAt(postcodeShape, text, at)
  return end === undefined
    ? undefined
    : { pattern: 'postcode', start: at, end: end - 1, guesses: postcodesInUse }
}

function endAt(shape: RegExp, text: string, at: number): number | undefined {
  shape.lastIndex = at
  return shape.test(text) ? shape.lastIndex : undefined
}
