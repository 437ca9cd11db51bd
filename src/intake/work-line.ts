import { runAudit } from '../audit/pass.ts'
import { isStorageFull } from '../core/refusal.ts'
import type { AccountList } from '../core/store.ts'
import type { System } from '../core/system.ts'
import type { Parts } from '../parts.ts'
import { auditList, commitList } from './commit.ts'
import { type ImportOptions, type IntakeSettings, rehearseCommit, stageList } from './import.ts'
import { OwedWork } from './owed-work.ts'

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
  #run<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.catch(() => undefined).then(work)
    this.#last = turn
    return turn
  }

  /** Audits systems in their turn; a fault is reported. */
  audit(id: string, systems: readonly string[]): Promise<void> {
    return this.#owed.attempt(`audit ${id}`, () => this.#run(() => runAudit(this.#parts, id, { systems })))
  }

  /**
   * Reads, commits and audits a list; with `later` answers as soon as it is read and found good. A list that is
   * answered as `committed` is in place, but there was no room to audit it yet.
   */
  async import(
    system: System,
    bytes: AsyncIterable<Uint8Array>,
    options: ImportOptions & { readonly later?: boolean },
    actor: string,
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
    const done = this.#run(() => this.#keep(list, system, options, actor)).catch(undo)
    if (options.later !== true) return done
    this.#waiting.set(id, list)
    done.catch(error => reportFault('account-list', error)).finally(() => this.#waiting.delete(id))
    return list
  }

  async #keep(
    list: AccountList,
    system: System,
    options: ImportOptions,
    actor: string,
  ): Promise<AccountList> {
    const committed = await commitList(this.#parts, list, system, options, actor)
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
    const lists = await store.unauditedLists()
    const audits = await store.runningAudits()
    this.#owed.note('half-read lists', () => store.discardUnfinishedLists())
    for (const list of lists) this.#oweAudit(list)
    for (const { id, systems } of audits) {
      if (lists.some(({ audit }) => audit === id)) continue
      this.#owed.note(`audit ${id}`, () => this.#run(() => runAudit(this.#parts, id, { systems })))
    }
    this.#owed.pay().catch(error => reportFault('recover', error))
  }

  /** Ends when all work in line has ended. */
  async settle(): Promise<void> {
    await this.#owed.stop()
    await this.#last.catch(() => undefined)
  }
}
