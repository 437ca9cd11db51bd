import { wouldCutOff } from '../core/access.ts'
import type { AllowlistEntry } from '../core/allowlist.ts'
import { contains, readAddress, readNetwork } from '../core/network.ts'
import { Refusal } from '../core/refusal.ts'

/**
 * Refuses a change of the service's own allowlist that would cut off the one who makes it: at once, or when the last
 * entry that lets him in ends. Nobody is there then to add another.
 */
export function guardAgainstLockout(entries: readonly AllowlistEntry[], ip: string, now: string): void {
  if (wouldCutOff(entries, [ip], now).length > 0) throw new Refusal('conflict', 'allowlist-lockout', { ip })
  const lasting = entries.filter(({ expiresAt }) => expiresAt === undefined)
  if (wouldCutOff(lasting, [ip], now).length === 0) return
  throw new Refusal('conflict', 'allowlist-lockout-later', { ip, endsAt: lastEnd(entries, ip) })
}

function lastEnd(entries: readonly AllowlistEntry[], ip: string): string {
  const address = readAddress(ip)
  const ends = entries.flatMap(({ network, expiresAt }) =>
    expiresAt !== undefined && contains(readNetwork(network), address) ? [expiresAt] : [],
  )
  return ends.sort().at(-1) ?? ''
}
