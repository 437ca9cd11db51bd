import { type Caller, recordChange } from '../change.ts'
import type { LoginAnswer, LoginPlace, Probe, ProbeLimits, ProbeResult, ProbeUnknown } from '../core/probe.ts'
import { answered, held, letGo, tried } from '../core/probe-book.ts'
import { type ProbePlace, placeName, probePlaces } from '../core/probe-target.ts'
import { Refusal } from '../core/refusal.ts'
import type { Secret } from '../core/secret.ts'
import type { System } from '../core/system.ts'
import { compileHours, type HoursCalendar } from '../core/working-hours.ts'
import type { Parts } from '../parts.ts'
import { knownHostKey, rememberHostKeys } from './host-keys.ts'
import { readSpokenProtocols } from './spoken-protocols.ts'

/** What a probe may cost at most, whatever the server does. */
export const probeLimits: ProbeLimits = {
  milliseconds: 5_000,
  judgingMilliseconds: 10_000,
  bytes: 64 * 1_024,
}

/** Probes each endpoint of a system may meet in an hour, so that none ever fills its log or its patience. */
const probesPerHour = 60

const keptOut = { answer: 'unknown', reason: 'denied-by-own-gate' } as const

/** Refusals in a row that lock nobody out where the system has not declared how many do. */
const refusedPerHour = 2

export interface ProbingParts
  extends Pick<Parts, 'store' | 'clock' | 'newId' | 'requireRoom' | 'reportFault'> {
  readonly calendar: HoursCalendar
  /** The IP address of a host, asked once for a proof; throws where there is none. */
  readonly resolve: (host: string) => Promise<string>
  /** Whether a gate of the system kept the login out since then, RFC 3339; absent where no gate is looked at. */
  readonly wasDenied?: (system: string, login: string, since: string) => Promise<boolean>
  readonly limits?: ProbeLimits
  readonly perHour?: number
}

/** One proof: one account, each host resolved once, and after one refusal nothing more is sent. */
interface Asking {
  readonly id: string
  readonly system: System
  readonly login: string
  readonly caller: Caller
  readonly spoken: ReadonlyMap<string, Probe>
  readonly addresses: Map<string, Promise<string>>
  readonly perHour: number
  isRefused: boolean
}

/** Asks the real systems, and nothing but their declared endpoints, whether a password still opens them. */
export class ProbeDesk {
  readonly #parts: ProbingParts
  /** Read by the first proof, not by the service's start. */
  #spoken: ReturnType<typeof readSpokenProtocols> | undefined

  constructor(parts: ProbingParts) {
    this.#parts = parts
  }

  /**
   * Has one account asked about at the system's login endpoints, while no other process does so; refuses (conflict)
   * where one is at it. Each try is in the log, with no secret, before it is answered.
   */
  async askAbout<T>(
    system: System,
    login: string,
    caller: Caller,
    ask: (places: readonly LoginPlace[]) => Promise<T>,
  ): Promise<T> {
    const { store, clock, newId, requireRoom, reportFault } = this.#parts
    requireRoom()
    this.#spoken ??= readSpokenProtocols()
    const spoken = await this.#spoken
    const places = probePlaces(system, new Set(spoken.keys()))
    const perHour = (this.#parts.perHour ?? probesPerHour) * places.length
    const asking = { system, login, caller, spoken, perHour, addresses: new Map(), isRefused: false }
    const proof: Asking = { ...asking, id: newId('proof') }
    const hold = { login, by: proof.id }
    const isMine = await store.writeProbeBook(system.id, book =>
      held(book, { ...hold, now: Date.parse(clock()) }),
    )
    if (!isMine) throw new Refusal('conflict', 'probe-held', { system: system.id, login })
    try {
      return await ask(
        places.map(place => ({
          endpoint: placeName(place),
          tryLogin: password => this.#try(proof, place, password),
        })),
      )
    } finally {
      const free = store.writeProbeBook(system.id, book => letGo(book, hold))
      await free.catch((error: unknown) => reportFault('probe', error))
    }
  }

  async #try(proof: Asking, place: ProbePlace, password: Secret): Promise<ProbeResult> {
    this.#parts.requireRoom()
    const endpoint = placeName(place)
    const since = this.#parts.clock()
    const now = Date.parse(since)
    const barred = proof.isRefused ? 'budget-spent' : await this.#barred(proof, now)
    if (barred !== undefined) return this.#told(endpoint, { answer: 'unknown', reason: barred })
    const said = await this.#ask(proof, place, password)
    proof.isRefused ||= said.answer === 'refused'
    const answer = (await this.#isKeptOut(proof, said, since)) ? { ...said, ...keptOut } : said
    const result = this.#told(endpoint, answer)
    await this.#note(proof, now, said, result)
    return result
  }

  /** In most protocols a gate's no sounds like a wrong password; the gate itself knows. */
  async #isKeptOut({ system, login }: Asking, { answer }: LoginAnswer, since: string): Promise<boolean> {
    if (answer === 'accepted' || system.mode !== 'enforce') return false
    return (await this.#parts.wasDenied?.(system.id, login, since)) ?? false
  }

  async #barred({ id, system, login, perHour }: Asking, now: number): Promise<ProbeUnknown | undefined> {
    const { hours, facts } = system
    if (hours !== undefined && !compileHours(hours, this.#parts.calendar)(now)) return 'outside-hours'
    const limits = { perHour, refusedPerHour: refusalsBefore(facts.lockoutAfterFailures) }
    const isLeft = await this.#parts.store.writeProbeBook(system.id, book =>
      tried(book, { login, by: id, now }, limits),
    )
    return isLeft ? undefined : 'budget-spent'
  }

  async #ask(
    { spoken, addresses, login }: Asking,
    place: ProbePlace,
    password: Secret,
  ): Promise<LoginAnswer> {
    const pinned = addresses.get(place.host) ?? this.#parts.resolve(place.host)
    addresses.set(place.host, pinned)
    const address = await pinned.catch(() => undefined)
    const probe = spoken.get(place.protocol)
    if (address === undefined || probe === undefined) return { answer: 'unknown', reason: 'unreachable' }
    try {
      const hostKey = await knownHostKey(this.#parts.store, placeName(place))
      const target = { ...place, address, ...(hostKey === undefined ? {} : { hostKey }) }
      return await probe.tryLogin(target, login, password, this.#parts.limits ?? probeLimits)
    } catch (error) {
      this.#parts.reportFault(`probe ${probe.name}`, error)
      return { answer: 'unknown', reason: 'internal-error' }
    }
  }

  #told(endpoint: string, { tls, hostKey: _hostKey, ...answer }: LoginAnswer): ProbeResult {
    return { answer, endpoint, at: this.#parts.clock(), ...(tls === undefined ? {} : { tls }) }
  }

  #note(
    { system, login, caller }: Asking,
    now: number,
    said: LoginAnswer,
    { answer, endpoint, tls }: ProbeResult,
  ): Promise<void> {
    const detail = { login, endpoint, ...answer, ...(tls === undefined ? {} : { tls }) }
    return recordChange(this.#parts, caller, 'probe.login', system.id, detail, async tx => {
      await tx.writeProbeBook(system.id, book => answered(book, { login, now }, said))
      await rememberHostKeys(tx, said.hostKey === undefined ? [] : [[endpoint, said.hostKey]])
    })
  }
}

/** One less than lock the account; 0 failures is what a system declares that never locks. */
function refusalsBefore(lockoutAfterFailures: number | undefined): number {
  if (lockoutAfterFailures === undefined) return refusedPerHour
  return lockoutAfterFailures === 0 ? Number.POSITIVE_INFINITY : Math.max(1, lockoutAfterFailures - 1)
}
