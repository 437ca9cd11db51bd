import type { ChangeMark, CutShort, FoundAccount } from '../core/executor.ts'
import { placeName } from '../core/probe-target.ts'
import { Refusal } from '../core/refusal.ts'
import type { Secret } from '../core/secret.ts'
import { type Administrator, atServer } from './administrator.ts'
import { type BegunThere, isBetween, JournalPage, type KeptThere } from './journal-page.ts'

/** How one server reads and sets what it keeps of an account's password. */
export interface ServerRow {
  readonly kept: FoundAccount['kept']
  /** What was found, all of it; to be put back as it is. */
  readonly found: KeptThere
  readonly read: () => Promise<KeptThere>
  readonly put: (kept: KeptThere) => Promise<void>
  /** Sets the password; `begin` is told what will be kept, before it is where that is made here, else as soon as it is. */
  readonly set: (password: Secret, begin: (to?: KeptThere) => void) => Promise<void>
  /** When it was last changed (epoch milliseconds), by a server that makes itself what it keeps. */
  readonly changedAt?: () => Promise<number | undefined>
  readonly close: () => Promise<void>
}

/** What a server says was changed within this time of a change that was begun is that change. */
const ownMilliseconds = 15_000

/**
 * Makes an account of the row: what stood there before is in the journal from before the change until it has ended, so
 * that the next run puts back what a killed one has left. Refuses to write over what somebody else has set since.
 */
export async function openServerAccount(
  administrator: Administrator,
  login: string,
  row: ServerRow,
): Promise<FoundAccount> {
  const at = placeName(administrator.place)
  const page = new JournalPage(administrator.journal, at, login)
  const account = new HeldAccount(administrator, login, row, page)
  const cutShort = await account.cutShort()
  return {
    at,
    kept: row.kept,
    ...(cutShort === undefined ? {} : { cutShort }),
    change: (password, mark) => account.change(password, mark),
    restore: () => account.restore(),
    settle: async () => account.settle(),
    close: async () => {
      page.letGo()
      await row.close()
    },
  }
}

/** One account at a server with its page of the journal. */
class HeldAccount {
  readonly #administrator: Administrator
  readonly #login: string
  readonly #row: ServerRow
  readonly #page: JournalPage
  #begun: BegunThere | undefined

  constructor(administrator: Administrator, login: string, row: ServerRow, page: JournalPage) {
    this.#administrator = administrator
    this.#login = login
    this.#row = row
    this.#page = page
  }

  async change(password: Secret, mark: ChangeMark): Promise<void> {
    const { found: from, set } = this.#row
    await this.#page.hold()
    if (this.#page.isWritten()) throw this.#notEnded()
    await this.#requireBetween({ from })
    const begunAt = new Date().toISOString()
    const begin = (to?: KeptThere) => {
      this.#begun = { ...mark, begunAt, from, ...(to === undefined ? {} : { to }) }
      this.#page.write(this.#begun)
    }
    await this.#at('change', () => set(password, begin))
  }

  /** Puts back what was found, where anything was begun. */
  async restore(): Promise<void> {
    if (this.#begun === undefined) return
    const { from, to } = this.#begun
    if (to !== undefined) await this.#requireBetween(this.#begun)
    await this.#at('restore', () => this.#row.put(from))
    this.settle()
  }

  settle(): void {
    if (this.#begun !== undefined) this.#page.remove()
    this.#begun = undefined
  }

  /** A change that has not ended, once whoever is at work has. */
  async cutShort(): Promise<CutShort | undefined> {
    const page = this.#page
    if (!page.isWritten()) return undefined
    await page.hold()
    const begun = page.read()
    page.letGo()
    if (begun === undefined) return undefined
    const { task, handover } = begun
    return {
      copy: page.file,
      task,
      handover,
      putBack: () => this.#putBack(),
      forget: async () => page.remove(),
      refusal: () => this.#notEnded(),
    }
  }

  async #putBack(): Promise<void> {
    const page = this.#page
    await page.hold()
    try {
      const begun = page.read()
      if (begun === undefined) return
      const isOurs = isBetween(await this.#at('look', this.#row.read), begun) || (await this.#isOwn(begun))
      if (!isOurs) throw this.#notEnded()
      await this.#at('restore', () => this.#row.put(begun.from))
      page.remove()
    } finally {
      page.letGo()
    }
  }

  /** Whether what was never asked for, since the run was killed before, is what the server made for it. */
  async #isOwn({ begunAt, to }: BegunThere): Promise<boolean> {
    const { changedAt } = this.#row
    if (to !== undefined || changedAt === undefined) return false
    const at = await this.#at('look', changedAt)
    return at !== undefined && Math.abs(at - Date.parse(begunAt)) < ownMilliseconds
  }

  async #requireBetween(begun: Pick<BegunThere, 'from' | 'to'>): Promise<void> {
    if (isBetween(await this.#at('look', this.#row.read), begun)) return
    const { place } = this.#administrator
    throw new Refusal('conflict', 'rotate-changed-there', { at: placeName(place), login: this.#login })
  }

  #notEnded(): Refusal {
    const at = placeName(this.#administrator.place)
    const values = { at, login: this.#login, copy: this.#page.file }
    return new Refusal('conflict', 'rotate-cut-short-there', values)
  }

  #at<T>(step: Parameters<typeof atServer>[1], work: () => Promise<T>): Promise<T> {
    return atServer(this.#administrator, step, work)
  }
}
