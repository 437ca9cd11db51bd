import { type Caller, found, recordChange } from '../change.ts'
import {
  type EndpointInspection,
  inspectionsSetting,
  readInspections,
  writeInspections,
} from '../core/inspection.ts'
import type { Probe } from '../core/probe.ts'
import { inspected } from '../core/probe-book.ts'
import { type ProbePlace, placeName, probePlaces } from '../core/probe-target.ts'
import type { Store } from '../core/store.ts'
import { rememberHostKeys } from './host-keys.ts'
import { type ProbingParts, probeLimits } from './probe-desk.ts'
import { readSpokenProtocols } from './spoken-protocols.ts'

/** Inspections of a system in an hour; each knocks some eight times at every endpoint. */
const inspectionsPerHour = 10

export interface InspectionParts extends ProbingParts {
  /** Begins an audit of these systems and answers its id. */
  readonly audit: (systems: readonly string[], caller: Caller) => Promise<string>
}

/** What an inspection showed, and the audit that judges it. */
export interface Inspected {
  readonly items: readonly EndpointInspection[]
  readonly audit: string
}

/** Asks a system's declared endpoints what they say to anybody; sends no account's name and no password. */
export class InspectionDesk {
  readonly #parts: InspectionParts

  constructor(parts: InspectionParts) {
    this.#parts = parts
  }

  /** Inspects every endpoint, keeps and logs what was learnt for seven days, and has the rules judge it. */
  async inspect(systemId: string, caller: Caller): Promise<Inspected> {
    const { store, audit, requireRoom } = this.#parts
    requireRoom()
    const { value: system } = found(await store.getSystem(systemId), 'system-unknown', systemId)
    const spoken = await readSpokenProtocols()
    const places = probePlaces(system, new Set(spoken.keys()))
    const now = Date.parse(this.#parts.clock())
    const isAllowed = await store.writeProbeBook(systemId, book => inspected(book, now, inspectionsPerHour))
    const items = await Promise.all(
      places.map(place => (isAllowed ? this.#look(place, spoken) : this.#unseen(place, 'budget-spent'))),
    )
    const detail = {
      endpoints: items.map(({ endpoint, problem }) => ({ endpoint, ...(problem && { problem }) })),
    }
    await recordChange(this.#parts, caller, 'system.inspect', systemId, detail, tx =>
      this.#keep(tx, systemId, items),
    )
    return { items, audit: await audit([systemId], caller) }
  }

  /** What is known of a system's endpoints and not older than seven days. */
  async latest(systemId: string): Promise<readonly EndpointInspection[]> {
    const { store, clock } = this.#parts
    found(await store.getSystem(systemId), 'system-unknown', systemId)
    return readInspections(await store.getSetting(inspectionsSetting), clock()).get(systemId) ?? []
  }

  async #look(place: ProbePlace, spoken: ReadonlyMap<string, Probe>): Promise<EndpointInspection> {
    const inspect = spoken.get(place.protocol)?.inspect
    const address = await this.#parts.resolve(place.host).catch(() => undefined)
    if (inspect === undefined) return this.#unseen(place, 'not-offered')
    if (address === undefined) return this.#unseen(place, 'unreachable')
    try {
      const learnt = await inspect({ ...place, address }, this.#parts.limits ?? probeLimits)
      return { ...this.#unseen(place), ...learnt }
    } catch (error) {
      const { reason } = error as { readonly reason?: EndpointInspection['problem'] }
      return this.#unseen(place, reason ?? 'unreachable')
    }
  }

  #unseen(place: ProbePlace, problem?: EndpointInspection['problem']): EndpointInspection {
    const at = this.#parts.clock()
    return { endpoint: placeName(place), at, ...(problem === undefined ? {} : { problem }) }
  }

  /** What could not be seen now leaves what was seen before until that is too old. */
  async #keep(store: Store, systemId: string, items: readonly EndpointInspection[]): Promise<void> {
    const kept = await store.getSetting(inspectionsSetting)
    const fresh = readInspections(kept, this.#parts.clock())
    const seen = items.filter(({ problem }) => problem === undefined)
    const names = new Set(seen.map(({ endpoint }) => endpoint))
    const others = (fresh.get(systemId) ?? []).filter(({ endpoint }) => !names.has(endpoint))
    await rememberHostKeys(
      store,
      seen.flatMap(({ endpoint, hostKey }) => (hostKey === undefined ? [] : [[endpoint, hostKey] as const])),
    )
    const all = new Map([...fresh, [systemId, [...others, ...seen]]])
    await store.putSetting(inspectionsSetting, writeInspections(all))
  }
}
