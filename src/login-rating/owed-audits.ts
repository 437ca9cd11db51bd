import { isStorageFull } from '../core/refusal.ts'
import type { Store } from '../core/store.ts'
import type { Parts } from '../parts.ts'

const firstMilliseconds = 2_000
const betweenMilliseconds = 30_000

/** Begins an audit of these systems and answers its id. */
export type BeginAudit = (systems: readonly string[]) => Promise<string>

interface OwedParts extends Pick<Parts, 'store' | 'newId' | 'reportFault'> {
  readonly audit: BeginAudit
}

/**
 * Systems whose logins have shown something new and that are to be audited for it: many logins, one audit, and the
 * next not before it has ended. Kept with what was shown, so that no stop loses one, whichever process it was.
 */
export class OwedAudits {
  readonly #parts: OwedParts
  #timer: NodeJS.Timeout | undefined
  #last: { readonly id: string; readonly begunAt: number } | undefined

  constructor(parts: OwedParts) {
    this.#parts = parts
  }

  /** Takes up what the last stop left. */
  async open(): Promise<void> {
    await this.#goOn()
  }

  /** Owes one, in the transaction that keeps what was shown. */
  async owe(store: Pick<Store, 'oweAudit'>, system: string): Promise<void> {
    await store.oweAudit({ system, mark: this.#parts.newId('owed') })
    this.#beginSoon()
  }

  /** Begins what is owed now, with the systems that share passwords with it. */
  async begin(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const { store, audit } = this.#parts
    const owed = await store.owedAudits()
    const scope = new Set<string>()
    for (const { system } of owed) {
      if ((await store.getSystem(system)) === undefined) continue
      for (const id of [system, ...(await store.systemsSharingPasswordsWith(system))]) scope.add(id)
    }
    if (scope.size > 0) this.#last = { id: await audit([...scope]), begunAt: performance.now() }
    // What was owed anew meanwhile has another mark, and stays.
    for (const each of owed) await store.settleAudit(each)
  }

  /** Begins what is owed, so that whoever waits for audits to end waits for this one too. */
  async close(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#attempt(() => this.begin())
  }

  #beginSoon(): void {
    const rest = this.#last === undefined ? 0 : this.#last.begunAt + betweenMilliseconds - performance.now()
    this.#timer ??= setTimeout(() => void this.#turn(), Math.max(firstMilliseconds, rest)).unref()
  }

  async #turn(): Promise<void> {
    this.#timer = undefined
    await this.#attempt(async () => {
      const last = this.#last && (await this.#parts.store.getAudit(this.#last.id))
      if (last?.status !== 'running') await this.begin()
    })
    await this.#attempt(() => this.#goOn())
  }

  async #goOn(): Promise<void> {
    if ((await this.#parts.store.owedAudits()).length > 0) this.#beginSoon()
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!isStorageFull(error)) this.#parts.reportFault('login-rating', error)
    }
  }
}
