import type { Probe } from '../core/probe.ts'
import { readShelf } from '../shelf.ts'

/** Endpoint protocols that can be asked, each with its probe. */
export async function readSpokenProtocols(): Promise<ReadonlyMap<string, Probe>> {
  const probes = [...(await readShelf('probes')).values()]
  return new Map(probes.flatMap(probe => probe.protocols.map(protocol => [protocol, probe] as const)))
}
