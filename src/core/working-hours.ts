/** Days as hours name them, Monday first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
type Weekday = (typeof weekdays)[number]

/** A stretch of the company's wall clock; one that ends no later than it begins ends on the day after. */
export interface HoursWindow {
  /** The days on which it begins. */
  readonly days: readonly Weekday[]
  /** `HH:MM`, included. */
  readonly from: string
  /** `HH:MM`, not included; `24:00` is the end of the day. */
  readonly to: string
  /** It does not begin on a public holiday. */
  readonly exceptHolidays?: boolean
}

/** Whose clock and holidays hours go by. */
export interface HoursCalendar {
  /** IANA name. */
  readonly timeZone: string
  /** Whether a date (`YYYY-MM-DD`) is a public holiday. */
  readonly isHoliday: (date: string) => boolean
}

/** How a time of a window is written. */
export const hoursTime = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/

const minuteInMilliseconds = 60_000

/**
 * Whether a moment (epoch milliseconds) lies in one of the windows. The wall clock counts: an hour that comes twice
 * when summer time ends counts both times. A time that does not read opens nothing. Answers of one minute cost one
 * look at the calendar, since no zone in use is off UTC by a part of a minute.
 */
export function compileHours(
  windows: readonly HoursWindow[],
  { timeZone, isHoliday }: HoursCalendar,
): (now: number) => boolean {
  const stretches = windows.map(({ from, to, ...window }) => ({
    ...window,
    from: minutesOf(from),
    to: minutesOf(to),
  }))
  const judged = { minute: Number.NaN, isOpen: false }
  return now => {
    const minute = Math.floor(now / minuteInMilliseconds)
    if (minute === judged.minute) return judged.isOpen
    const here = Temporal.Instant.fromEpochMilliseconds(minute * minuteInMilliseconds)
    const local = here.toZonedDateTimeISO(timeZone)
    judged.isOpen = stretches.some(stretch => holds(stretch, local, isHoliday))
    judged.minute = minute
    return judged.isOpen
  }
}

type Stretch = Omit<HoursWindow, 'from' | 'to'> & { readonly from: number; readonly to: number }

function holds(
  stretch: Stretch,
  local: Temporal.ZonedDateTime,
  isHoliday: HoursCalendar['isHoliday'],
): boolean {
  const { from, to } = stretch
  if (Number.isNaN(from + to)) return false
  const today = local.toPlainDate()
  const time = local.hour * 60 + local.minute
  if (from < to) return from <= time && time < to && begins(stretch, today, isHoliday)
  return (
    (from <= time && begins(stretch, today, isHoliday)) ||
    (time < to && begins(stretch, today.subtract({ days: 1 }), isHoliday))
  )
}

function begins(
  { days, exceptHolidays }: Stretch,
  date: Temporal.PlainDate,
  isHoliday: HoursCalendar['isHoliday'],
): boolean {
  const day = weekdays[date.dayOfWeek - 1]
  return day !== undefined && days.includes(day) && !(exceptHolidays === true && isHoliday(date.toString()))
}

function minutesOf(time: string): number {
  if (!hoursTime.test(time)) return Number.NaN
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}
