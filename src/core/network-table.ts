import { type Words, wordsOf } from './address.ts'
import { bitsOf, type Family, lastOf, type Network } from './network.ts'

const none = -1
const maxSlotBits = 16

/** The rows of networks that hold an address, narrowest first, found in a time that does not grow with the list. */
export interface NetworkTable {
  /** The row of the narrowest network that holds the address, or -1. */
  readonly narrowest: (words: Words) => number
  /** The row of the next wider network around a row's own, or -1. */
  readonly wider: (row: number) => number
}

/**
 * Compiles networks, sorted by `compareNetworks` and free of duplicates; a row is a place in that order.
 *
 * Networks nest or are apart, never half over each other. So the address space falls into segments, each with one
 * narrowest network, and every network has at most one next wider one: no list of covering entries is kept anywhere.
 */
export function compileNetworkTable(networks: readonly Network[]): NetworkTable {
  const wider = new Int32Array(networks.length).fill(none)
  const ofFour = compileFamily(4, networks, wider)
  const ofSix = compileFamily(6, networks, wider)
  return {
    narrowest: words => (words.length === 1 ? ofFour(words) : ofSix(words)),
    wider: row => wider[row] ?? none,
  }
}

/** Segments in order: the first address of each, as words end to end, and the row of its narrowest network. */
interface Segments {
  readonly starts: Uint32Array
  readonly rows: Int32Array
}

function compileFamily(
  family: Family,
  networks: readonly Network[],
  wider: Int32Array,
): (words: Words) => number {
  const segments = cutIntoSegments(family, networks, wider)
  const { starts, rows } = segments
  if (rows.length === 0) return () => none
  const perStart = bitsOf(family) / 32
  const last = rows.length - 1
  const { from, count, slots } = indexSegments(segments, perStart)
  return words => {
    if (startsAfter(starts, 0, words)) return none
    if (!startsAfter(starts, last * perStart, words)) return rows[last] ?? none
    const slot = bitsAt(words, from, count)
    let low = slots[slot] ?? 0
    let high = slots[slot + 1] ?? 0
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if (startsAfter(starts, middle * perStart, words)) high = middle - 1
      else low = middle
    }
    return rows[low] ?? none
  }
}

/**
 * Where to begin searching: the `count` bits from bit `from` name a slot, and the segment sought is one of those from
 * `slots[slot]` to `slots[slot + 1]`. The bits that all starts share tell nothing and are left out, so that a list
 * within one /8 or one /32 is spread as well as any. As many slots as segments, up to 65,536: small lists stay small.
 */
function indexSegments({ starts, rows }: Segments, perStart: number) {
  const startOf = (segment: number) =>
    Array.from(starts.subarray(segment * perStart, (segment + 1) * perStart))
  const from = sharedBits(startOf(0), startOf(rows.length - 1))
  const count = Math.min(maxSlotBits, Math.floor(Math.log2(rows.length)), perStart * 32 - from)
  const slots = new Uint32Array(2 ** count + 1)
  for (let segment = 0; segment < rows.length; segment++)
    slots[bitsAt(startOf(segment), from, count) + 1] = segment
  for (let slot = 1; slot < slots.length; slot++)
    slots[slot] = Math.max(slots[slot] ?? 0, slots[slot - 1] ?? 0)
  return { from, count, slots }
}

function sharedBits(a: Words, b: Words): number {
  const at = a.findIndex((word, index) => word !== b[index])
  return at < 0 ? a.length * 32 : at * 32 + Math.clz32((a[at] ?? 0) ^ (b[at] ?? 0))
}

/** `count` (at most 16) bits from bit `from`, counted from the most significant, as a number. */
function bitsAt(words: Words, from: number, count: number): number {
  if (count === 0) return 0
  const at = from >>> 5
  const offset = from & 31
  const bits = ((words[at] ?? 0) << offset) >>> (32 - count)
  const missing = offset + count - 32
  return missing > 0 ? bits | ((words[at + 1] ?? 0) >>> (32 - missing)) : bits
}

/** One sweep from low to high with the networks that are open at this point on a stack. */
function cutIntoSegments(family: Family, networks: readonly Network[], wider: Int32Array): Segments {
  const starts: number[] = []
  const rows: number[] = []
  const open: { readonly row: number; readonly last: bigint }[] = []
  const end = 1n << BigInt(bitsOf(family))
  const begin = (first: bigint, row: number) => {
    const words = wordsOf(family, first)
    const again =
      rows.length > 0 && words.every((word, at) => word === starts[starts.length - words.length + at])
    if (again) rows[rows.length - 1] = row
    else {
      starts.push(...words)
      rows.push(row)
    }
  }
  const close = (before: bigint) => {
    for (let top = open.at(-1); top !== undefined && top.last < before; top = open.at(-1)) {
      open.pop()
      if (top.last + 1n < end) begin(top.last + 1n, open.at(-1)?.row ?? none)
    }
  }
  networks.forEach((network, row) => {
    if (network.family !== family) return
    close(network.first)
    wider[row] = open.at(-1)?.row ?? none
    open.push({ row, last: lastOf(network) })
    begin(network.first, row)
  })
  close(end)
  return { starts: Uint32Array.from(starts), rows: Int32Array.from(rows) }
}

function startsAfter(starts: Uint32Array, at: number, words: Words): boolean {
  for (let word = 0; word < words.length; word++) {
    const start = starts[at + word] ?? 0
    const sought = words[word] ?? 0
    if (start !== sought) return start > sought
  }
  return false
}
