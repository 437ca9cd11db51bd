import type { Secret } from './secret.ts'
import type { Mode } from './system.ts'

/** Why a gate's question names nobody who could be looked up. */
export type UnreadRule =
  | 'no-address'
  | 'not-an-address'
  | 'name-for-address'
  | 'addresses-differ'
  | 'malformed'
  | 'internal-error'

/** May this address, this login, come in? */
export interface Question {
  readonly system: string
  readonly ip: string
  /** The gate it came by; absent over the API. */
  readonly gate?: string | undefined
  readonly login?: string | undefined
  /** In clear, as it passed by; seen by whoever rates at login, then dropped. Speaks for nobody. */
  readonly password?: Secret | undefined
  /** `after`: the server had found the password right when it asked. Absent means that it may be a guess. */
  readonly phase?: 'before' | 'after' | 'report' | undefined
  /** Set where `ip` was not to be read: then only a system that reports lets anybody in. */
  readonly unread?: UnreadRule | undefined
}

/** How a login ended that a server told of afterwards. */
export interface Attempt {
  readonly system: string
  readonly ip: string
  readonly login?: string | undefined
  readonly success: boolean
  /** It failed because of our own answer, not of the password. */
  readonly rejectedHere: boolean
}

/** Which known weakness of the password keeps a login out that the allowlist lets in. */
export type DenialRule = 'default-password' | 'leaked-password' | 'rotation-overdue'

/** Which law decided. */
export type DecisionRule =
  | 'listed'
  | 'not-listed'
  | 'no-allowlist'
  | 'expired'
  | 'unknown-system'
  | 'outside-hours'
  | 'account-closed'
  | 'unknown-login'
  | 'throttled'
  | DenialRule
  | 'not-compared'
  | UnreadRule

/** The answer to "may this address come in?". In `report` everybody known comes in and `wouldAllow` says what `enforce` would do. */
export interface Decision {
  readonly allow: boolean
  readonly wouldAllow: boolean
  readonly rule: DecisionRule
  /** The entry that let the address in (or that expired), canonical CIDR. */
  readonly entry?: { readonly network: string; readonly label?: string; readonly expiresAt?: string }
  readonly mode: Mode
  /** How long the gate keeps the answer back; absent where it answers at once. Never recorded. */
  readonly delayMilliseconds?: number
}

/** A decision as kept; the history is bounded in number and age. */
export interface DecisionRecord extends Decision {
  readonly at: string
  readonly system: string
  readonly ip: string
  readonly login?: string
}
