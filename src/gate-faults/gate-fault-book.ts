import type { GateWatch } from '../access/gate-watch.ts'
import { findingId, systemFinding } from '../audit/finding-notes.ts'
import type { Decision, Question } from '../core/decision.ts'
import { examine, type Reason, selectRules } from '../core/examination.ts'
import type { GateSettings } from '../core/gate.ts'
import { type GateFault, type GateFaultRule, isGateFault, settingBehind } from '../core/gate-fault.ts'
import { ownSystem, type System } from '../core/system.ts'
import type { Parts } from '../parts.ts'

type BookParts = Pick<Parts, 'store' | 'rules' | 'policies' | 'clock' | 'digest'> & {
  readonly gates: ReadonlyMap<string, { readonly settings: GateSettings }>
}

interface Tally {
  readonly rule: GateFaultRule
  readonly gate: string
  readonly firstAt: string
  readonly asked: Set<string>
  lastAt: string
  count: number
}

const rule = 'NW-11'
const usualGate = 'decisions'
const mostAsked = 10
/** Longer than any system's id. */
const longestAsked = 64
const quietMilliseconds = 86_400_000
/** An audit after a quiet hour finds the gate mended. */
const freshMilliseconds = 3_600_000

/**
 * Counts questions at the gates that could not be decided, by system, reason and gate, and keeps a finding about each
 * system's. Questions about systems nobody has declared count for the service itself, so that the table is as long as
 * there are systems, whatever is asked. Kept in memory: after a restart it begins anew, and findings stay a day.
 */
export class GateFaultBook implements GateWatch {
  readonly #parts: BookParts
  readonly #tallies = new Map<string, Map<string, Tally>>()
  /** Systems about which there is more to tell than the store knows. */
  readonly #untold = new Set<string>()
  /** When each open finding was last written; read from the store once. */
  #told: Map<string, string> | undefined

  constructor(parts: BookParts) {
    this.#parts = parts
  }

  readonly onDecision = (question: Question, decision: Decision, now: string): void => {
    if (isGateFault(decision.rule)) this.#count(decision.rule, question, now)
  }

  /** What went wrong at a system's gates within the last hour. */
  lately(system: string, now: string): readonly GateFault[] {
    return this.#faults(system, now, freshMilliseconds)
  }

  /** Writes what is new into findings, and closes those of a day without another; called every minute. */
  async settle(): Promise<void> {
    const now = this.#parts.clock()
    this.#told ??= await this.#toldBefore()
    for (const id of [...this.#untold]) {
      // What is asked meanwhile is told the next time.
      this.#untold.delete(id)
      try {
        await this.#tell(id, this.#told, now)
      } catch (error) {
        this.#untold.add(id)
        throw error
      }
    }
    await this.#closeQuiet(this.#told, now)
  }

  async #tell(id: string, told: Map<string, string>, now: string): Promise<void> {
    const { store } = this.#parts
    const system = (await store.getSystem(id))?.value
    if (system === undefined) return void this.#tallies.delete(id)
    const reason = this.#judge(system, now)
    if (reason === undefined) return
    await store.recordFindings('gate-faults', [systemFinding(this.#parts, now, system, reason)])
    told.set(id, now)
  }

  async #closeQuiet(told: Map<string, string>, now: string): Promise<void> {
    for (const [id, at] of told) {
      if (isWithin(at, now, quietMilliseconds)) continue
      await this.#parts.store.resolveFindings([this.#findingOf(id)], now)
      told.delete(id)
      this.#tallies.delete(id)
    }
  }

  #count(fault: GateFaultRule, { system, gate = usualGate }: Question, now: string): void {
    const isUnknown = fault === 'unknown-system'
    const id = isUnknown ? ownSystem : system
    const ofSystem = this.#tallies.get(id) ?? new Map<string, Tally>()
    this.#tallies.set(id, ofSystem)
    const key = `${fault} ${gate}`
    const before = ofSystem.get(key)
    const isOld = before === undefined || !isWithin(before.lastAt, now, quietMilliseconds)
    const tally: Tally = isOld
      ? { rule: fault, gate, firstAt: now, lastAt: now, count: 0, asked: new Set() }
      : before
    tally.count += 1
    tally.lastAt = now
    if (isUnknown && tally.asked.size < mostAsked) tally.asked.add(system.slice(0, longestAsked))
    ofSystem.set(key, tally)
    this.#untold.add(id)
  }

  #faults(system: string, now: string, milliseconds: number): readonly GateFault[] {
    const tallies = [...(this.#tallies.get(system)?.values() ?? [])]
    return tallies
      .filter(({ lastAt }) => isWithin(lastAt, now, milliseconds))
      .map(({ asked, ...tally }) => ({
        ...tally,
        asked: [...asked],
        ...settingBehind(tally.rule, this.#parts.gates.get(tally.gate)?.settings),
      }))
  }

  #judge(system: System, now: string): Reason | undefined {
    const { rules, policies } = this.#parts
    const judged = [rules.get(rule)].filter(found => found !== undefined)
    const wanted = selectRules('system', judged, policies.named(system.policy))
    const gateFaults = this.#faults(system.id, now, quietMilliseconds)
    return examine<'system'>(wanted, { system, coLocated: [], gateFaults, now })[0]
  }

  #findingOf(system: string): string {
    return findingId(this.#parts, { rule, verdict: 'bad', reason: '' }, { system })
  }

  async #toldBefore(): Promise<Map<string, string>> {
    const told = new Map<string, string>()
    for (const status of ['open', 'waived'] as const) {
      const { items } = await this.#parts.store.pageFindings({ rule, status }, { limit: 200 })
      for (const { system, lastSeenAt } of items) if (system !== undefined) told.set(system, lastSeenAt)
    }
    return told
  }
}

function isWithin(at: string, now: string, milliseconds: number): boolean {
  return Date.parse(now) - Date.parse(at) < milliseconds
}
