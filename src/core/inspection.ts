import type { Inspection, ProbeUnknown } from './probe.ts'
import type { Endpoint, Server, System } from './system.ts'
import { endpointName } from './transport.ts'

/** What one endpoint said of itself, as it is kept; with `problem` nothing could be learnt. */
export interface EndpointInspection extends Inspection {
  /** `protocol://host:port` as declared. */
  readonly endpoint: string
  /** RFC 3339. */
  readonly at: string
  readonly problem?: ProbeUnknown
}

/** The setting that keeps the inspections of all systems: JSON of an object by system. */
export const inspectionsSetting = 'inspections'

/** By system what its endpoints said. */
export type Inspections = ReadonlyMap<string, readonly EndpointInspection[]>

const freshMilliseconds = 7 * 86_400_000

/** Kept inspections that still count: whatever is older than seven days is no evidence any more. */
export function readInspections(kept: string | undefined, now: string): Inspections {
  const all: Readonly<Record<string, readonly EndpointInspection[]>> = JSON.parse(kept ?? '{}')
  const isFresh = ({ at }: EndpointInspection) => Date.parse(now) - Date.parse(at) <= freshMilliseconds
  return new Map(
    Object.entries(all)
      .map(([system, each]) => [system, each.filter(isFresh)] as const)
      .filter(([, each]) => each.length > 0),
  )
}

/** The inspections as the setting keeps them. */
export function writeInspections(all: Inspections): string {
  return JSON.stringify(Object.fromEntries(all))
}

/** The system as its endpoints were seen: what an inspection showed counts more than what was declared. */
export function asInspected(system: System, inspected: readonly EndpointInspection[] = []): System {
  if (inspected.length === 0) return system
  const seen = new Map(inspected.map(each => [each.endpoint, each]))
  const endpoints = system.endpoints.map(endpoint => {
    const found = seen.get(endpointName(endpoint))
    return found === undefined ? endpoint : { ...endpoint, ...factsOf(found) }
  })
  return { ...system, endpoints }
}

/** The server as its systems' greetings show it: one that names its version is a leak. */
export function serverAsInspected(server: Server, inspected: readonly EndpointInspection[]): Server {
  const leak = 'version-banner'
  const { leaks = [] } = server.facts
  if (leaks.includes(leak) || !inspected.some(({ tellsVersion }) => tellsVersion === true)) return server
  return { ...server, facts: { ...server.facts, leaks: [...leaks, leak] } }
}

function factsOf({ tlsUse, tlsVersions, tls }: EndpointInspection): Partial<Endpoint> {
  return {
    ...(tlsUse === undefined ? {} : { tls: tlsUse }),
    ...(tlsVersions === undefined ? {} : { tlsVersions }),
    ...(tls === undefined ? {} : { certificateExpiresAt: tls.validUntil, certificateTrusted: tls.verified }),
  }
}
