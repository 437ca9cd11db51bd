import type { AccountFacts, Assessment } from '../core/account.ts'
import type { MessageKey, SpokenValues, Values } from '../core/message.ts'

/** What the reading child is told before the file's bytes arrive on its standard input. */
export interface IntakeOrder {
  /** Format name or `auto`. */
  readonly format: string
  /** Encoding name (`utf-8`, `shift_jis`, `euc-jp`, `utf-16le`) or `auto`. */
  readonly encoding: string
  /** field → header, as given by the caller or saved for the system. */
  readonly columns: Readonly<Record<string, string>>
  readonly companyWords: readonly string[]
  /** Lengths the policy asks for: it must be able to tell from what is kept whether they are reached. */
  readonly askedLengths: readonly number[]
  /** Words of the system that make a password guessable: its id, name, kind, host names, product. */
  readonly systemWords: readonly string[]
  /** File with the fingerprint key; without one (command line) a key is made for this run and forgotten. */
  readonly fingerprintKeyFile?: string
  /** `argon2id` (m=19456,t=2,p=1, then HMAC) or `hmac` (HMAC-SHA256 alone). */
  readonly fingerprintCost: 'argon2id' | 'hmac'
  /**
   * Open tasks want passwords gone: the child asks for those, some accounts at a time, so that variants of them are told
   * while the new ones are in hand.
   */
  readonly hasOpenTasks?: true
  readonly now: string
  /** Whoever sends the list need not wait until it is read: it is taken in first, as far as there is room. */
  readonly takesIn?: true
  /** Milliseconds of candidate guessing a hash may cost; 0 = none. */
  readonly candidateBudgetMilliseconds: number
}

/** What is known of a password that an open task wants gone. */
export interface OldPassword {
  readonly fingerprint?: string
  readonly stem?: string
}

/** An account with its password already forgotten. */
export interface AssessedAccount extends AccountFacts {
  readonly line: number
  readonly assessment: Assessment
}

/**
 * Messages the child answers with, one JSON value a line, in order; the last one is `done` or `refused`. What it asks is
 * answered on a pipe of its own, in order too: the old password of each login, or null.
 */
export type IntakeMessage =
  | { readonly type: 'recognised'; readonly format: string; readonly encoding: string }
  | { readonly type: 'asks'; readonly logins: readonly string[] }
  | { readonly type: 'accounts'; readonly accounts: readonly AssessedAccount[] }
  | { readonly type: 'rejected'; readonly line: number; readonly key: MessageKey; readonly values?: Values }
  | {
      readonly type: 'progress'
      readonly rows: number
      readonly rejected: number
      readonly bytes: number
    }
  | { readonly type: 'done'; readonly rows: number }
  | { readonly type: 'refused'; readonly key: MessageKey; readonly values: SpokenValues }
