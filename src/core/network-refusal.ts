import { clearBeyond, isMapped, parseAddress, parseIpv6, writeAddress } from './address.ts'
import type { MessageKey } from './message.ts'
import { Refusal } from './refusal.ts'

type Wanted = 'address' | 'network'

/** One way of misspelling: answers what to write instead when the text has it ('' where nobody can know). */
interface Mistake {
  readonly key: MessageKey
  readonly correct: (text: string, wanted: Wanted) => string | undefined
}

const quad = /^\d+(?:\.\d+){3}$/
const longestQuote = 64

/** In the order they are looked for: the first that fits names the refusal. */
const mistakes: readonly Mistake[] = [
  { key: 'network-empty', correct: text => (text.trim() === '' ? '' : undefined) },
  { key: 'network-full-width', correct: correctFullWidth },
  { key: 'network-spaces', correct: text => changed(text, text.replace(/\s/g, '')) },
  { key: 'network-zone', correct: text => changed(text, text.replace(/%[^/]*/, '')) },
  { key: 'network-brackets', correct: text => /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] },
  { key: 'network-port', correct: text => /^(\d+(?:\.\d+){3}):\d+$/.exec(text)?.[1] },
  { key: 'network-mixed-notation', correct: text => /^(\d+(?:\.\d+){3}):/.exec(text)?.[1] },
  { key: 'network-wildcard', correct: correctWildcard },
  { key: 'network-leading-zeros', correct: correctLeadingZeros },
  {
    key: 'network-octet-range',
    correct: text => (isDotted(text) && hostOf(text).split('.').some(isTooLarge) ? '' : undefined),
  },
  { key: 'network-missing-octets', correct: correctMissingOctets },
  { key: 'network-netmask-gaps', correct: text => (maskPrefix(text) === -1 ? '' : undefined) },
  { key: 'network-netmask', correct: correctNetmask },
  { key: 'network-name', correct: text => (/^[^:]*[g-z][^:]*$/i.test(text) ? '' : undefined) },
  { key: 'network-not-one-address', correct: correctNetworkForAddress },
  { key: 'network-range-ends', correct: text => (/\/\d+-|-[^/]+\/\d/.test(text) ? '' : undefined) },
  { key: 'network-prefix-form', correct: correctPrefixForm },
  { key: 'network-mapped-prefix', correct: correctMappedPrefix },
  { key: 'network-prefix-range', correct: correctPrefixRange },
  { key: 'network-host-bits', correct: correctHostBits },
  {
    key: 'network-range-here',
    correct: text => (text.split('-').every(parseAddress) ? hostOf(text) : undefined),
  },
]

/** Refuses text that is no address, naming what is wrong with it. */
export function refuseAddress(text: string): never {
  return refuse(text, 'address')
}

/** Refuses text that is no network, naming what is wrong with it. */
export function refuseNetwork(text: string): never {
  return refuse(text, 'network')
}

/** Refuses text with one hyphen that is no range from a lower to a higher address of one family. */
export function refuseRange(text: string): never {
  const [low = '', high = ''] = text.split('-')
  const first = parseAddress(low)
  const last = parseAddress(high)
  if (first !== undefined && last !== undefined) {
    if (first.length !== last.length) throw refusal('network-range-families', text, '')
    throw refusal('network-range-reversed', text, `${writeAddress(last)}-${writeAddress(first)}`)
  }
  if (first?.length === 1 && /^\d{1,3}$/.test(high)) {
    throw refusal('network-range-short', text, `${low}-${low.slice(0, low.lastIndexOf('.') + 1)}${high}`)
  }
  if (/\s|[^\p{ASCII}]/u.test(text) || (first === undefined && last === undefined)) refuse(text, 'network')
  return refuse(first === undefined ? low : high, 'address')
}

function refuse(text: string, wanted: Wanted): never {
  for (const { key, correct } of mistakes) {
    const suggestion = correct(text, wanted)
    if (suggestion !== undefined) throw refusal(key, text, suggestion)
  }
  throw refusal('network-unreadable', text, '')
}

function refusal(key: MessageKey, text: string, suggestion: string): Refusal {
  const quoted = text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text
  return new Refusal('invalid', key, { text: quoted, suggestion })
}

function changed(text: string, corrected: string): string | undefined {
  return text === corrected ? undefined : corrected
}

function hostOf(text: string): string {
  return text.split(/[/-]/, 1)[0] ?? ''
}

function tailOf(text: string): string {
  return text.includes('/') ? text.slice(text.indexOf('/') + 1) : ''
}

function isTooLarge(octet: string): boolean {
  return /^\d+$/.test(octet) && Number(octet) > 255
}

function isDotted(text: string): boolean {
  return /^\d+(?:\.\d+)+$/.test(hostOf(text))
}

function correctFullWidth(text: string): string | undefined {
  const narrow = text.normalize('NFKC')
  return narrow === text ? undefined : narrow.replace(/\s/g, '')
}

function correctWildcard(text: string, wanted: Wanted): string | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){0,2}(?:\.\*){1,3}$/.test(text)) return undefined
  return correctMissingOctets(text.slice(0, text.indexOf('.*')), wanted)
}

function correctLeadingZeros(text: string): string | undefined {
  return quad.test(hostOf(text)) ? changed(text, text.replace(/(?<=^|[.-])0+(?=\d)/g, '')) : undefined
}

function correctMissingOctets(text: string, wanted: Wanted): string | undefined {
  const host = hostOf(text)
  const octets = host.split('.')
  if (!/^\d{1,3}(?:\.\d{1,3}){0,2}$/.test(host) || octets.some(isTooLarge)) return undefined
  const address = [...octets.map(Number), 0, 0, 0].slice(0, 4).join('.')
  return wanted === 'address' ? address : `${address}/${octets.length * 8}`
}

/** The prefix a dotted mask after the slash stands for, -1 when its bits have gaps, undefined without one. */
function maskPrefix(text: string): number | undefined {
  const [mask] = quad.test(tailOf(text)) ? (parseAddress(tailOf(text)) ?? []) : []
  if (mask === undefined) return undefined
  const prefix = Math.clz32(~mask)
  return clearBeyond([0xffff_ffff], prefix)[0] === mask ? prefix : -1
}

function correctNetmask(text: string): string | undefined {
  const words = parseAddress(hostOf(text))
  const prefix = maskPrefix(text)
  if (words?.length !== 1 || prefix === undefined) return undefined
  return `${writeAddress(clearBeyond(words, prefix))}/${prefix}`
}

function correctNetworkForAddress(text: string, wanted: Wanted): string | undefined {
  const words = parseAddress(hostOf(text))
  return wanted === 'address' && words !== undefined ? writeAddress(words) : undefined
}

function correctPrefixForm(text: string): string | undefined {
  const words = parseAddress(hostOf(text))
  const tail = tailOf(text)
  if (words === undefined || !text.includes('/') || /^(?:0|[1-9]\d*)$/.test(tail)) return undefined
  const prefix = /^0+\d+$/.test(tail) ? Number(tail) : words.length * 32
  return `${writeAddress(words)}/${prefix}`
}

/** `::ffff:10.0.0.0/8`: the prefix was meant to count IPv4 bits. */
function correctMappedPrefix(text: string): string | undefined {
  const words = parseIpv6(hostOf(text))
  const prefix = Number(tailOf(text))
  if (words === undefined || !isMapped(words) || !text.includes('/') || prefix >= 96) return undefined
  const meant = prefix >= 1 && prefix <= 32 ? prefix : 32
  return `${writeAddress(clearBeyond(words.slice(3), meant))}/${meant}`
}

function correctPrefixRange(text: string): string | undefined {
  const words = parseAddress(hostOf(text))
  if (words === undefined || !text.includes('/')) return undefined
  const mapped = isMapped(parseIpv6(hostOf(text)) ?? [])
  const bits = words.length * 32
  return Number(tailOf(text)) > bits + (mapped ? 96 : 0) ? `${writeAddress(words)}/${bits}` : undefined
}

/** Never answers /0: who wrote an address with it did not mean everybody. */
function correctHostBits(text: string): string | undefined {
  const words = parseAddress(hostOf(text))
  if (words === undefined || !text.includes('/')) return undefined
  const mapped = isMapped(parseIpv6(hostOf(text)) ?? [])
  const prefix = Number(tailOf(text)) - (mapped ? 96 : 0)
  return prefix === 0
    ? `${writeAddress(words)}/${words.length * 32}`
    : `${writeAddress(clearBeyond(words, prefix))}/${prefix}`
}
