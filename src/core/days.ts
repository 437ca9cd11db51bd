const dayInMilliseconds = 86_400_000
const dateAlone = /^\d{4}-\d{2}-\d{2}$/

/**
 * Whole days from one time to another, rounded down, so that anything already past is negative. Takes RFC 3339 and
 * `YYYY-MM-DD` (its first instant in UTC); throws a RangeError on anything else, lest a wrong age look young.
 */
export function daysBetween(from: string, to: string): number {
  return Math.floor((milliseconds(to) - milliseconds(from)) / dayInMilliseconds)
}

/** Whether `time` lies after `other`; takes and refuses what `daysBetween` does. */
export function isAfter(time: string, other: string): boolean {
  return milliseconds(time) > milliseconds(other)
}

/** An audit asks for the same few times over and over: the present in every rule, and the hours of a year. */
const known = new Map<string, number>()
const remembered = 16_384

function milliseconds(time: string): number {
  const before = known.get(time)
  if (before !== undefined) return before
  const at = Temporal.Instant.from(dateAlone.test(time) ? `${time}T00:00:00Z` : time).epochMilliseconds
  if (known.size >= remembered) known.clear()
  known.set(time, at)
  return at
}
