import { isStorageFull, Refusal } from '../core/refusal.ts'
import type { Parts } from '../parts.ts'

const retryMilliseconds = 5_000

/** Work that a stop or a full disk cut short. It is done in the order it was noted, as soon as the disk has room. */
export class OwedWork {
  readonly #owed = new Map<string, () => Promise<unknown>>()
  readonly #parts: Pick<Parts, 'requireRoom' | 'reportFault'>
  #paying: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(parts: Pick<Parts, 'requireRoom' | 'reportFault'>) {
    this.#parts = parts
  }

  /** Notes work under a name, once; it begins within seconds, or with the next `pay`. */
  note(name: string, work: () => Promise<unknown>): void {
    this.#owed.set(name, work)
    this.#timer ??= setTimeout(() => this.#payLater(), retryMilliseconds).unref()
  }

  /** Does work now, and what a full disk prevents of it later. A fault of our own is reported, not repeated. */
  async attempt(name: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#parts.reportFault(name, error)
      if (isStorageFull(error)) this.note(name, work)
    }
  }

  /** Does all that is owed; refuses (storage-full) while there is no room for it. */
  pay(): Promise<void> {
    this.#paying ??= this.#payAll().finally(() => {
      this.#paying = undefined
    })
    return this.#paying
  }

  /** Begins nothing more; ends when what runs has ended. What is still owed is found again at the next start. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#owed.clear()
    await this.#paying?.catch(() => undefined)
  }

  async #payAll(): Promise<void> {
    for (const [name, work] of this.#owed) {
      this.#parts.requireRoom()
      try {
        await work()
      } catch (error) {
        if (isStorageFull(error)) throw error
        this.#parts.reportFault(name, error)
      }
      this.#owed.delete(name)
    }
  }

  #payLater(): void {
    this.pay().then(
      () => {
        this.#timer = undefined
      },
      error => {
        if (!(error instanceof Refusal)) this.#parts.reportFault('owed work', error)
        this.#timer = setTimeout(() => this.#payLater(), retryMilliseconds).unref()
      },
    )
  }
}
