import type { Secret } from '../core/secret.ts'
import type { PasswordMarks } from './password-marks.ts'

/** Bounds; only tests choose others. */
export interface ComparisonLimits {
  /** How long an answer waits. */
  readonly milliseconds: number
  /** How many passwords may wait; beyond that the newest of whoever has most waiting makes room. */
  readonly most: number
}

/** A fingerprint takes some 20 ms, and the first after a start loads what makes it. */
const usual: ComparisonLimits = { milliseconds: 300, most: 100 }

/** A password to be compared, of an account of a system, and who brings it. */
export interface Compared {
  readonly mark: string
  readonly password: Secret
  readonly account: string
  readonly ip: string
}

interface Waiting extends Compared {
  /** Ends when it is compared, or will not be. */
  readonly done: PromiseWithResolvers<void>
}

/**
 * Fingerprints passwords that an answer waits for, one after the other and apart from ratings, which take longer. Made
 * once for a mark, however many wait for it; one that comes too late is there for the next login. Accounts take turns,
 * and whoever has most waiting goes short first: guesses for one account push out nobody of another.
 */
export class Comparisons {
  readonly #fingerprint: (password: string) => Promise<string>
  readonly #marks: PasswordMarks
  readonly #limits: ComparisonLimits
  /** In the order of their coming, by their marks. */
  readonly #waiting = new Map<string, Waiting>()
  /** Accounts whose turn was last, the latest at the end. */
  readonly #served = new Set<string>()
  #making: Waiting | undefined

  constructor(
    fingerprint: (password: string) => Promise<string>,
    marks: PasswordMarks,
    limits: ComparisonLimits = usual,
  ) {
    this.#fingerprint = fingerprint
    this.#marks = marks
    this.#limits = limits
  }

  /** Ends when the mark has its fingerprint, or cannot have it in time; undefined where it has one, or gets no place. */
  of(compared: Compared): Promise<void> | undefined {
    const { mark } = compared
    if (this.#marks.get(mark)?.fingerprint !== undefined) return undefined
    const same = this.#making?.mark === mark ? this.#making : this.#waiting.get(mark)
    const waiting = same ?? this.#take(compared)
    if (waiting === undefined) return undefined
    const { promise: late, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, this.#limits.milliseconds)
    return Promise.race([waiting.done.promise, late]).finally(() => clearTimeout(timer))
  }

  /** Whether a password is being compared. */
  get isBusy(): boolean {
    return this.#making !== undefined
  }

  #take(compared: Compared): Waiting | undefined {
    if (this.#size >= this.#limits.most && !this.#makeRoom(compared)) return undefined
    const waiting = { ...compared, done: Promise.withResolvers<void>() }
    this.#waiting.set(waiting.mark, waiting)
    if (this.#making === undefined) void this.#makeAll()
    return waiting
  }

  get #size(): number {
    return this.#waiting.size + (this.#making === undefined ? 0 : 1)
  }

  /** Sends away the newest of the account with most waiting, and there of the address with most; never for its equal. */
  #makeRoom({ account, ip }: Compared): boolean {
    const all = [...this.#waiting.values()]
    const crowded = mostOf(all.map(one => one.account))
    const ofAccount = all.filter(one => one.account === crowded)
    const address = mostOf(ofAccount.map(one => one.ip))
    const ofAddress = ofAccount.filter(one => one.ip === address)
    const victim = ofAddress.at(-1)
    const own = all.filter(one => one.account === account)
    const hasLess =
      own.length < ofAccount.length ||
      (account === crowded && own.filter(one => one.ip === ip).length + 1 < ofAddress.length)
    if (victim === undefined || !hasLess) return false
    this.#waiting.delete(victim.mark)
    victim.done.resolve()
    return true
  }

  async #makeAll(): Promise<void> {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      this.#making = next
      const { mark, password, done } = next
      try {
        const fingerprint = await this.#fingerprint(password.reveal())
        this.#marks.set(mark, { ...this.#marks.get(mark), fingerprint })
      } catch {
        // A fault is told by whoever takes the password in afterwards; whoever waits is answered without it.
      }
      this.#making = undefined
      done.resolve()
    }
    this.#served.clear()
  }

  /** The first that waits of the account that has not had its turn for longest. */
  #next(): Waiting | undefined {
    const turns = [...this.#served]
    let next: Waiting | undefined
    let turn = Number.POSITIVE_INFINITY
    for (const waiting of this.#waiting.values()) {
      const at = turns.indexOf(waiting.account)
      if (at >= turn) continue
      next = waiting
      turn = at
    }
    if (next === undefined) return undefined
    this.#waiting.delete(next.mark)
    this.#served.delete(next.account)
    this.#served.add(next.account)
    return next
  }
}

function mostOf(names: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].reduce<readonly [string | undefined, number]>(
    (most, one) => (one[1] > most[1] ? one : most),
    [undefined, 0],
  )[0]
}
