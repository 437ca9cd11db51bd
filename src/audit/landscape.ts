import type { Allowlist, AllowlistEntry } from '../core/allowlist.ts'
import { asInspected, inspectionsSetting, readInspections, serverAsInspected } from '../core/inspection.ts'
import type { Server, System } from '../core/system.ts'
import type { Parts } from '../parts.ts'

/** Systems, servers and allowlists as they stand when an audit begins; small enough to hold whole. */
export interface Landscape {
  readonly systems: ReadonlyMap<string, System>
  readonly servers: ReadonlyMap<string, Server>
  readonly allowlists: ReadonlyMap<string, Allowlist>
  readonly now: string
}

/** Reads the landscape once, so that one audit sees one state. */
export async function readLandscape({ store, clock }: Parts): Promise<Landscape> {
  const [systems, servers, allowlists, inspected] = await Promise.all([
    store.allSystems(),
    store.allServers(),
    store.allAllowlists(),
    store.getSetting(inspectionsSetting),
  ])
  const now = clock()
  const seen = readInspections(inspected, now)
  const declared = new Set(servers.map(({ id }) => id))
  const named = new Set(systems.flatMap(({ server }) => server ?? []))
  // Of a server that is only named nothing is known, and that is said of it.
  const undeclared = [...named].filter(id => !declared.has(id)).map(id => ({ id, name: id, facts: {} }))
  const seenOn = (server: string) =>
    systems.filter(system => system.server === server).flatMap(({ id }) => seen.get(id) ?? [])
  return {
    systems: new Map(systems.map(system => [system.id, asInspected(system, seen.get(system.id))])),
    servers: new Map(
      [...servers, ...undeclared].map(server => [server.id, serverAsInspected(server, seenOn(server.id))]),
    ),
    allowlists: new Map(allowlists.map(allowlist => [allowlist.system, allowlist])),
    now,
  }
}

/** The systems that say they run on this server. */
export function systemsOn(server: string, { systems }: Landscape): readonly System[] {
  return [...systems.values()].filter(system => system.server === server)
}

/** Other systems on the same server. */
export function coLocatedWith(system: System, { systems }: Landscape): readonly System[] {
  if (system.server === undefined) return []
  return [...systems.values()].filter(other => other.server === system.server && other.id !== system.id)
}

/** The server a system says it runs on; of one that is not declared its name is all that is known. */
export function serverOf(system: System, { servers }: Landscape): Server | undefined {
  return system.server === undefined ? undefined : servers.get(system.server)
}

/** Entries that count now; undefined when no allowlist was ever set. */
export function entriesInForce(
  system: string,
  { allowlists, now }: Landscape,
): readonly AllowlistEntry[] | undefined {
  return allowlists.get(system)?.entries.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now)
}
