import { isStorageFull } from '../core/refusal.ts'
import type { Store } from '../core/store.ts'
import type { Parts } from '../parts.ts'

const setting = 'login-rating-owed-audits'
const firstMilliseconds = 2_000
const betweenMilliseconds = 30_000

/** Begins an audit of these systems and answers its id. */
export type BeginAudit = (systems: readonly string[]) => Promise<string>

/**
 * Systems whose logins have shown something new and that are to be audited for it: many logins, one audit, and the
 * next not before it has ended. Kept with what was shown, so that no stop loses one.
 */
export class OwedAudits {
  readonly #parts: Pick<Parts, 'store' | 'reportFault'> & { readonly audit: BeginAudit }
  readonly #owed = new Set<string>()
  #timer: NodeJS.Timeout | undefined
  #last: { readonly id: string; readonly begunAt: number } | undefined

  constructor(parts: Pick<Parts, 'store' | 'reportFault'> & { readonly audit: BeginAudit }) {
    this.#parts = parts
  }

  /** Takes up what the last stop left. */
  async open(): Promise<void> {
    const left = (await this.#parts.store.getSetting(setting)) ?? ''
    for (const system of left.split(' ').filter(Boolean)) this.#owed.add(system)
    this.#beginSoon()
  }

  /** Owes one, in the transaction that keeps what was shown. */
  async owe(store: Pick<Store, 'putSetting'>, system: string): Promise<void> {
    this.#owed.add(system)
    await store.putSetting(setting, [...this.#owed].join(' '))
    this.#beginSoon()
  }

  /** Begins what is owed now, with the systems that share passwords with it. */
  async begin(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const { store, audit } = this.#parts
    const owed = [...this.#owed]
    const scope = new Set<string>()
    for (const system of owed) {
      if ((await store.getSystem(system)) === undefined) continue
      for (const id of [system, ...(await store.systemsSharingPasswordsWith(system))]) scope.add(id)
    }
    if (scope.size > 0) this.#last = { id: await audit([...scope]), begunAt: performance.now() }
    for (const system of owed) this.#owed.delete(system)
    if (owed.length > 0) await store.putSetting(setting, [...this.#owed].join(' '))
  }

  /** Begins what is owed, so that whoever waits for audits to end waits for this one too. */
  async close(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#attempt(() => this.begin())
  }

  #beginSoon(): void {
    if (this.#owed.size === 0) return
    const rest = this.#last === undefined ? 0 : this.#last.begunAt + betweenMilliseconds - performance.now()
    this.#timer ??= setTimeout(() => void this.#turn(), Math.max(firstMilliseconds, rest)).unref()
  }

  async #turn(): Promise<void> {
    this.#timer = undefined
    await this.#attempt(async () => {
      const last = this.#last && (await this.#parts.store.getAudit(this.#last.id))
      if (last?.status !== 'running') await this.begin()
    })
    this.#beginSoon()
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!isStorageFull(error)) this.#parts.reportFault('login-rating', error)
    }
  }
}
