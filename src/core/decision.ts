import type { Mode } from './system.ts'

/** Which law decided. */
export type DecisionRule =
  | 'listed'
  | 'not-listed'
  | 'no-allowlist'
  | 'expired'
  | 'unknown-system'
  | 'not-an-address'
  | 'internal-error'

/** The answer to "may this address come in?". In `report` everybody known comes in and `wouldAllow` says what `enforce` would do. */
export interface Decision {
  readonly allow: boolean
  readonly wouldAllow: boolean
  readonly rule: DecisionRule
  /** The entry that let the address in (or that expired), canonical CIDR. */
  readonly entry?: { readonly network: string; readonly label?: string; readonly expiresAt?: string }
  readonly mode: Mode
}

/** A decision as kept; the history is bounded in number and age. */
export interface DecisionRecord extends Decision {
  readonly at: string
  readonly system: string
  readonly ip: string
  readonly login?: string
}
