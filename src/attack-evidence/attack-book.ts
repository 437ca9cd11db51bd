import { findingId, systemFinding } from '../audit/finding-notes.ts'
import type { AttackEvidence, AttackSource, AttackView } from '../core/attack.ts'
import { examine, type Reason, selectRules } from '../core/examination.ts'
import type { Page, Paged } from '../core/store.ts'
import type { System } from '../core/system.ts'
import type { Parts } from '../parts.ts'
import type { AttackWatch } from './attack-watch.ts'
import type { Busy } from './busiest.ts'
import type { SystemEvidence } from './system-evidence.ts'

const rule = 'LG-05'
const shown = 10
const longestLogin = 64
const hourInMilliseconds = 3_600_000

type BookParts = Pick<Parts, 'store' | 'rules' | 'policies' | 'clock' | 'digest'>

/** Reads what the watch saw, and keeps the findings about it. */
export class AttackBook {
  readonly #parts: BookParts
  readonly #watch: AttackWatch
  readonly #startedAt: number
  /** Systems with an open finding, by id; read from the store once. */
  #open: Set<string> | undefined

  constructor(parts: BookParts, watch: AttackWatch) {
    this.#parts = parts
    this.#watch = watch
    this.#startedAt = Date.parse(parts.clock())
  }

  /** What was seen at a system since the start; undefined where nothing was. */
  async evidence(system: string): Promise<AttackEvidence | undefined> {
    const seen = this.#watch.evidenceOf(system)
    return seen === undefined || seen.attempts === 0 ? undefined : this.#render(system, seen)
  }

  /** Failed logins by system since the start. */
  failedTotals(): ReadonlyMap<string, number> {
    return this.#watch.failedTotals()
  }

  /** Systems at which anything was seen, in the order of their ids. */
  async page(filter: { readonly system?: string }, { limit, cursor = '' }: Page): Promise<Paged<AttackView>> {
    const systems = (await this.#parts.store.allSystems()).filter(
      ({ id }) => id > cursor && (filter.system ?? id) === id && this.#hasSeen(id),
    )
    const here = systems.slice(0, limit)
    const items: AttackView[] = []
    for (const system of here) {
      const evidence = await this.evidence(system.id)
      if (evidence !== undefined)
        items.push({ ...evidence, underAttack: this.#judge(system, evidence) !== undefined })
    }
    const last = here.at(-1)
    return systems.length <= limit || last === undefined ? { items } : { items, next: last.id }
  }

  /** Opens, renews and closes the findings; called every minute. An earlier process's stay open for an hour. */
  async settle(): Promise<void> {
    const { store, clock } = this.#parts
    const now = clock()
    this.#open ??= await this.#openBefore()
    const hasSeenAnHour = Date.parse(now) - this.#startedAt >= hourInMilliseconds
    for (const system of await store.allSystems()) {
      const evidence = await this.#lately(system.id, now)
      const reason = evidence === undefined ? undefined : this.#judge(system, evidence)
      if (reason !== undefined) {
        await store.recordFindings('attack', [systemFinding(this.#parts, now, system, reason)])
        this.#open.add(system.id)
      } else if (this.#open.has(system.id) && (hasSeenAnHour || evidence !== undefined)) {
        await store.resolveFindings([this.#findingOf(system.id)], now)
        this.#open.delete(system.id)
      }
    }
  }

  #hasSeen(system: string): boolean {
    return (this.#watch.evidenceOf(system)?.attempts ?? 0) > 0
  }

  async #lately(system: string, now: string): Promise<AttackEvidence | undefined> {
    const lastAt = this.#watch.evidenceOf(system)?.lastAt ?? 0
    return Date.parse(now) - lastAt > 2 * hourInMilliseconds ? undefined : this.evidence(system)
  }

  #judge(system: System, attack: AttackEvidence): Reason | undefined {
    const { rules, policies, clock } = this.#parts
    const judged = [rules.get(rule)].filter(found => found !== undefined)
    const wanted = selectRules('system', judged, policies.named(system.policy))
    return examine<'system'>(wanted, { system, coLocated: [], attack, now: clock() })[0]
  }

  #findingOf(system: string): string {
    return findingId(this.#parts, { rule, verdict: 'bad', reason: '' }, { system })
  }

  async #openBefore(): Promise<Set<string>> {
    const systems = new Set<string>()
    for (const status of ['open', 'waived'] as const) {
      const { items } = await this.#parts.store.pageFindings({ rule, status }, { limit: 200 })
      for (const { system } of items) if (system !== undefined) systems.add(system)
    }
    return systems
  }

  async #render(system: string, seen: SystemEvidence): Promise<AttackEvidence> {
    const now = Date.parse(this.#parts.clock())
    const logins = seen.logins.list()
    const accounts = await Promise.all(logins.map(({ name }) => this.#parts.store.getAccount(system, name)))
    const known = logins.filter((_, at) => accounts[at] !== undefined)
    return {
      system,
      firstSeenAt: instant(seen.firstAt),
      lastSeenAt: instant(seen.lastAt),
      attempts: seen.attempts,
      lastMinute: seen.within(1, now),
      lastTenMinutes: seen.within(10, now),
      lastHour: seen.within(60, now),
      sources: seen.sources.list().slice(0, shown).map(source),
      logins: known.slice(0, shown).map(source),
      otherLogins: known.reduce((left, { attempts }) => left - attempts, seen.attemptsWithLogin),
    }
  }
}

function source({ name, attempts, firstAt, lastAt }: Busy): AttackSource {
  const cut = name.slice(0, longestLogin)
  return { name: cut, attempts, firstSeenAt: instant(firstAt), lastSeenAt: instant(lastAt) }
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
