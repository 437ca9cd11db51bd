import type { Secret } from '../core/secret.ts'
import type { PasswordMarks } from './password-marks.ts'

/** Bounds; only tests choose others. */
export interface ComparisonLimits {
  /** How long an answer waits. */
  readonly milliseconds: number
  /** How many may wait; what comes on top is answered at once. */
  readonly most: number
}

/** A fingerprint takes some 20 ms, and the first after a start loads what makes it. */
const usual: ComparisonLimits = { milliseconds: 300, most: 100 }

/**
 * Fingerprints passwords that an answer waits for, one after the other and apart from ratings, which take longer. Made
 * once for a mark, however many wait for it; one that comes too late is there for the next login.
 */
export class Comparisons {
  readonly #fingerprint: (password: string) => Promise<string>
  readonly #marks: PasswordMarks
  readonly #limits: ComparisonLimits
  readonly #open = new Map<string, Promise<void>>()
  #line: Promise<void> = Promise.resolve()

  constructor(
    fingerprint: (password: string) => Promise<string>,
    marks: PasswordMarks,
    limits: ComparisonLimits = usual,
  ) {
    this.#fingerprint = fingerprint
    this.#marks = marks
    this.#limits = limits
  }

  /** Ends when the mark has its fingerprint, or cannot have it in time; undefined where it has one, or too many wait. */
  of(mark: string, password: Secret): Promise<void> | undefined {
    if (this.#marks.get(mark)?.fingerprint !== undefined) return undefined
    const open = this.#open.get(mark) ?? this.#begin(mark, password)
    if (open === undefined) return undefined
    const { promise: late, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, this.#limits.milliseconds)
    return Promise.race([open, late]).finally(() => clearTimeout(timer))
  }

  #begin(mark: string, password: Secret): Promise<void> | undefined {
    if (this.#open.size >= this.#limits.most) return undefined
    const made = this.#line
      .then(() => this.#fingerprint(password.reveal()))
      .then(fingerprint => this.#marks.set(mark, { ...this.#marks.get(mark), fingerprint }))
    // A fault is told by whoever takes the password in afterwards; whoever waits is answered without it.
    const open = made.then(
      () => undefined,
      () => undefined,
    )
    this.#open.set(mark, open)
    this.#line = open.finally(() => this.#open.delete(mark))
    return open
  }
}
