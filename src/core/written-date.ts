/** The Japanese eras and the days they span; the day of a change belongs to both (Taishō and Shōwa began within a day). */
const eras: Readonly<Record<string, { readonly first: string; readonly last: string }>> = {
  明治: { first: '1868-01-25', last: '1912-07-30' },
  大正: { first: '1912-07-30', last: '1926-12-25' },
  昭和: { first: '1926-12-25', last: '1989-01-07' },
  平成: { first: '1989-01-08', last: '2019-04-30' },
  令和: { first: '2019-05-01', last: '9999-12-31' },
}
const eraLetters: Readonly<Record<string, string>> = { M: '明治', T: '大正', S: '昭和', H: '平成', R: '令和' }

const oldestYear = 1868
const longestText = 40

const eraOrYear = '(?:(?<era>明治|大正|昭和|平成|令和|[MTSHR])\\s*(?<eraYear>元|\\d{1,2})|(?<year>\\d{4}))'
const monthAndDay = [
  '(?<mark>[-/.])(?<month>\\d{1,2})\\k<mark>(?<day>\\d{1,2})',
  '\\s*年\\s*(?<month>\\d{1,2})\\s*月\\s*(?<day>\\d{1,2})\\s*日',
]
const clock = [
  '(?:T|\\s+)(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,]\\d{1,9})?)?',
  '\\s*(?<hour>\\d{1,2})時(?<minute>\\d{1,2})分(?:(?<second>\\d{1,2})秒)?',
]
const zone = '(?:\\s*(?<zone>Z|UTC|GMT|JST|[+-]\\d{2}(?::?\\d{2})?))?'

const spellings = [
  new RegExp(`^${eraOrYear}(?:${monthAndDay.join('|')})(?:(?:${clock.join('|')})${zone})?$`, 'i'),
  new RegExp(
    `^(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})(?:T?(?<hour>\\d{2})(?<minute>\\d{2})(?<second>\\d{2})?${zone})?$`,
    'i',
  ),
]

/** How databases and spreadsheets mostly write: in a long list, three times as fast as by the spellings above. */
const plainDate = /^\d{4}([-/])\d\d\1\d\d(?:[ Tt](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?$/

type Parts = Readonly<Record<string, string | undefined>>

/**
 * Reads a date as people and Japanese systems write it: ISO, `2026/4/1`, `20260401`, `2026年4月1日`, eras
 * (`令和8年4月1日`, `令和元年`, `R8.4.1`), full-width digits, with or without a time. Answers `YYYY-MM-DD`, or an RFC 3339
 * instant in UTC where the text names a zone; a time without a zone is checked and dropped, for it is no instant.
 * Undefined for two-digit years, days that do not exist, and era years outside the era.
 */
export function readWrittenDate(text: string): string | undefined {
  if (plainDate.test(text)) {
    const day = text.slice(0, 10)
    return knownDays.get(day) ?? readPlainDay(day)
  }
  const folded = text.normalize('NFKC').trim()
  if (folded.length > longestText) return undefined
  for (const spelling of spellings) {
    const parts: Parts | undefined = spelling.exec(folded)?.groups
    if (parts !== undefined) return readParts(parts)
  }
  return undefined
}

/** A long list names the same days again and again. */
const knownDays = new Map<string, string>()
const rememberedDays = 4096

/** A day as `plainDate` has it, and only then kept at hand. */
function readPlainDay(text: string): string | undefined {
  const [year, month, day] = [text.slice(0, 4), text.slice(5, 7), text.slice(8)]
  if (!isDay(Number(year), Number(month), Number(day))) return undefined
  const date = `${year}-${month}-${day}`
  if (knownDays.size >= rememberedDays) knownDays.clear()
  knownDays.set(text, date)
  return date
}

function readParts(parts: Parts): string | undefined {
  const date = readDay(parts)
  if (date === undefined || !isClockTime(parts)) return undefined
  return parts.zone === undefined ? date : instantOf(date, parts, parts.zone.toUpperCase())
}

function readDay(parts: Parts): string | undefined {
  const era = parts.era === undefined ? undefined : eras[eraLetters[parts.era.toUpperCase()] ?? parts.era]
  const year = era === undefined ? Number(parts.year) : Number(era.first.slice(0, 4)) + eraYearOf(parts) - 1
  const month = Number(parts.month)
  const day = Number(parts.day)
  if (!isDay(year, month, day)) return undefined
  const date = `${year}-${twoDigits(month)}-${twoDigits(day)}`
  // ISO dates of equal length compare as text; year 0 of an era falls before its first day.
  return era === undefined || (date >= era.first && date <= era.last) ? date : undefined
}

function eraYearOf(parts: Parts): number {
  return parts.eraYear === '元' ? 1 : Number(parts.eraYear)
}

function isDay(year: number, month: number, day: number): boolean {
  return year >= oldestYear && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** Days of a month of the Gregorian calendar. */
function daysInMonth(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
}

function isClockTime({ hour = '0', minute = '0', second = '0' }: Parts): boolean {
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60
}

const firstInstantTooLate = Date.UTC(10_000, 0)
const namedZones: Readonly<Record<string, string>> = { Z: 'Z', UTC: 'Z', GMT: 'Z', JST: '+09:00' }

function instantOf(date: string, parts: Parts, zone: string): string | undefined {
  const { hour = '0', minute = '0', second = '0' } = parts
  const offset =
    namedZones[zone] ??
    zone.replace(/^([+-]\d{2}):?(\d{2})?$/, (_, hours, minutes) => `${hours}:${minutes ?? '00'}`)
  const clockTime = [hour, minute, second].map(part => twoDigits(Number(part))).join(':')
  const at = Date.parse(`${date}T${clockTime}${offset}`)
  return at < firstInstantTooLate ? `${new Date(at).toISOString().slice(0, 19)}Z` : undefined
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
