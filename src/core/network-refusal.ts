import { clearBeyond, isMapped, parseAddress, parseIpv6, writeAddress } from './address.ts'
import type { MessageKey } from './message.ts'
import { Refusal } from './refusal.ts'

type Wanted = 'address' | 'network'
/** Whether a text could be written in the refused one's place. */
type Accepts = (text: string) => boolean

/** One way of misspelling: answers what to write instead when the text has it ('' where nobody can know). */
interface Mistake {
  readonly key: MessageKey
  readonly correct: (text: string, wanted: Wanted) => string | undefined
}

const quad = /^\d+(?:\.\d+){3}$/
const longestQuote = 64

/** In the order they are looked for: the first that fits names the refusal. */
const mistakes: readonly Mistake[] = [
  { key: 'network-empty', correct: text => (/^\s*(?:[#;].*)?$/s.test(text) ? '' : undefined) },
  { key: 'network-full-width', correct: correctFullWidth },
  { key: 'network-comment', correct: text => /^(.*?)\s*[#;]/.exec(text)?.[1] },
  {
    key: 'network-several',
    correct: (text, wanted) => (wanted === 'network' && isSeveral(text) ? '' : undefined),
  },
  { key: 'network-spaces', correct: text => changed(text, text.replace(/\s/g, '')) },
  { key: 'network-zone', correct: text => changed(text, text.replace(/%[^/]*/, '')) },
  { key: 'network-brackets', correct: text => /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] },
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
  { key: 'network-mapped-wide', correct: text => (mappedPrefix(text) > 32 ? '' : undefined) },
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
  return refuse(text, 'address', isAddress)
}

/** Refuses text that is no network, naming what is wrong with it; what it offers instead is accepted. */
export function refuseNetwork(text: string, accepts: Accepts): never {
  return refuse(text, 'network', accepts)
}

/** Refuses text with one hyphen that is no range from a lower to a higher address of one family. */
export function refuseRange(text: string, accepts: Accepts): never {
  const [low = '', high = ''] = text.split('-')
  const first = parseAddress(low)
  const last = parseAddress(high)
  if (first !== undefined && last !== undefined) {
    if (first.length !== last.length) throw refusal('network-range-families', text, '')
    throw refusal('network-range-reversed', text, `${writeAddress(last)}-${writeAddress(first)}`)
  }
  if (first?.length === 1 && /^\d{1,3}$/.test(high)) return refuseShort(text, low, Number(high), accepts)
  if (/\s|[^\p{ASCII}]/u.test(text) || (first === undefined && last === undefined)) {
    return refuse(text, 'network', accepts)
  }
  return refuse(first === undefined ? low : high, 'address', isAddress)
}

/** `10.0.0.1-9`: the first three numbers were meant to stay. */
function refuseShort(text: string, low: string, high: number, accepts: Accepts): never {
  const address = `${writeAddress(parseAddress(low) ?? []).replace(/\d+$/, '')}${high}`
  if (!isAddress(address)) throw refusal('network-octet-range', text, '')
  const whole = `${low}-${address}`
  return accepts(whole)
    ? refuse(text, 'network', accepts, { key: 'network-range-short', suggestion: whole })
    : refuse(text, 'network', accepts, { key: 'network-range-reversed', suggestion: `${address}-${low}` })
}

interface Found {
  readonly key: MessageKey
  readonly suggestion: string
}

/** A corrected text may have a mistake left: then that one is named, and what is offered has neither. */
function refuse(text: string, wanted: Wanted, accepts: Accepts, found = mistakeIn(text, wanted)): never {
  let { key, suggestion } = found
  for (let rounds = 0; suggestion !== '' && !accepts(suggestion); rounds += 1) {
    ;({ key, suggestion } = rounds < mistakes.length ? mistakeIn(suggestion, wanted) : unreadable)
  }
  throw refusal(key, text, suggestion)
}

const unreadable: Found = { key: 'network-unreadable', suggestion: '' }

function mistakeIn(text: string, wanted: Wanted): Found {
  for (const { key, correct } of mistakes) {
    const suggestion = correct(text, wanted)
    if (suggestion !== undefined) return { key, suggestion }
  }
  return unreadable
}

function isAddress(text: string): boolean {
  return parseAddress(text) !== undefined
}

function refusal(key: MessageKey, text: string, suggestion: string): Refusal {
  const quoted = text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text
  return new Refusal('invalid', key, { text: quoted, suggestion })
}

function changed(text: string, corrected: string): string | undefined {
  return text === corrected || corrected === '' ? undefined : corrected
}

function hostOf(text: string): string {
  return text.split(/[/-]/, 1)[0] ?? ''
}

function tailOf(text: string): string {
  return text.includes('/') ? text.slice(text.indexOf('/') + 1) : ''
}

function isSeveral(text: string): boolean {
  const parts = text.split(',')
  return parts.length > 1 && parts.every(part => isAddress(hostOf(part.trim())))
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

/** The prefix of a mapped network where it is none of IPv6, which counts from /96 on; else -1. */
function mappedPrefix(text: string): number {
  const words = parseIpv6(hostOf(text))
  const prefix = Number(tailOf(text))
  const isShort = words !== undefined && isMapped(words) && text.includes('/') && prefix < 96
  return isShort ? prefix : -1
}

/** `::ffff:10.0.0.0/8`: the prefix was meant to count IPv4 bits. */
function correctMappedPrefix(text: string): string | undefined {
  const prefix = mappedPrefix(text)
  if (prefix < 0) return undefined
  const meant = prefix === 0 ? 32 : prefix
  return `${writeAddress(clearBeyond((parseIpv6(hostOf(text)) ?? []).slice(3), meant))}/${meant}`
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
