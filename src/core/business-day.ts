import type { LadderStep } from './policy.ts'

/** When a company's day counts as worked. */
export interface WorkCalendar {
  /** The company's own closing days, `YYYY-MM-DD`. */
  readonly closingDays: readonly string[]
  /** IANA name; days begin and end there. */
  readonly timeZone: string
  /** Whether a date (`YYYY-MM-DD`) is a public holiday. */
  readonly isHoliday: (date: string) => boolean
}

const endOfWork = '17:00'
const saturday = 6

/**
 * The end of work (17:00 local) of the day a step that begins at `openedAt` is due, RFC 3339 in UTC with milliseconds. The day of opening
 * is not counted; business days skip Saturdays, Sundays, holidays and closing days. Never before `openedAt`, and never
 * on a day the zone skipped (Pacific/Apia had no 30 December 2011).
 */
export function dueAt(openedAt: string, step: Exclude<LadderStep, 'off'>, calendar: WorkCalendar): string {
  const opened = Temporal.Instant.from(openedAt)
  const openedOn = opened.toZonedDateTimeISO(calendar.timeZone).toPlainDate()
  const due =
    'days' in step ? openedOn.add({ days: step.days }) : afterWorkDays(openedOn, step.businessDays, calendar)
  const instant = firstEnd(
    due,
    opened,
    'days' in step ? () => true : date => isWorkDay(date, calendar),
    calendar,
  )
  return instant.toString({ fractionalSecondDigits: 3 })
}

function afterWorkDays(from: Temporal.PlainDate, count: number, calendar: WorkCalendar): Temporal.PlainDate {
  let date = from
  for (let left = count; left > 0; ) {
    date = date.add({ days: 1 })
    if (isWorkDay(date, calendar)) left -= 1
  }
  return date
}

/** End of work of the first day from `date` on that counts and has not ended before `opened`. */
function firstEnd(
  date: Temporal.PlainDate,
  opened: Temporal.Instant,
  counts: (date: Temporal.PlainDate) => boolean,
  { timeZone }: WorkCalendar,
): Temporal.Instant {
  for (let day = date; ; day = day.add({ days: 1 })) {
    const end = day.toZonedDateTime({ timeZone, plainTime: endOfWork }).toInstant()
    if (counts(day) && exists(day, timeZone) && Temporal.Instant.compare(end, opened) >= 0) return end
  }
}

/** Business days after `from` up to and with `to` (`YYYY-MM-DD`); 0 where `to` is no later. */
export function workDaysBetween(from: string, to: string, calendar: WorkCalendar): number {
  let date = Temporal.PlainDate.from(from)
  const last = Temporal.PlainDate.from(to)
  let count = 0
  while (Temporal.PlainDate.compare(date, last) < 0) {
    date = date.add({ days: 1 })
    if (isWorkDay(date, calendar)) count += 1
  }
  return count
}

function isWorkDay(date: Temporal.PlainDate, { closingDays, isHoliday, timeZone }: WorkCalendar): boolean {
  const text = date.toString()
  return (
    date.dayOfWeek < saturday && !isHoliday(text) && !closingDays.includes(text) && exists(date, timeZone)
  )
}

function exists(date: Temporal.PlainDate, timeZone: string): boolean {
  return date.toZonedDateTime({ timeZone, plainTime: endOfWork }).toPlainDate().equals(date)
}
