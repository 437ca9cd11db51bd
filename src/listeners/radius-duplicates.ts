/** What became of a request: a copy of it is answered as it was, without being decided again. */
export interface RadiusCopy {
  readonly key: string
  readonly isSeen: boolean
  /** Says how a copy is answered from now on. */
  readonly answerWith: (say: () => void) => void
  readonly repeat: () => void
}

interface Kept {
  readonly authenticator: Buffer
  readonly at: number
  say: () => void
}

const keptMilliseconds = 30_000
const mostKept = 4_096

/**
 * Knows repeated requests by sender, identifier and authenticator for 30 seconds (RFC 5080, 2.2.2): a password that was
 * counted as wrong once is not counted again because an answer was lost. The oldest go first beyond 4,096.
 */
export class DuplicateBook {
  readonly #kept = new Map<string, Kept>()
  readonly #now: () => number

  /** `now` in milliseconds, from any beginning. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Takes a request down, or finds it again. */
  note(key: string, authenticator: Uint8Array): RadiusCopy {
    const now = this.#now()
    this.#clear(now)
    const before = this.#kept.get(key)
    const isSeen = before?.authenticator.equals(authenticator) === true
    const kept =
      before !== undefined && isSeen
        ? before
        : { authenticator: Buffer.from(authenticator), at: now, say: () => undefined }
    if (!isSeen) {
      this.#kept.delete(key)
      this.#kept.set(key, kept)
    }
    return {
      key,
      isSeen,
      answerWith: say => {
        kept.say = say
      },
      repeat: () => kept.say(),
    }
  }

  /** Lets a request go that could not be answered, so that its copy is taken for a new one. */
  forget({ key }: RadiusCopy): void {
    this.#kept.delete(key)
  }

  #clear(now: number): void {
    for (const [key, { at }] of this.#kept) {
      if (now - at < keptMilliseconds && this.#kept.size < mostKept) return
      this.#kept.delete(key)
    }
  }
}
