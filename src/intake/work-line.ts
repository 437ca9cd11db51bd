import { runAudit } from '../audit/pass.ts'
import type { Caller } from '../change.ts'
import type { AccountList, ListNews, ListPhase } from '../core/account-list.ts'
import { isStorageFull } from '../core/refusal.ts'
import type { System } from '../core/system.ts'
import type { Parts } from '../parts.ts'
import { auditList, commitList } from './commit.ts'
import {
  begunList,
  type ImportOptions,
  type ImportWatch,
  type IntakeSettings,
  rehearseCommit,
  stageList,
} from './import.ts'
import { ListsUnderWay } from './lists-under-way.ts'
import { OwedWork } from './owed-work.ts'

/** Longer than any list takes to be read. */
const readingMilliseconds = 86_400_000

/**
 * The order of work: lists may be read side by side, but are committed and audited one after the other. What a stop
 * or a full disk cuts short is taken up again.
 */
export class WorkLine {
  readonly #parts: Parts
  readonly #settings: IntakeSettings
  readonly #owed: OwedWork
  #last: Promise<unknown> = Promise.resolve()
  readonly #underWay: ListsUnderWay
  readonly #taking = new Set<Promise<unknown>>()

  /** `isShared`: other processes work on the same database. */
  constructor(parts: Parts, settings: IntakeSettings, isShared: boolean) {
    this.#parts = parts
    this.#settings = settings
    this.#owed = new OwedWork(parts)
    this.#underWay = new ListsUnderWay(parts, isShared)
  }

  /** Runs work when everything before it has ended; each sees what the one before left. */
  #run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const turn = this.#last.catch(() => undefined).then(() => this.#parts.store.alone(work, signal))
    this.#last = turn
    return turn
  }

  /**
   * Runs an audit that was begun in its turn, or what is left of it; nothing where it has ended. A fault is reported;
   * once `signal` is aborted the rest is left to whoever takes it over.
   */
  audit(id: string, signal?: AbortSignal): Promise<void> {
    return this.#owed.attempt(`audit ${id}`, async () => {
      try {
        await this.#run(() => this.#finish(id, signal), signal)
      } catch (error) {
        if (signal?.aborted !== true) throw error
      }
    })
  }

  async #finish(id: string, signal?: AbortSignal): Promise<void> {
    const { store } = this.#parts
    const list = (await store.unauditedLists()).find(({ audit }) => audit === id)
    if (list !== undefined) await auditList(this.#parts, list, signal)
    const audit = await store.getAudit(id)
    if (audit?.status === 'running') await runAudit(this.#parts, id, audit, signal)
  }

  /**
   * Reads, commits and audits a list; with `later` answers as soon as it has been received whole. A list that is
   * answered as `committed` is in place, but there was no room to audit it yet.
   */
  async import(
    system: System,
    bytes: AsyncIterable<Uint8Array>,
    options: ImportOptions,
    caller: Caller,
  ): Promise<ListNews> {
    // Half-read lists of a run before go first: they are told from this one's only by being there already.
    await this.#owed.pay()
    const list = begunList(this.#parts, system, options)
    if (options.later !== true || this.#underWay.isFull)
      return this.#waitedFor(this.#take(list, system, bytes, options, caller))
    // Who does not wait has his answer before the list is in place: that counts, not this.
    const { request: _answered, ...by } = caller
    return this.#underWay.begin(list, watch =>
      this.#take(list, system, bytes, { ...options, signal: watch.signal }, by, watch),
    )
  }

  /** Who asked may have gone meanwhile; the list is to be in place or discarded all the same before a stop. */
  #waitedFor(taking: Promise<ListNews>): Promise<ListNews> {
    this.#taking.add(taking)
    return taking.finally(() => this.#taking.delete(taking))
  }

  async #take(
    begun: AccountList,
    system: System,
    bytes: AsyncIterable<Uint8Array>,
    options: ImportOptions,
    caller: Caller,
    watch?: ImportWatch,
  ): Promise<ListNews> {
    const { store } = this.#parts
    const undo = async (error: unknown): Promise<never> => {
      await this.#owed.attempt(`discard ${begun.id}`, () => store.discardList(begun.id))
      throw error
    }
    const staging = stageList(this.#parts, this.#settings, begun, system, bytes, options, watch)
    const list = await staging.catch(undo)
    const step = (phase: ListPhase) => watch?.onStep({ ...list, phase, progress: 0 })
    step('waiting')
    const commit = async () => {
      options.signal?.throwIfAborted()
      step('committing')
      if (options.dryRun === true) return rehearseCommit(store, list, options)
      return this.#keep(list, system, options, caller, watch)
    }
    return this.#run(commit, options.signal).catch(undo)
  }

  async #keep(
    list: AccountList,
    system: System,
    options: ImportOptions,
    caller: Caller,
    watch?: ImportWatch,
  ): Promise<AccountList> {
    const committed = await commitList(this.#parts, list, system, options, caller)
    options.onCommitted?.(committed)
    watch?.onStep(committed)
    try {
      return await auditList(this.#parts, committed, options.signal)
    } catch (error) {
      // The accounts are in place: this must not look like a refused list. After a stop the audit is found again.
      if (options.signal?.aborted === true) return committed
      if (!isStorageFull(error)) throw error
      this.#oweAudit(committed)
      return committed
    }
  }

  #oweAudit(list: AccountList): void {
    this.#owed.note(`list ${list.id}`, () => this.#run(() => auditList(this.#parts, list)))
  }

  /** What is known of a list, on its way in or in place. */
  tell(id: string): Promise<ListNews | undefined> {
    return this.#underWay.tell(id)
  }

  /** Finds what the last stop cut short: half-read lists, which are thrown away, and audits, which are run again. */
  async recover(): Promise<void> {
    const { store, reportFault } = this.#parts
    const unended = await this.#unended()
    this.#owed.note('half-read lists', () => store.discardUnfinishedLists())
    for (const id of unended) this.#owed.note(`audit ${id}`, () => this.#run(() => this.#finish(id)))
    this.#owed.pay().catch(error => reportFault('recover', error))
  }

  /**
   * The same where other processes may be at it: asks for every audit that has not ended, and throws away only what
   * nobody can still be reading.
   */
  async settleShared(ask: (audit: string) => Promise<void>): Promise<void> {
    const { store, clock } = this.#parts
    // Ids begin with the time at which they were made.
    const longAgo = (Date.parse(clock()) - readingMilliseconds).toString(36).padStart(9, '0')
    await store.discardUnfinishedLists(`list_${longAgo}`)
    for (const id of await this.#unended()) await ask(id)
  }

  /** Audits that were begun, with those of lists in place, oldest first. */
  async #unended(): Promise<ReadonlySet<string>> {
    const lists = await this.#parts.store.unauditedLists()
    const audits = await this.#parts.store.runningAudits()
    return new Set([...lists.flatMap(({ audit }) => audit ?? []), ...audits.map(({ id }) => id)])
  }

  /** Ends when all work in line has ended; lists that nobody waits for are cut short. */
  async settle(): Promise<void> {
    await this.#underWay.stop()
    await Promise.allSettled(this.#taking)
    await this.#owed.stop()
    await this.#last.catch(() => undefined)
  }
}
