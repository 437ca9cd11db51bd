import { type Caller, found, noteChange, recordChange } from '../change.ts'
import type { Decision } from '../core/decision.ts'
import { type HandedOver, type Handover, type HandoverInput, handoverLimits } from '../core/handover.ts'
import { contains, type Network, readAddress, readNetworks } from '../core/network.ts'
import { located, Refusal } from '../core/refusal.ts'
import { isLive } from '../core/rotation-plan.ts'
import type { Store } from '../core/store.ts'
import type { Parts } from '../parts.ts'
import { locatorOf, type SealedBox, seal, unseal } from './sealed-box.ts'

/** What a handover is decided by: the allowlists as they are now. */
export interface HandoverParts extends Parts {
  readonly judge: (system: string, ip: string, now: string) => Decision
  /** Whether other processes hold links too. */
  readonly isShared: boolean
}

interface Kept {
  readonly handover: Handover
  readonly box: SealedBox
  readonly networks: readonly Network[] | undefined
  /** What was noted of it already: whoever knocks a hundred times stands in the log once. */
  readonly noted: Set<string>
}

const stranger: Caller = { actor: 'system', ip: '' }
/** Settings that say which links there are, without what opens one: a crash cannot end them unseen. */
const openPrefix = 'handover:'
/** By then whoever holds an expired link has said so, if he lives. */
const overdueMilliseconds = 180_000

/**
 * Hands passwords over by links that are read once. In memory alone, sealed under a key that stands in the link: a stop
 * of the service ends them all, and nothing it writes or remembers opens one. That there is one is written down, and every
 * end is logged, if need be by whoever comes after.
 */
export class HandoverDesk {
  readonly #parts: HandoverParts
  readonly #kept = new Map<string, Kept>()

  constructor(parts: HandoverParts) {
    this.#parts = parts
  }

  /** Takes a password in and answers its link, the only time it is told. Refused while the task has one unread. */
  async make(
    input: HandoverInput,
    caller: Caller,
  ): Promise<{ readonly handover: Handover; readonly link: string }> {
    const networks = input.networks?.flatMap((text, index) =>
      located(`networks.${index}`, () => readNetworks(text)),
    )
    const about = await this.#about(input)
    await this.tidy()
    this.#requireRoom(about.task)
    const now = this.#parts.clock()
    const { expiresIn = handoverLimits.usual } = input
    const expiresAt = new Date(Date.parse(now) + expiresIn * 1_000).toISOString()
    const handover = { id: this.#parts.newId('handover'), ...about, madeAt: now, expiresAt }
    const { link, ...box } = seal(input.password)
    // Held before the log is waited for: of two at the same moment, the second finds the first.
    this.#kept.set(box.locator, { handover, box, networks, noted: new Set() })
    try {
      await this.#note('handover.make', handover, caller, { expiresAt }, tx =>
        tx.putSetting(`${openPrefix}${handover.id}`, JSON.stringify(handover)),
      )
    } catch (error) {
      this.#kept.delete(box.locator)
      throw error
    }
    return { handover, link }
  }

  /** What lies behind the link, without opening it: a preview of the link uses nothing up. */
  async look(link: string, caller: Caller): Promise<Handover> {
    const kept = await this.#at(link, caller)
    await this.#noteOnce(kept, 'handover.look', caller)
    return kept.handover
  }

  /** The password, once. Of many who ask at the same moment, one is answered. */
  async take(link: string, caller: Caller): Promise<HandedOver> {
    const kept = await this.#at(link, caller)
    if (!this.#kept.delete(kept.box.locator)) throw gone()
    try {
      const password = unseal(link, kept.box.sealed)
      await this.#note('handover.take', kept.handover, caller, { ip: caller.ip }, dropped(kept.handover))
      return { ...kept.handover, password }
    } catch (error) {
      // Not noted is not handed over.
      this.#kept.set(kept.box.locator, kept)
      throw error
    }
  }

  /** Ends a handover that nobody shall read any more. */
  async withdraw(id: string, caller: Caller): Promise<void> {
    const kept = found(
      [...this.#kept.values()].find(({ handover }) => handover.id === id),
      'handover-unknown',
      id,
    )
    this.#kept.delete(kept.box.locator)
    await this.#note('handover.withdraw', kept.handover, caller, {}, dropped(kept.handover))
  }

  /** Ends what is over, here and where nobody else does; called every minute. */
  async round(): Promise<void> {
    await this.tidy()
    if (this.#parts.isShared) await this.noteLost()
  }

  /** Ends those whose time is over; called before one is made or read. */
  async tidy(): Promise<void> {
    const now = this.#parts.clock()
    await this.#end('handover.expire', ({ expiresAt }) => expiresAt <= now)
  }

  /** Says which links a crash has ended: at the start all there are, with others beside it those nobody has ended in time. */
  async noteLost(): Promise<void> {
    const { store, clock, isShared, reportFault } = this.#parts
    const overdue = new Date(Date.parse(clock()) - overdueMilliseconds).toISOString()
    const own = new Set([...this.#kept.values()].map(({ handover }) => handover.id))
    for (const text of await store.settingsUnder(openPrefix)) {
      const handover: Handover = JSON.parse(text)
      if (own.has(handover.id) || (isShared && handover.expiresAt > overdue)) continue
      await this.#lose(handover).catch(error => reportFault('handover', error))
    }
  }

  /** Of several processes that find it, one says so. */
  #lose(handover: Handover): Promise<void> {
    const { store, clock, requireRoom } = this.#parts
    requireRoom()
    return store.transaction(async tx => {
      if (!(await tx.dropSetting(`${openPrefix}${handover.id}`))) return
      const entry = { at: clock(), action: 'handover.lose', subject: handover.id, detail: aboutOf(handover) }
      await noteChange(tx, stranger, entry)
    })
  }

  /** Says which links a stop of the service ends. */
  close(): Promise<void> {
    return this.#end('handover.lose', () => true)
  }

  async #end(action: `handover.${string}`, isOver: (handover: Handover) => boolean): Promise<void> {
    for (const [locator, { handover }] of this.#kept) {
      if (!isOver(handover) || !this.#kept.delete(locator)) continue
      const noted = this.#note(action, handover, stranger, {}, dropped(handover))
      await noted.catch(error => this.#parts.reportFault('handover', error))
    }
  }

  /** A task names system and login; a system and a login may stand without a task. */
  async #about({ task, system, login }: HandoverInput): Promise<Pick<Handover, 'task' | 'system' | 'login'>> {
    const { store } = this.#parts
    if (task !== undefined) {
      const there = found(await store.getTask(task), 'task-unknown', task)
      if (!isLive(there) && there.status !== 'verified') {
        throw new Refusal('conflict', 'task-closed', { id: task, status: there.status })
      }
      return { task, system: there.system, login: there.login }
    }
    if (system !== undefined) found(await store.getSystem(system), 'system-unknown', system)
    return { ...(system === undefined ? {} : { system }), ...(login === undefined ? {} : { login }) }
  }

  #requireRoom(task: string | undefined): void {
    const all = [...this.#kept.values()]
    const other = task === undefined ? undefined : all.find(({ handover }) => handover.task === task)
    if (other !== undefined) {
      throw new Refusal('conflict', 'handover-unread', { task: task ?? '', id: other.handover.id })
    }
    const { most } = handoverLimits
    if (all.length >= most) throw new Refusal('limited', 'handover-many', { most })
  }

  async #at(link: string, caller: Caller): Promise<Kept> {
    await this.tidy()
    const kept = this.#kept.get(locatorOf(link))
    if (kept === undefined) throw gone()
    if (this.#admits(kept, caller.ip)) return kept
    await this.#noteOnce(kept, 'handover.refuse', caller)
    throw new Refusal('forbidden', 'handover-address', { ip: caller.ip })
  }

  #admits({ networks, handover: { system } }: Kept, ip: string): boolean {
    if (networks !== undefined) return networks.some(network => contains(network, readAddress(ip)))
    if (system === undefined) return true
    const { wouldAllow, rule } = this.#parts.judge(system, ip, this.#parts.clock())
    return wouldAllow || rule === 'no-allowlist'
  }

  async #noteOnce(kept: Kept, action: `handover.${string}`, caller: Caller): Promise<void> {
    if (kept.noted.has(action)) return
    kept.noted.add(action)
    await this.#note(action, kept.handover, caller, { ip: caller.ip })
  }

  #note(
    action: `handover.${string}`,
    handover: Handover,
    caller: Caller,
    more: object = {},
    work: (tx: Store) => Promise<unknown> = async () => undefined,
  ): Promise<void> {
    const detail = { ...aboutOf(handover), ...more }
    return recordChange(this.#parts, caller, action, handover.id, detail, async tx => void (await work(tx)))
  }
}

function aboutOf({ task, system, login }: Handover) {
  return { ...(task && { task }), ...(system && { system }), ...(login && { login }) }
}

/** In the transaction that notes its end. */
function dropped({ id }: Handover): (tx: Store) => Promise<boolean> {
  return tx => tx.dropSetting(`${openPrefix}${id}`)
}

/** One answer for what never was, what was read and what is over: whoever guesses learns nothing. */
function gone(): Refusal {
  return new Refusal('not-found', 'handover-gone')
}
