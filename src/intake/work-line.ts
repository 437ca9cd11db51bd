import { runAudit } from '../audit/pass.ts'
import type { Caller } from '../change.ts'
import { isStorageFull } from '../core/refusal.ts'
import type { AccountList } from '../core/store.ts'
import type { System } from '../core/system.ts'
import type { Parts } from '../parts.ts'
import { auditList, commitList } from './commit.ts'
import { type ImportOptions, type IntakeSettings, rehearseCommit, requireMeant, stageList } from './import.ts'
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
  readonly #waiting = new Map<string, AccountList>()

  constructor(parts: Parts, settings: IntakeSettings) {
    this.#parts = parts
    this.#settings = settings
    this.#owed = new OwedWork(parts)
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
   * Reads, commits and audits a list; with `later` answers as soon as it is read and found good. A list that is
   * answered as `committed` is in place, but there was no room to audit it yet.
   */
  async import(
    system: System,
    bytes: AsyncIterable<Uint8Array>,
    options: ImportOptions & { readonly later?: boolean },
    caller: Caller,
  ): Promise<AccountList> {
    const { store, reportFault, newId } = this.#parts
    // Half-read lists of a run before go first: they are told from this one's only by being there already.
    await this.#owed.pay()
    const id = newId('list')
    const undo = async (error: unknown): Promise<never> => {
      await this.#owed.attempt(`discard ${id}`, () => store.discardList(id))
      throw error
    }
    const list = await stageList(this.#parts, this.#settings, id, system, bytes, options).catch(undo)
    if (options.dryRun === true) return this.#run(() => rehearseCommit(store, list)).catch(undo)
    // Who does not wait has his answer before the list is in place: that counts, not this.
    const { request: _answered, ...unmarked } = caller
    const by = options.later === true ? unmarked : caller
    if (options.later === true) await this.#requireMeant(list, options).catch(undo)
    const done = this.#run(() => this.#keep(list, system, options, by)).catch(undo)
    if (options.later !== true) return done
    this.#waiting.set(id, list)
    done.catch(error => reportFault('account-list', error)).finally(() => this.#waiting.delete(id))
    return list
  }

  /** Looked at in advance where nobody will be there to hear of it. */
  async #requireMeant(list: AccountList, options: ImportOptions): Promise<void> {
    const removed = list.rejectedCount > 0 ? 0 : await this.#parts.store.countAccounts(list.system)
    requireMeant(list, removed, options)
  }

  async #keep(
    list: AccountList,
    system: System,
    options: ImportOptions,
    caller: Caller,
  ): Promise<AccountList> {
    const committed = await commitList(this.#parts, list, system, options, caller)
    try {
      return await auditList(this.#parts, committed)
    } catch (error) {
      if (!isStorageFull(error)) throw error
      // The accounts are in place: this must not look like a refused list.
      this.#oweAudit(committed)
      return committed
    }
  }

  #oweAudit(list: AccountList): void {
    this.#owed.note(`list ${list.id}`, () => this.#run(() => auditList(this.#parts, list)))
  }

  /** A list that was read and waits to be committed. */
  waiting(id: string): AccountList | undefined {
    return this.#waiting.get(id)
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

  /** Ends when all work in line has ended. */
  async settle(): Promise<void> {
    await this.#owed.stop()
    await this.#last.catch(() => undefined)
  }
}
