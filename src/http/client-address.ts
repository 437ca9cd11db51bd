import { contains, type Network, readAddress } from '../core/network.ts'
import { Refusal } from '../core/refusal.ts'

const mostHops = 32

/**
 * The canonical address a request comes from: the socket's, unless that is a trusted proxy; then X-Forwarded-For is
 * read right to left up to the first address that is none. Refuses a header that is not a list of plain addresses
 * as far as it counts: what a proxy passes on unread must not become an address.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trusted: readonly Network[],
): string {
  // A link-local peer carries its interface behind `%`.
  const peer = (socketAddress ?? '').split('%', 1)[0] ?? ''
  if (trusted.length === 0) return peer.startsWith('::ffff:') ? peer.slice(7) : peer
  const hops = forwardedFor === undefined ? [] : forwardedFor.split(',')
  if (hops.length > mostHops) throw new Refusal('malformed', 'http-forwarded')
  let nearest = readAddress(peer)
  for (const hop of hops.reverse()) {
    const from = nearest
    if (!trusted.some(network => contains(network, from))) break
    nearest = readHop(hop)
  }
  return nearest.text
}

function readHop(text: string): ReturnType<typeof readAddress> {
  try {
    return readAddress(text.trim())
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal('malformed', 'http-forwarded')
    throw error
  }
}
