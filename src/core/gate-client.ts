import { parseAddress, type Words, writeAddress } from './address.ts'
import type { Question } from './decision.ts'
import { type Fields, readText } from './gate.ts'
import { contains, type Network, readAddress } from './network.ts'

/** Who stands before the gate, or why that cannot be told. */
export type Client = Pick<Question, 'ip' | 'unread'>

const mostHops = 32
/** A host name, as a reverse look-up gives one: whoever holds the address chooses it. */
const hostName = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_-]+)*\.?$/i

/** Reads the client's address as the server tells it, canonical; a name is no address. */
export function readClient(text: string | undefined): Client {
  if (text === undefined) return { ip: '', unread: 'no-address' }
  const words = parseAddress(text)
  if (words !== undefined) return { ip: canonical(text, words) }
  return /[a-z]/i.test(text) && hostName.test(text)
    ? { ip: text, unread: 'name-for-address' }
    : { ip: '', unread: 'not-an-address' }
}

/**
 * The visitor's address by the headers of a web server: X-Real-IP, and X-Forwarded-For read right to left past the
 * trusted proxies. Where both name somebody they must agree, since one that the server did not set is the visitor's
 * own word.
 */
export function readForwardedClient(headers: Fields, trusted: readonly Network[]): Client {
  const real = readText(headers, 'x-real-ip')
  const forwarded = readText(headers, 'x-forwarded-for')
  if (forwarded === undefined || forwarded === real) return readClient(real)
  const last = readLastHop(forwarded, trusted)
  if (real === undefined || last.unread !== undefined) return last
  const direct = readClient(real)
  if (direct.unread !== undefined || direct.ip === last.ip) return direct
  return isTrusted(direct.ip, trusted) ? last : { ip: '', unread: 'addresses-differ' }
}

function readLastHop(forwarded: string, trusted: readonly Network[]): Client {
  const hops = forwarded.split(',')
  if (hops.length > mostHops) return { ip: '', unread: 'malformed' }
  let nearest: Client = { ip: '', unread: 'no-address' }
  for (const hop of hops.reverse()) {
    nearest = readClient(hop.trim())
    if (nearest.unread !== undefined || !isTrusted(nearest.ip, trusted)) break
  }
  return nearest
}

function isTrusted(ip: string, trusted: readonly Network[]): boolean {
  if (trusted.length === 0) return false
  const address = readAddress(ip)
  return trusted.some(network => contains(network, address))
}

/** IPv4 that reads is canonical already. */
function canonical(text: string, words: Words): string {
  return text.includes(':') ? writeAddress(words) : text
}
