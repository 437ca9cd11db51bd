const hourInMilliseconds = 3_600_000

/** So many times in any sixty minutes for each name; forgets names that were not used for an hour. */
export class HourlyBudget {
  readonly #limit: number
  readonly #uses = new Map<string, readonly number[]>()

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Takes one at this moment (epoch milliseconds), or answers false where none is left. */
  take(name: string, now: number): boolean {
    for (const [other, uses] of this.#uses) {
      if ((uses.at(-1) ?? 0) <= now - hourInMilliseconds) this.#uses.delete(other)
    }
    const lately = (this.#uses.get(name) ?? []).filter(at => at > now - hourInMilliseconds)
    const isLeft = lately.length < this.#limit
    this.#uses.set(name, isLeft ? [...lately, now] : lately)
    return isLeft
  }
}
