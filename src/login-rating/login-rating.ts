import type { GateWatch, PassingCredential } from '../access/gate-watch.ts'
import { compareFingerprints } from '../core/account.ts'
import type { Decision, DenialRule, Question } from '../core/decision.ts'
import { isStorageFull } from '../core/refusal.ts'
import type { Store } from '../core/store.ts'
import type { Fingerprinter } from '../intake/fingerprint.ts'
import type { Parts } from '../parts.ts'
import { Comparisons } from './comparisons.ts'
import { DenialBook } from './denial-book.ts'
import { type BeginAudit, OwedAudits } from './owed-audits.ts'
import { type Passing, PassingQueue } from './passing-queue.ts'
import { PasswordMarks } from './password-marks.ts'
import { takeIn } from './password-use.ts'

/** Bounds; only tests choose others. */
export interface LoginRatingLimits {
  readonly marks: number
  readonly checked: number
  readonly guesses: number
}

type Objection = DenialRule | 'not-compared'

const usualLimits: LoginRatingLimits = { marks: 50_000, checked: 1_000, guesses: 100 }
const refreshMilliseconds = 100

/** What login-time rating works with. The fingerprinter must not remember what it is given. */
export interface LoginRatingParts extends Parts {
  readonly fingerprinter: Fingerprinter
  readonly audit: BeginAudit
}

/**
 * Looks on at the gates: a password that a server has found right is fingerprinted and rated once, apart from the
 * answer. One that may be a guess is only ever compared with the password that a task wants gone, and where a policy
 * says so, that one is objected to. Guesses open, change and close nothing.
 */
export class LoginRating implements GateWatch {
  /** Passwords that passed unrated for want of room or time. */
  dropped = 0
  readonly #parts: LoginRatingParts
  readonly #marks: PasswordMarks
  readonly #queue: PassingQueue
  readonly #comparisons: Comparisons
  readonly #denials: DenialBook
  readonly #audits: OwedAudits
  readonly #changes = new Map<string, number>()
  #working: Promise<void> | undefined
  #refreshed: Promise<void> = Promise.resolve()
  #refreshing: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(parts: LoginRatingParts, limits: LoginRatingLimits = usualLimits) {
    this.#parts = parts
    this.#marks = new PasswordMarks(limits.marks)
    this.#queue = new PassingQueue(limits)
    this.#denials = new DenialBook(parts)
    this.#comparisons = new Comparisons(text => parts.fingerprinter.fingerprint(text), this.#marks)
    this.#audits = new OwedAudits(parts)
  }

  /** Reads who is to be kept out, and takes up audits that a stop cut short. */
  async open(): Promise<void> {
    await Promise.all([this.#denials.refresh(), this.#audits.open()])
  }

  /** Reads anew who is to be kept out. */
  reread(): Promise<void> {
    return this.#refresh()
  }

  /** To be told whenever tasks, list or declaration of a system have changed. */
  noteChange(system: string): void {
    this.#changes.set(system, this.#changesOf(system) + 1)
    this.#refreshSoon()
  }

  /** A password not seen since the start, of an account that one password keeps out: is it the one? */
  missing({ system, login, ip, password }: Question, now: string): Promise<void> | undefined {
    if (this.#isClosed || login === undefined || password === undefined) return undefined
    if (this.#denials.find(system, login, ip, now)?.fingerprint === undefined) return undefined
    const mark = this.#marks.markOf({ system, login, password })
    return this.#comparisons.of({ mark, password, account: `${system} ${login}`, ip })
  }

  /** A password that nobody has compared yet may be the one: it stays out until it is told apart (unknown is not good). */
  objection({ system, login, ip, password }: Question, _: Decision, now: string): Objection | undefined {
    if (login === undefined) return undefined
    if (this.#denials.isOutdated(system)) this.#refreshSoon()
    const denied = this.#denials.find(system, login, ip, now)
    if (denied === undefined) return undefined
    if (password === undefined) return denied.isSeenChanged ? undefined : denied.rule
    const known = this.#marks.get(this.#marks.markOf({ system, login, password }))
    if (denied.fingerprint !== undefined && known?.fingerprint === undefined) return 'not-compared'
    const isTheOne = compareFingerprints(denied.fingerprint, known?.fingerprint) === 'same'
    return isTheOne ? denied.rule : undefined
  }

  onCredential(credential: PassingCredential): void {
    const { system, login, password, phase, decision } = credential
    const isChecked = phase === 'after'
    if (this.#isClosed || decision.rule === 'unknown-system') return
    if (!isChecked && !this.#denials.concerns(system, login)) return
    // While answers wait, guesses stand in their line, and nowhere else.
    if (!isChecked && this.#comparisons.isBusy) return
    const mark = this.#marks.markOf(credential)
    const known = this.#marks.get(mark)
    if (known !== undefined && !isChecked) return
    const settledAt = this.#changesOf(system)
    if (known?.settledAt === settledAt) return
    if (known !== undefined && known.fingerprint === undefined) {
      this.#queue.vouchFor(mark)
      return
    }
    this.#marks.set(mark, { ...known, ...(isChecked ? { settledAt } : {}) })
    if (this.#queue.add({ system, login, mark, password, isChecked })) this.#work()
    else this.#drop(mark)
  }

  /** Owes a system an audit for a password that was seen in use elsewhere, in the transaction that keeps it. */
  owe(store: Store, system: string): Promise<void> {
    return this.#audits.owe(store, system)
  }

  /** Ends when everything that waits has been worked, and the audits it asks for have begun. */
  async settle(): Promise<void> {
    while (this.#working !== undefined) await this.#working
    await this.#refresh()
    await this.#audits.begin()
  }

  /** Takes in nothing more. What still waits is dropped: it comes again with the next login. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#queue.clear()
    clearTimeout(this.#refreshing)
    await this.#working
    await this.#audits.close()
  }

  #changesOf(system: string): number {
    return this.#changes.get(system) ?? 0
  }

  #work(): void {
    this.#working ??= this.#workAll().finally(() => {
      this.#working = undefined
      if (!this.#queue.isEmpty) this.#work()
    })
  }

  /** One after the other: rating is to leave the processors to the answers. */
  async #workAll(): Promise<void> {
    for (let passing = this.#queue.next(); passing !== undefined; passing = this.#queue.next()) {
      const { mark } = passing
      try {
        await this.#workOne(passing)
      } catch (error) {
        this.#drop(mark)
        if (!isStorageFull(error)) this.#parts.reportFault('login-rating', error)
      }
    }
  }

  async #workOne(passing: Passing): Promise<void> {
    const { system, login, mark, password } = passing
    const { fingerprinter } = this.#parts
    const settledAt = this.#changesOf(system)
    const known = this.#marks.get(mark)?.fingerprint
    const fingerprint = known ?? (await fingerprinter.fingerprint(password.reveal()))
    const { isChecked } = passing
    if (isChecked) {
      const owe = (store: Store) => this.#audits.owe(store, system)
      await takeIn({ ...this.#parts, owe }, { system, login, password, fingerprint })
    }
    this.#marks.set(mark, { fingerprint, ...(isChecked ? { settledAt } : {}) })
  }

  #drop(mark: string): void {
    this.dropped += 1
    this.#marks.forget(mark)
  }

  #refreshSoon(): void {
    if (this.#isClosed) return
    this.#refreshing ??= setTimeout(() => {
      this.#refreshing = undefined
      void this.#refresh()
    }, refreshMilliseconds).unref()
  }

  /** One after the other, so that what was read first is not put in force last. */
  #refresh(): Promise<void> {
    this.#refreshed = this.#refreshed
      .then(() => this.#denials.refresh())
      .catch(error => this.#parts.reportFault('login-rating', error))
    return this.#refreshed
  }
}
