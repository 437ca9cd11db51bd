/**
 * An address as unsigned 32-bit words, most significant first: one word is IPv4, four are IPv6.
 * Plain numbers, because a decision parses one address and a bigint costs ten times as much.
 */
export type Words = readonly number[]

const dot = 46
const colon = 58

/** Value by char code, -1 for what is no hexadecimal digit: branches on random digits cost more than the look. */
const hexValues = Int8Array.from({ length: 128 }, (_, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase()),
)

/**
 * Reads one address; undefined for anything else, leading zeros, zone ids and ports included. Accepts what
 * inet_pton does, and gives an IPv4-mapped address (RFC 4291, 2.5.5.2) as the IPv4 address it stands for.
 */
export function parseAddress(text: string): Words | undefined {
  const word = parseIpv4(text, 0)
  if (word >= 0) return [word]
  const words = parseIpv6(text)
  return words !== undefined && isMapped(words) ? words.slice(3) : words
}

/** Whether the words are in ::ffff:0:0/96. */
export function isMapped(words: Words): boolean {
  return words.length === 4 && words[0] === 0 && words[1] === 0 && words[2] === 0xffff
}

/** The four octets from `start` to the end as one word, or -1. One pass over char codes: no split, no regex. */
function parseIpv4(text: string, start: number): number {
  let word = 0
  let octet = -1
  let octets = 1
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === dot) {
      if (octet < 0 || ++octets > 4) return -1
      word = word * 256 + octet
      octet = -1
    } else {
      // A digit after a zero is a leading zero: octal to some servers, decimal to others.
      if (code < 48 || code > 57 || octet === 0) return -1
      octet = octet < 0 ? code - 48 : octet * 10 + code - 48
      if (octet > 255) return -1
    }
  }
  return octets === 4 && octet >= 0 ? word * 256 + octet : -1
}

/** All four words of an IPv6 address as written, mapped or not; undefined for anything else. */
export function parseIpv6(text: string): Words | undefined {
  // The longest spelling is six groups of four and a dotted tail: 45 characters.
  if (text.length < 2 || text.length > 45) return undefined
  const groups = [0, 0, 0, 0, 0, 0, 0, 0]
  let count = 0
  let gap = -1
  let at = 0
  if (text.charCodeAt(0) === colon) {
    if (text.charCodeAt(1) !== colon) return undefined
    gap = 0
    at = 2
  }
  while (at < text.length) {
    let end = at
    let group = 0
    for (let digit = hexAt(text, end); digit >= 0; digit = hexAt(text, ++end)) group = group * 16 + digit
    const next = text.charCodeAt(end)
    if (next === dot) {
      const word = parseIpv4(text, at)
      if (word < 0 || count > 6) return undefined
      groups[count++] = word >>> 16
      groups[count++] = word & 0xffff
      break
    }
    if (end === at || end - at > 4 || count === 8) return undefined
    groups[count++] = group
    if (end === text.length) break
    at = end + 1
    if (next !== colon || at === text.length) return undefined
    if (text.charCodeAt(at) === colon) {
      if (gap >= 0) return undefined
      gap = count
      at++
    }
  }
  return wordsOfGroups(groups, count, gap)
}

function hexAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code < 128 ? (hexValues[code] ?? -1) : -1
}

/** Without a `::` all eight groups must be there; with one at least one is missing, and zeros stand in its place. */
function wordsOfGroups(groups: readonly number[], count: number, gap: number): Words | undefined {
  if (gap < 0 ? count !== 8 : count === 8) return undefined
  const missing = 8 - count
  const group = (place: number) => {
    if (gap < 0 || place < gap) return groups[place] ?? 0
    return place < gap + missing ? 0 : (groups[place - missing] ?? 0)
  }
  const word = (place: number) => group(place) * 65_536 + group(place + 1)
  return [word(0), word(2), word(4), word(6)]
}

/** The canonical text: dotted IPv4, or IPv6 as RFC 5952 writes it. */
export function writeAddress(words: Words): string {
  if (words.length === 1) {
    const word = words[0] ?? 0
    return `${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}`
  }
  const groups = words.flatMap(word => [word >>> 16, word & 0xffff])
  const { start, length } = longestZeroRun(groups)
  const hex = (part: readonly number[]) => part.map(group => group.toString(16)).join(':')
  if (length < 2) return hex(groups)
  return `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`
}

/** The first of the longest runs of zero groups (RFC 5952, 4.2.3). */
function longestZeroRun(groups: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 }
  for (let start = 0; start < groups.length; start++) {
    let end = start
    while (end < groups.length && groups[end] === 0) end++
    if (end - start > best.length) best = { start, length: end - start }
  }
  return best
}

/** The canonical text of an address, an IPv4-mapped one as the IPv4 it stands for; what is no address stays as it is. */
export function plainAddress(text: string): string {
  // IPv4 that reads is canonical already.
  if (!text.includes(':')) return text
  const words = parseAddress(text)
  return words === undefined ? text : writeAddress(words)
}

/** The words with every bit beyond `prefix` cleared. */
export function clearBeyond(words: Words, prefix: number): Words {
  return words.map((word, at) => {
    const cleared = 32 - Math.min(32, Math.max(0, prefix - at * 32))
    return cleared === 32 ? 0 : ((word >>> cleared) << cleared) >>> 0
  })
}

/** The words as one integer. */
export function integerOf(words: Words): bigint {
  return words.reduce((integer, word) => (integer << 32n) | BigInt(word), 0n)
}

/** The words of an integer of the family; the inverse of `integerOf`. */
export function wordsOf(family: 4 | 6, integer: bigint): Words {
  const word = (shift: bigint) => Number((integer >> shift) & 0xffff_ffffn)
  return family === 4 ? [Number(integer)] : [word(96n), word(64n), word(32n), word(0n)]
}
