import { parseAddress, type Words, writeAddress } from './address.ts'

/** Names and wildcards that account lists write in place of networks. */
const named: Readonly<Record<string, readonly string[]>> = {
  '%': ['0.0.0.0/0', '::/0'],
  localhost: ['127.0.0.0/8', '::1/128'],
}

/**
 * The networks an account list ties a login to, as canonical CIDR: an address, `a/prefix`, `a/netmask`, MySQL's
 * `10.20.30.%`, `localhost`, and `%` for anywhere. Bits beyond the prefix are dropped, as the servers that read these
 * lists do. Undefined for host names and everything else: which networks those mean is unknown.
 */
export function readListNetwork(text: string): readonly string[] | undefined {
  if (Object.hasOwn(named, text)) return named[text]
  const wildcard = /^((?:\d{1,3}\.){1,3})%$/.exec(text)?.[1]
  if (wildcard !== undefined) return readWildcard(wildcard)
  const [written = '', mask, ...rest] = text.split('/')
  const words = parseAddress(written)
  if (words === undefined || rest.length > 0) return undefined
  const bits = words.length * 32
  const prefix = mask === undefined ? bits : readMask(mask)
  if (prefix === undefined || prefix > bits) return undefined
  return [`${writeAddress(masked(words, prefix))}/${prefix}`]
}

/** All the networks of a list of them, or undefined where any is not one. */
export function readListNetworks(texts: readonly string[]): readonly string[] | undefined {
  const networks = texts.map(readListNetwork)
  return networks.every(found => found !== undefined) ? networks.flat() : undefined
}

function readWildcard(octets: string): readonly string[] | undefined {
  const given = octets.split('.').length - 1
  return readListNetwork(`${octets}${'0.'.repeat(3 - given)}0/${given * 8}`)
}

/** A prefix length, or an IPv4 netmask as one. */
function readMask(mask: string): number | undefined {
  if (/^(?:0|[1-9]\d{0,2})$/.test(mask)) return Number(mask)
  const [word, ...rest] = parseAddress(mask) ?? []
  if (word === undefined || rest.length > 0) return undefined
  const prefix = word === 0xffff_ffff ? 32 : Math.clz32(~word)
  return masked([0xffff_ffff], prefix)[0] === word ? prefix : undefined
}

function masked(words: Words, prefix: number): Words {
  return words.map((word, at) => {
    const kept = Math.min(32, Math.max(0, prefix - at * 32))
    return kept === 0 ? 0 : (word & (0xffff_ffff << (32 - kept))) >>> 0
  })
}
