/** One of the busiest. */
export interface Busy {
  readonly name: string
  readonly attempts: number
  /** Since it is in the list, epoch milliseconds. */
  readonly firstAt: number
  readonly lastAt: number
}

const usualPlaces = 64
const quietMilliseconds = 3_600_000
const lookAgainMilliseconds = 60_000

/**
 * The busiest names of an endless stream, in a fixed number of places. A name comes in when it has been counted more
 * often than the least busy one that is there; whoever has been quiet for an hour is the least busy.
 */
export class Busiest {
  readonly #places: number
  readonly #placeOf = new Map<string, number>()
  readonly #names: string[] = []
  readonly #attempts: Uint32Array
  readonly #firstAt: Float64Array
  readonly #lastAt: Float64Array
  #least = 0
  #leastUntil = 0

  constructor(places: number = usualPlaces) {
    this.#places = places
    this.#attempts = new Uint32Array(places)
    this.#firstAt = new Float64Array(places)
    this.#lastAt = new Float64Array(places)
  }

  /** One more attempt under a name, which makes so many; from whoever counts them. */
  note(name: string, attempts: number, now: number): void {
    // Nobody in the list has fewer than the least of a minute ago: names seen once cost one comparison.
    if (attempts <= this.#least && now < this.#leastUntil) return
    const place = this.#placeOf.get(name) ?? this.#admit(name, attempts, now)
    if (place === undefined) return
    this.#attempts[place] = Math.max(attempts, (this.#attempts[place] ?? 0) + 1)
    this.#lastAt[place] = now
  }

  /** Everybody in the list, busiest first. */
  list(): readonly Busy[] {
    const all = this.#names.map((name, place) => ({
      name,
      attempts: this.#attempts[place] ?? 0,
      firstAt: this.#firstAt[place] ?? 0,
      lastAt: this.#lastAt[place] ?? 0,
    }))
    return all.sort((a, b) => b.attempts - a.attempts || b.lastAt - a.lastAt)
  }

  #admit(name: string, attempts: number, now: number): number | undefined {
    const place = this.#names.length < this.#places ? this.#names.length : this.#lessBusyThan(attempts, now)
    if (place === undefined) return undefined
    this.#placeOf.delete(this.#names[place] ?? '')
    this.#placeOf.set(name, place)
    this.#names[place] = name
    this.#attempts[place] = 0
    this.#firstAt[place] = now
    return place
  }

  #lessBusyThan(attempts: number, now: number): number | undefined {
    let least = 0
    for (let place = 1; place < this.#places; place += 1) {
      if (this.#standing(place, now) < this.#standing(least, now)) least = place
    }
    this.#least = this.#standing(least, now)
    this.#leastUntil = now + lookAgainMilliseconds
    return attempts > this.#least ? least : undefined
  }

  #standing(place: number, now: number): number {
    return now - (this.#lastAt[place] ?? 0) >= quietMilliseconds ? 0 : (this.#attempts[place] ?? 0)
  }
}
