import { createHmac, randomBytes } from 'node:crypto'
import type { PassingCredential } from '../access/gate-watch.ts'

/** What is known of one account's password while it is in memory. */
export interface MarkedPassword {
  /** Keyed fingerprint; undefined while it waits to be made. */
  readonly fingerprint?: string
  /** How often its system had changed when the password, known to be right, was taken in; undefined for a guess. */
  readonly settledAt?: number
}

/**
 * Passwords that have passed by, known again by a mark: an HMAC of system, login and password under a key that this
 * process makes for itself and never writes. Bounded: of more than `most` the oldest go.
 */
export class PasswordMarks {
  readonly #key = randomBytes(32)
  readonly #known = new Map<string, MarkedPassword>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  markOf({ system, login, password }: Pick<PassingCredential, 'system' | 'login' | 'password'>): string {
    const mac = createHmac('sha256', this.#key)
    return mac.update(JSON.stringify([system, login, password.reveal()])).digest('base64url')
  }

  get(mark: string): MarkedPassword | undefined {
    return this.#known.get(mark)
  }

  set(mark: string, marked: MarkedPassword): void {
    this.#known.delete(mark)
    this.#known.set(mark, marked)
    const [oldest] = this.#known.size > this.#most ? this.#known.keys() : []
    if (oldest !== undefined) this.#known.delete(oldest)
  }

  /** The next login with this password is looked at anew. */
  forget(mark: string): void {
    this.#known.delete(mark)
  }

  get size(): number {
    return this.#known.size
  }
}
