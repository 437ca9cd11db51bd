import {
  clearBeyond,
  integerOf,
  isMapped,
  parseAddress,
  parseIpv6,
  type Words,
  wordsOf,
  writeAddress,
} from './address.ts'
import { refuseAddress, refuseNetwork, refuseRange } from './network-refusal.ts'
import { specialPurpose } from './special-purpose.ts'

/** Internet protocol version: the two families never hold each other's addresses. */
export type Family = 4 | 6

/** One address; `text` is canonical (dotted IPv4, RFC 5952 IPv6). Never IPv4-mapped: those are IPv4. */
export interface Address {
  readonly family: Family
  readonly value: bigint
  readonly text: string
}

/** One CIDR; `first` has no bits beyond `prefix`, `text` is canonical and always carries the prefix. */
export interface Network {
  readonly family: Family
  readonly first: bigint
  readonly prefix: number
  readonly text: string
}

/** Length of the family's addresses in bits. */
export function bitsOf(family: Family): number {
  return family === 4 ? 32 : 128
}

/** Reads one address as inet_pton does, mapped ones as IPv4. Refuses everything else and says what to write. */
export function readAddress(text: string): Address {
  const words = parseAddress(text)
  return words === undefined ? refuseAddress(text) : addressOf(words)
}

/**
 * Reads one CIDR, or an address as the network of itself alone; IPv4-mapped ones as IPv4. Refuses bits beyond
 * the prefix, leading zeros, netmasks, wildcards, zones, ports, names and ranges, with the right spelling.
 */
export function readNetwork(text: string): Network {
  return parseNetwork(text) ?? refuseNetwork(text, other => parseNetwork(other) !== undefined)
}

/** As `readNetwork`, and also a range `a-b`, given as the fewest networks that hold exactly its addresses. */
export function readNetworks(text: string): readonly Network[] {
  const networks = parseNetworks(text)
  if (networks !== undefined) return networks
  const refuse = text.split('-').length === 2 ? refuseRange : refuseNetwork
  return refuse(text, other => parseNetworks(other) !== undefined)
}

function parseNetworks(text: string): readonly Network[] | undefined {
  const network = parseNetwork(text)
  if (network !== undefined) return [network]
  const [low = '', high = '', ...rest] = text.split('-')
  const first = parseAddress(low)
  const last = parseAddress(high)
  if (first === undefined || last === undefined || rest.length > 0) return undefined
  const family = familyOf(first)
  const [from, to] = [integerOf(first), integerOf(last)]
  return family === familyOf(last) && from <= to ? networksBetween(family, from, to) : undefined
}

/** Whether every address of `inner` (a network, or one address) is in `outer`. Families never hold each other. */
export function contains(outer: Network, inner: Network | Address): boolean {
  if (outer.family !== inner.family) return false
  const { first, prefix } = 'value' in inner ? { first: inner.value, prefix: bitsOf(inner.family) } : inner
  return prefix >= outer.prefix && first >= outer.first && first <= lastOf(outer)
}

/** The network's last address. */
export function lastOf(network: Network): bigint {
  return network.first + (1n << BigInt(bitsOf(network.family) - network.prefix)) - 1n
}

/** The lower and the upper half of a network of more than one address. */
export function halvesOf({ family, first, prefix }: Network): readonly [Network, Network] {
  const half = 1n << BigInt(bitsOf(family) - prefix - 1)
  const halfAt = (value: bigint) => networkOf(wordsOf(family, value), prefix + 1)
  return [halfAt(first), halfAt(first + half)]
}

/** Order of lists: IPv4 before IPv6, by first address, wider before narrower. */
export function compareNetworks(a: Network, b: Network): number {
  if (a.family !== b.family) return a.family - b.family
  if (a.first !== b.first) return a.first < b.first ? -1 : 1
  return a.prefix - b.prefix
}

/** The fewest networks with exactly the same addresses, sorted: contained ones dropped, adjacent halves joined. */
export function mergeNetworks(networks: readonly Network[]): readonly Network[] {
  const merged: Network[] = []
  for (const network of networks.toSorted(compareNetworks)) {
    const before = merged.at(-1)
    if (before !== undefined && contains(before, network)) continue
    merged.push(network)
    for (let joined = joinLastTwo(merged); joined !== undefined; joined = joinLastTwo(merged)) {
      merged.splice(-2, 2, joined)
    }
  }
  return merged
}

/**
 * Whether any address of it can belong to somebody outside: false only for what lies wholly in blocks that
 * never come from the public internet (IANA special-purpose registries, RFC 6890).
 */
export function isPublic(subject: Network | Address): boolean {
  const network =
    'value' in subject ? networkOf(wordsOf(subject.family, subject.value), bitsOf(subject.family)) : subject
  if (reachableExceptions.some(exception => contains(network, exception) || contains(exception, network)))
    return true
  return !notPublic.some(block => contains(block, network))
}

/** A network from its first address; the caller vouches that no bits are set beyond the prefix. */
function networkOf(words: Words, prefix: number): Network {
  return {
    family: familyOf(words),
    first: integerOf(words),
    prefix,
    text: `${writeAddress(words)}/${prefix}`,
  }
}

function addressOf(words: Words): Address {
  return { family: familyOf(words), value: integerOf(words), text: writeAddress(words) }
}

function familyOf(words: Words): Family {
  return words.length === 1 ? 4 : 6
}

function parseNetwork(text: string): Network | undefined {
  const slash = text.indexOf('/')
  if (slash < 0) {
    const words = parseAddress(text)
    return words === undefined ? undefined : networkOf(words, bitsOf(familyOf(words)))
  }
  const written = text.slice(0, slash)
  const mapped = isMapped(parseIpv6(written) ?? [])
  const words = parseAddress(written)
  const prefix = parsePrefix(text.slice(slash + 1)) - (mapped ? 96 : 0)
  if (words === undefined || !(prefix >= 0) || prefix > bitsOf(familyOf(words))) return undefined
  return hasBitsBeyond(words, prefix) ? undefined : networkOf(words, prefix)
}

/** A decimal without leading zeros, else NaN. */
function parsePrefix(text: string): number {
  return /^(?:0|[1-9]\d{0,2})$/.test(text) ? Number(text) : Number.NaN
}

function hasBitsBeyond(words: Words, prefix: number): boolean {
  const cleared = clearBeyond(words, prefix)
  return words.some((word, at) => word !== cleared[at])
}

function joinLastTwo(networks: readonly Network[]): Network | undefined {
  const [left, right] = networks.slice(-2)
  if (left === undefined || right === undefined || left.family !== right.family) return undefined
  if (left.prefix !== right.prefix || left.prefix === 0) return undefined
  const words = wordsOf(left.family, left.first)
  const adjacent = right.first === lastOf(left) + 1n
  return adjacent && !hasBitsBeyond(words, left.prefix - 1) ? networkOf(words, left.prefix - 1) : undefined
}

/** From the low end, always the largest aligned block that still fits. */
function networksBetween(family: Family, from: bigint, to: bigint): readonly Network[] {
  const networks: Network[] = []
  for (let first = from; first <= to; ) {
    let free = 0
    while (
      free < bitsOf(family) &&
      (first >> BigInt(free)) % 2n === 0n &&
      first + (2n << BigInt(free)) - 1n <= to
    )
      free++
    networks.push(networkOf(wordsOf(family, first), bitsOf(family) - free))
    first += 1n << BigInt(free)
  }
  return networks
}

const notPublic = mergeNetworks(
  specialPurpose.filter(block => !block.public).map(block => readNetwork(block.network)),
)
const reachableExceptions = specialPurpose
  .filter(block => block.public)
  .map(block => readNetwork(block.network))
