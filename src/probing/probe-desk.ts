import { type Caller, recordChange } from '../change.ts'
import type { LoginAnswer, Probe, ProbeLimits, ProbeResult, ProbeUnknown } from '../core/probe.ts'
import { type ProbePlace, placeName, probePlaces } from '../core/probe-target.ts'
import type { Secret } from '../core/secret.ts'
import type { System } from '../core/system.ts'
import { compileHours, type HoursCalendar } from '../core/working-hours.ts'
import type { Parts } from '../parts.ts'
import { knownHostKey, rememberHostKeys } from './host-keys.ts'
import { HourlyBudget } from './hourly-budget.ts'
import { readSpokenProtocols } from './spoken-protocols.ts'

/** What a probe may cost at most, whatever the server does. */
export const probeLimits: ProbeLimits = {
  milliseconds: 5_000,
  judgingMilliseconds: 10_000,
  bytes: 64 * 1_024,
}

/** Probes a system may meet in an hour, so that none ever fills its log or its patience. */
const probesPerHour = 60

export interface ProbingParts extends Pick<Parts, 'store' | 'clock' | 'requireRoom' | 'reportFault'> {
  readonly calendar: HoursCalendar
  /** The IP address of a host, asked once for a proof; throws where there is none. */
  readonly resolve: (host: string) => Promise<string>
  readonly limits?: ProbeLimits
  readonly perHour?: number
}

/** The tries of one proof: one account, each host resolved once, and after one refusal nothing more is sent. */
export interface ProofTries {
  readonly tryLogin: (password: Secret) => Promise<readonly ProbeResult[]>
}

/** Asks the real systems, and nothing but their declared endpoints, whether a password still opens them. */
export class ProbeDesk {
  readonly #parts: ProbingParts
  readonly #budget: HourlyBudget
  /** Read by the first proof, not by the service's start. */
  #spoken: ReturnType<typeof readSpokenProtocols> | undefined

  constructor(parts: ProbingParts) {
    this.#parts = parts
    this.#budget = new HourlyBudget(parts.perHour ?? probesPerHour)
  }

  /**
   * Begins a proof. A try answers one result for each endpoint asked, ending with the first clear one; an endpoint
   * that cannot tell is followed by the next. Each is in the log, with no secret, before it is answered.
   */
  openProof(system: System, login: string, caller: Caller): ProofTries {
    const addresses = new Map<string, Promise<string>>()
    let isRefused = false
    return {
      tryLogin: async password => {
        this.#parts.requireRoom()
        this.#spoken ??= readSpokenProtocols()
        const spoken = await this.#spoken
        const places = probePlaces(system, new Set(spoken.keys()))
        if (places.length === 0) return [this.#untold('', 'no-endpoint')]
        const results: ProbeResult[] = []
        for (const place of places) {
          const endpoint = placeName(place)
          const barred = isRefused ? 'budget-spent' : this.#barred(system)
          if (barred !== undefined) return [...results, this.#untold(endpoint, barred)]
          const answer = await this.#ask(spoken, place, addresses, login, password)
          const result = this.#told(endpoint, answer)
          await this.#note(system, { login, hostKey: answer.hostKey }, result, caller)
          results.push(result)
          isRefused ||= answer.answer === 'refused'
          if (answer.answer !== 'unknown') break
        }
        return results
      },
    }
  }

  #barred(system: System): ProbeUnknown | undefined {
    const now = Date.parse(this.#parts.clock())
    const { id, hours } = system
    if (hours !== undefined && !compileHours(hours, this.#parts.calendar)(now)) return 'outside-hours'
    return this.#budget.take(id, now) ? undefined : 'budget-spent'
  }

  async #ask(
    spoken: ReadonlyMap<string, Probe>,
    place: ProbePlace,
    addresses: Map<string, Promise<string>>,
    login: string,
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

  #untold(endpoint: string, reason: ProbeUnknown): ProbeResult {
    return this.#told(endpoint, { answer: 'unknown', reason })
  }

  #note(
    system: System,
    { login, hostKey }: { readonly login: string; readonly hostKey: string | undefined },
    { answer, endpoint, tls }: ProbeResult,
    caller: Caller,
  ): Promise<void> {
    const detail = { login, endpoint, ...answer, ...(tls === undefined ? {} : { tls }) }
    return recordChange(this.#parts, caller, 'probe.login', system.id, detail, tx =>
      rememberHostKeys(tx, hostKey === undefined ? [] : [[endpoint, hostKey]]),
    )
  }
}
