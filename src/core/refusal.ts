import {
  isMessageKey,
  type Language,
  type MessageKey,
  render,
  type Sentence,
  type SpokenValues,
} from './message.ts'

/** What kind of mistake it was; one table turns it into an HTTP status, one into an exit code. */
export type RefusalKind =
  /** Understood, but what it says is refused. */
  | 'invalid'
  /** Not of the form the contract gives it: no JSON, an unknown field, a wrong type. */
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  /** The path is known, the method is not. */
  | 'wrong-method'
  | 'conflict'
  | 'unavailable'
  | 'stale'
  | 'unconditional'
  | 'limited'
  | 'too-large'
  /** A body of another type or coding than can be read. */
  | 'wrong-media'
  | 'storage-full'

/** One bad field or line inside a refused whole. `at` is a field path (`entries.3.network`) or `line 12`. */
export interface Fault {
  readonly at: string
  readonly key: MessageKey
  readonly values?: SpokenValues
}

/** A fault's place as a person reads it: of `shop.yaml line 12` the line in the reader's language. */
export function spokenPlace(at: string): Sentence {
  return { en: at, ja: at.replace(/ line (\d+)$/, ' の$1行目') }
}

/**
 * The one error thrown on purpose: an error the caller can mend. `key` is the stable code scripts may test;
 * the sentence and its hint come from the catalogue, in the reader's language. Never carries a password.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly kind: RefusalKind
  readonly key: MessageKey
  readonly values: SpokenValues
  readonly faults: readonly Fault[]

  constructor(kind: RefusalKind, key: MessageKey, values: SpokenValues = {}, faults: readonly Fault[] = []) {
    super(render('en', key, values))
    this.kind = kind
    this.key = key
    this.values = values
    this.faults = faults
  }

  /** What to write instead, or undefined where the sentence says all. */
  hint(language: Language = 'en'): string | undefined {
    return hintOf(language, this.key, this.values)
  }
}

/** Runs `work`; what it refuses without naming a place is about this one. */
export function located<T>(at: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw placed(at, error)
  }
}

/** The error with this place, where it is a refusal that names none. */
export function placed(at: string, error: unknown): unknown {
  if (!(error instanceof Refusal) || error.faults.length > 0) return error
  const { kind, key, values } = error
  return new Refusal(kind, key, values, [{ at, key, values }])
}

/** Whether a change was refused because the disk has no room for it; the same change may go through later. */
export function isStorageFull(error: unknown): boolean {
  return error instanceof Refusal && error.kind === 'storage-full'
}

/** The catalogue's `<key>.hint` sentence, if that key has one. */
export function hintOf(language: Language, key: MessageKey, values: SpokenValues = {}): string | undefined {
  const hintKey = `${key}.hint`
  return isMessageKey(hintKey) ? render(language, hintKey, values) : undefined
}
