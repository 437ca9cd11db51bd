import type { Secret } from '../core/secret.ts'

/** A password on its way from a gate to its rating. */
export interface Passing {
  readonly system: string
  readonly login: string
  readonly mark: string
  readonly password: Secret
  /** The server vouches for it; otherwise it may be a guess, to be compared and then forgotten. */
  isChecked: boolean
}

/** Passwords that wait. Guesses have a short lane of their own, so that no flood of them holds up what is right. */
export class PassingQueue {
  readonly #checked: Passing[] = []
  readonly #guesses: Passing[] = []
  readonly #most: { readonly checked: number; readonly guesses: number }

  constructor(most: { readonly checked: number; readonly guesses: number }) {
    this.#most = most
  }

  /** False where its lane is full: then it is not kept. */
  add(passing: Passing): boolean {
    const { isChecked } = passing
    const lane = isChecked ? this.#checked : this.#guesses
    if (lane.length >= (isChecked ? this.#most.checked : this.#most.guesses)) return false
    lane.push(passing)
    return true
  }

  /** What waits as a guess has been found right meanwhile. */
  vouchFor(mark: string): void {
    const waiting = this.#guesses.find(passing => passing.mark === mark)
    if (waiting !== undefined) waiting.isChecked = true
  }

  next(): Passing | undefined {
    return this.#checked.shift() ?? this.#guesses.shift()
  }

  get isEmpty(): boolean {
    return this.#checked.length + this.#guesses.length === 0
  }

  clear(): void {
    this.#checked.length = 0
    this.#guesses.length = 0
  }
}
