const hourInMilliseconds = 3_600_000
const dayInMilliseconds = 24 * hourInMilliseconds

/** When a policy wants the old password of a closed task tried again: days after its proof; none: never. */
export interface RecheckDays {
  readonly afterDays: readonly number[]
}

/**
 * When the old password is to be tried next (RFC 3339); undefined after the last time. Where nothing was answered it is
 * tried again every hour for a day, and then on the next date.
 */
export function nextRecheck(
  provedAt: string,
  { afterDays }: RecheckDays,
  now: string,
  isAnswered: boolean,
): string | undefined {
  const at = Date.parse(now)
  const dates = afterDays
    .map(days => Date.parse(provedAt) + days * dayInMilliseconds)
    .toSorted((one, other) => one - other)
  const last = dates.findLast(date => date <= at)
  const soon = at + hourInMilliseconds
  const isWorthIt = !isAnswered && last !== undefined && soon < last + dayInMilliseconds
  const next = isWorthIt ? soon : dates.find(date => date > at)
  return next === undefined ? undefined : new Date(next).toISOString()
}
