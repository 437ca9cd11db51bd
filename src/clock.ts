const toleratedMilliseconds = 5 * 60_000

/**
 * The present as RFC 3339 in UTC with milliseconds, never earlier than it was before, nor than `mark` (the latest time
 * that was kept). While the wall clock is behind, time goes on at the pace of the monotonic clock: nothing falls due
 * twice, and what must end still ends.
 */
export function steadyClock(
  mark: string | undefined,
  wall: () => number = Date.now,
  monotonic: () => number = () => performance.now(),
): () => string {
  let latest = mark === undefined ? 0 : Date.parse(mark)
  let readAt = monotonic()
  let shown = { millisecond: Number.NaN, text: '' }
  return () => {
    const now = monotonic()
    latest = Math.max(wall(), latest + (now - readAt))
    readAt = now
    const millisecond = Math.floor(latest)
    // Spelling a time out costs 1 µs; thousands of questions come within one millisecond.
    if (millisecond !== shown.millisecond) shown = { millisecond, text: new Date(millisecond).toISOString() }
    return shown.text
  }
}

/** Minutes by which the wall clock stands behind the mark, if somebody should hear of it; 0 up to five. */
export function minutesBehind(mark: string | undefined, wall: number): number {
  const behind = mark === undefined ? 0 : Date.parse(mark) - wall
  return behind > toleratedMilliseconds ? Math.floor(behind / 60_000) : 0
}
