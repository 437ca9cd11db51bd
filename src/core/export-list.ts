import type { AllowlistEntry } from './allowlist.ts'
import type { ExportList } from './export.ts'
import { halvesOf, lastOf, mergeNetworks, type Network, readNetwork } from './network.ts'
import type { System } from './system.ts'

/**
 * The networks in force at `now` (RFC 3339), merged and sorted, as exports render them. An entry is left out from
 * the very instant it expires, and one whose end does not read always; one with hours at all times, since a file would
 * let it in at night. `digest` gives the SHA-256 of a text in hex.
 */
export function exportList(
  system: string,
  entries: readonly Pick<AllowlistEntry, 'network' | 'expiresAt' | 'hours'>[],
  now: string,
  digest: (text: string) => string,
  endpoints: ExportList['endpoints'] = [],
  systemHours?: System['hours'],
): ExportList {
  const inForce = entries.filter(
    ({ expiresAt }) => expiresAt === undefined || Date.parse(now) < Date.parse(expiresAt),
  )
  const always = inForce.filter(({ hours }) => hours === undefined)
  const networks = mergeNetworks(always.map(({ network }) => readNetwork(network)))
  const canonical = networks.map(({ text }) => `${text}\n`).join('')
  const hourly = inForce.length - always.length
  const remarks = [
    ...(hourly === 0 ? [] : [`left out: ${hourly} with hours, which only a gate keeps`]),
    ...(systemHours === undefined
      ? []
      : ['not in this file: the hours of the system, which only a gate keeps']),
  ]
  return { system, generatedAt: now, digest: digest(canonical), networks, remarks, endpoints }
}

/** The lines every export opens with where its syntax has remarks: whose list it is, of when, and its digest. */
export function heading({ system, generatedAt, digest, networks, remarks }: ExportList): readonly string[] {
  const count = networks.length === 0 ? 'none: nobody is let in' : String(networks.length)
  return [
    `# Allowlist of ${system}, made by Kagimori. Changes made here are lost.`,
    `# time: ${generatedAt}`,
    `# networks: ${count}`,
    ...remarks.map(remark => `# ${remark}`),
    `# sha256: ${digest}`,
  ]
}

/** Lines as a file: each ends with a newline, the last one too. */
export function textOf(lines: readonly string[]): string {
  return lines.map(line => `${line}\n`).join('')
}

/** The networks, wider ones in parts with the prefix `shortest`: some servers take /0 for a mistake or for nobody. */
export function splitWide(networks: readonly Network[], shortest: number): readonly Network[] {
  return networks.flatMap(network =>
    network.prefix < shortest ? splitWide(halvesOf(network), shortest) : [network],
  )
}

/**
 * The networks without ::ffff:0:0/96, for servers that look for an IPv4 visitor among the IPv6 networks too, where a
 * wide one would let in everybody: such a network is given as the fewest that hold the rest of it.
 */
export function withoutMapped(networks: readonly Network[]): readonly Network[] {
  return networks.flatMap(network => {
    if (!holdsMapped(network)) return [network]
    return network.prefix === mapped.prefix ? [] : withoutMapped(halvesOf(network))
  })
}

const mapped = { first: 0xffffn << 32n, prefix: 96 }

function holdsMapped(network: Network): boolean {
  const { family, first, prefix } = network
  return family === 6 && prefix <= mapped.prefix && first <= mapped.first && mapped.first <= lastOf(network)
}

/** The ports of the declared endpoints, each once, ascending. Where there are none, every port is to be guarded. */
export function portsOf({ endpoints }: ExportList): readonly number[] {
  return [...new Set(endpoints.map(({ port }) => port))].sort((a, b) => a - b)
}

/** The remark of an export that guards every port for want of a declared one: nothing is open by omission. */
export const everyPortRemark = '# No endpoint is declared: every port of this machine is guarded.'
