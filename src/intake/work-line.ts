import type { AccountList } from '../core/store.ts'
import type { System } from '../core/system.ts'
import type { Parts } from '../parts.ts'
import { auditList, commitAndAudit } from './commit.ts'
import { type ImportOptions, type IntakeSettings, rehearseCommit, stageList } from './import.ts'

/** The order of work: lists may be read side by side, but are committed and audited one after the other. */
export class WorkLine {
  readonly #parts: Parts
  readonly #settings: IntakeSettings
  #last: Promise<unknown> = Promise.resolve()
  readonly #waiting = new Map<string, AccountList>()

  constructor(parts: Parts, settings: IntakeSettings) {
    this.#parts = parts
    this.#settings = settings
  }

  /** Runs work when everything before it has ended; each sees what the one before left. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.catch(() => undefined).then(work)
    this.#last = turn
    return turn
  }

  /** Reads, commits and audits a list; with `later` answers as soon as it is read and found good. */
  async import(
    system: System,
    bytes: AsyncIterable<Uint8Array>,
    options: ImportOptions & { readonly later?: boolean },
    actor: string,
  ): Promise<AccountList> {
    const { store, reportFault } = this.#parts
    const list = await stageList(this.#parts, this.#settings, system, bytes, options)
    if (options.dryRun === true) return this.run(() => rehearseCommit(store, list))
    const done = this.run(() => commitAndAudit(this.#parts, list, system, options, actor)).catch(
      async error => {
        await store.discardList(list.id)
        throw error
      },
    )
    if (options.later !== true) return done
    this.#waiting.set(list.id, list)
    done.catch(error => reportFault('account-list', error)).finally(() => this.#waiting.delete(list.id))
    return list
  }

  /** A list that was read and waits to be committed. */
  waiting(id: string): AccountList | undefined {
    return this.#waiting.get(id)
  }

  /** Throws away half-read lists and audits the committed ones whose audit never ended. */
  async recover(): Promise<void> {
    await this.#parts.store.discardUnfinishedLists()
    for (const list of await this.#parts.store.unauditedLists()) {
      await this.run(() => auditList(this.#parts, list))
    }
  }

  /** Ends when all work in line has ended. */
  async settle(): Promise<void> {
    await this.#last.catch(() => undefined)
  }
}
