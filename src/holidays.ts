import calendar from '@holiday-jp/holiday_jp'

/**
 * Whether a date (`YYYY-MM-DD`) is a Japanese public holiday, days in lieu included; known from 1970 to 2050. Looked up
 * as text: a `Date` would move the day with the machine's time zone.
 */
export function isHoliday(date: string): boolean {
  return Object.hasOwn(calendar.holidays, date)
}
