const lastDay = 2_932_896
/** From 1601, where Windows begins to count, to 1970. */
const secondsBefore1970 = 11_644_473_600
const dateAlone = /^\d{4}-\d{2}-\d{2}$/
const zoned = /(?:Z|[+-]\d{2}(?::?\d{2})?)$/i

/** The date so many days after 1970-01-01, as /etc/shadow counts; undefined before then, after 9999 and for no number. */
export function readDays(text: string): string | undefined {
  const days = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN
  return days <= lastDay ? Temporal.PlainDate.from('1970-01-01').add({ days }).toString() : undefined
}

/** The instant (RFC 3339) so many seconds after 1970; undefined for what is no whole number of them. */
export function readSeconds(seconds: number): string | undefined {
  const inRange = Number.isSafeInteger(seconds) && seconds >= 0 && seconds < (lastDay + 1) * 86_400
  return inRange ? Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toString() : undefined
}

/**
 * A time as databases write it (`2026-11-22 18:49:32.099+00`, without a zone UTC) as RFC 3339 in UTC, a date alone
 * as itself. Undefined for everything else, also for days that do not exist.
 */
export function readInstant(text: string): string | undefined {
  try {
    if (dateAlone.test(text)) return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString()
    return Temporal.Instant.from(zoned.test(text.slice(10)) ? text : `${text}Z`).toString()
  } catch {
    return undefined
  }
}

/** LDAP's GeneralizedTime in UTC (RFC 4517, 3.3.13: `20261122184932Z`, fractions dropped) as RFC 3339. */
export function readGeneralizedTime(text: string): string | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:[.,]\d+)?Z$/.exec(text)
  if (parts === null) return undefined
  const [, year, month, day, hour, minute, second] = parts
  return readInstant(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

/** Windows' FILETIME: tenths of a microsecond since 1601; undefined also for 0 and the largest, which mean "never". */
export function readFiletime(text: string): string | undefined {
  if (!/^[1-9]\d{0,18}$/.test(text)) return undefined
  return readSeconds(Number(BigInt(text) / 10_000_000n) - secondsBefore1970)
}
