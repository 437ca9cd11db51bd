import type { AllowlistEntry } from './allowlist.ts'
import type { ExportList } from './export.ts'
import { mergeNetworks, type Network, readNetwork } from './network.ts'

/**
 * The networks in force at `now` (RFC 3339), merged and sorted, as exports render them. An entry is left out from
 * the very instant it expires, and one whose end does not read always. `digest` gives the SHA-256 of a text in hex.
 */
export function exportList(
  system: string,
  entries: readonly Pick<AllowlistEntry, 'network' | 'expiresAt'>[],
  now: string,
  digest: (text: string) => string,
  endpoints: ExportList['endpoints'] = [],
): ExportList {
  const inForce = entries.filter(
    ({ expiresAt }) => expiresAt === undefined || Date.parse(now) < Date.parse(expiresAt),
  )
  const networks = mergeNetworks(inForce.map(({ network }) => readNetwork(network)))
  const canonical = networks.map(({ text }) => `${text}\n`).join('')
  return { system, generatedAt: now, digest: digest(canonical), networks, endpoints }
}

/** The lines every export opens with where its syntax has remarks: whose list it is, of when, and its digest. */
export function heading({ system, generatedAt, digest, networks }: ExportList): readonly string[] {
  const count = networks.length === 0 ? 'none: nobody is let in' : String(networks.length)
  return [
    `# Allowlist of ${system}, made by Kagimori. Changes made here are lost.`,
    `# time: ${generatedAt}`,
    `# networks: ${count}`,
    `# sha256: ${digest}`,
  ]
}

/** Lines as a file: each ends with a newline, the last one too. */
export function textOf(lines: readonly string[]): string {
  return lines.map(line => `${line}\n`).join('')
}

/** The networks with each /0 as its two halves, for servers that take /0 for a mistake or for one address. */
export function halveEverything(networks: readonly Network[]): readonly Network[] {
  return networks.flatMap(network => {
    if (network.prefix > 0) return [network]
    return (network.family === 4 ? ['0.0.0.0/1', '128.0.0.0/1'] : ['::/1', '8000::/1']).map(readNetwork)
  })
}
