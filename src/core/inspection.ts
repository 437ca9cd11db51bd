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

/** The setting that keeps the inspections of all systems, by system. */
export const inspectionsSetting = 'inspections'

export type Inspections = Readonly<Record<string, readonly EndpointInspection[]>>

const freshMilliseconds = 7 * 86_400_000

/** Inspections that still count: whatever is older than seven days is no evidence any more. */
export function freshInspections(all: Inspections, now: string): Inspections {
  const isFresh = ({ at }: EndpointInspection) => Date.parse(now) - Date.parse(at) <= freshMilliseconds
  return Object.fromEntries(
    Object.entries(all)
      .map(([system, each]) => [system, each.filter(isFresh)] as const)
      .filter(([, each]) => each.length > 0),
  )
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
