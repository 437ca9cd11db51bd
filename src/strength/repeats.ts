/** A block that stands `count` times, one right after the other. */
export interface Repeat {
  readonly start: number
  readonly block: number
  readonly count: number
}

const none: readonly Repeat[] = []

/**
 * Repeated blocks no longer than `limit` that begin before it, from left to right and apart from each other: where a
 * block is repeated, of the shortest and the longest such block the one that covers more, cut down to the shortest
 * block that makes up the same text. A line break is never part of one.
 */
export function findRepeats(units: Uint16Array, length: number, limit: number): readonly Repeat[] {
  let repeats: Repeat[] | undefined
  for (let from = 0; from < limit; ) {
    const repeat = nextRepeat(units, from, length, limit)
    if (repeat === undefined) break
    repeats ??= []
    repeats.push(repeat)
    from = repeat.start + repeat.block * repeat.count
  }
  return repeats ?? none
}

/** The leftmost block that is repeated. Each block length is looked for only as far as another was found already. */
function nextRepeat(units: Uint16Array, from: number, length: number, limit: number): Repeat | undefined {
  let start = limit - 1
  let shortest = 0
  let longest = 0
  for (let block = 1; block <= limit && from + 2 * block <= length; block++) {
    const at = firstTwice(units, from, length, block, start)
    if (at < 0) continue
    if (shortest === 0 || at < start) shortest = block
    start = at
    longest = block
  }
  if (shortest === 0) return undefined
  const lazy = shortest * timesAt(units, start, length, shortest)
  const greedy = longest * timesAt(units, start, length, longest)
  if (greedy <= lazy) return { start, block: shortest, count: lazy / shortest }
  const block = smallestBlock(units, start, greedy)
  return { start, block, count: greedy / block }
}

/** The first place up to `latest` from where a block of this length stands twice, −1 for none. */
function firstTwice(units: Uint16Array, from: number, length: number, block: number, latest: number): number {
  let run = 0
  for (let at = from; at + block < length; at++) {
    const unit = units[at] ?? 0
    if (unit === units[at + block] && !isLineBreak(unit)) {
      if (++run === block) return at - block + 1
    } else {
      run = 0
      if (at >= latest) return -1
    }
  }
  return -1
}

function timesAt(units: Uint16Array, start: number, length: number, block: number): number {
  let at = start
  while (at + block < length && units[at] === units[at + block] && !isLineBreak(units[at] ?? 0)) at++
  return 1 + Math.floor((at - start) / block)
}

function smallestBlock(units: Uint16Array, start: number, length: number): number {
  for (let block = 1; block < length; block++) {
    if (length % block === 0 && timesAt(units, start, start + length, block) * block === length) return block
  }
  return length
}

function isLineBreak(unit: number): boolean {
  return unit === 10 || unit === 13 || unit === 0x2028 || unit === 0x2029
}
