import type { Parts } from '../parts.ts'
import type { GateWatch } from './gate-watch.ts'
import type { Gatekeeper } from './gatekeeper.ts'
import type { TokenRing } from './token-ring.ts'

interface Followed extends Pick<Parts, 'store' | 'reportFault'> {
  readonly gatekeeper: Pick<Gatekeeper, 'refresh'>
  readonly tokenRing: Pick<TokenRing, 'refresh'>
  readonly watches: readonly Pick<GateWatch, 'reread'>[]
}

const betweenMilliseconds = 1_000
const wholeMilliseconds = 60_000

/**
 * Reads anew what another process on the same database has changed, a second later: every change somebody makes stands in
 * the log, so that a token revoked at one of them is no good at any. What audits do by themselves does not stand there:
 * everything is read anew every minute.
 */
export class Following {
  readonly #parts: Followed
  #timer: NodeJS.Timeout | undefined
  #isClosed = false
  #seen = 0
  #readAt = 0
  #looking: Promise<void> | undefined

  constructor(parts: Followed) {
    this.#parts = parts
  }

  /** Begins with what is there now; what was read before that is not read again. */
  async open(): Promise<void> {
    this.#seen = (await this.#parts.store.logSince(this.#seen)).head
    this.#readAt = performance.now()
    this.#goOn()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    await this.#looking
  }

  #goOn(): void {
    if (this.#isClosed) return
    this.#timer = setTimeout(() => {
      this.#looking = this.#look()
        .catch(error => this.#parts.reportFault('following', error))
        .finally(() => this.#goOn())
    }, betweenMilliseconds).unref()
  }

  async #look(): Promise<void> {
    const { store, gatekeeper, tokenRing, watches } = this.#parts
    const { head, actions } = await store.logSince(this.#seen)
    const changed = new Set(actions.map(action => action.split('.')[0] ?? ''))
    const now = performance.now()
    const isWhole = now - this.#readAt >= wholeMilliseconds
    const isAbout = (...subjects: readonly string[]) => isWhole || subjects.some(each => changed.has(each))
    if (isAbout('token')) await tokenRing.refresh()
    if (isAbout('allowlist', 'system')) await gatekeeper.refresh()
    if (isAbout('account-list', 'system', 'task')) await Promise.all(watches.map(watch => watch.reread?.()))
    // Only now: what could not be read is looked at again.
    this.#seen = head
    if (isWhole) this.#readAt = now
  }
}
