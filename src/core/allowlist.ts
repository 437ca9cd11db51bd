import type { HoursWindow } from './working-hours.ts'

/** One permitted network of a system. */
export interface AllowlistEntry {
  /** Canonical CIDR (`10.0.0.0/8`, `2001:db8::/32`). */
  readonly network: string
  readonly label?: string
  readonly owner?: string
  /** RFC 3339; the entry stops counting at this very instant. */
  readonly expiresAt?: string
  /** It counts only inside them; absent: always. */
  readonly hours?: readonly HoursWindow[]
  readonly createdAt: string
  readonly reviewedAt?: string
}

/** A system's networks; `version` grows by one with every change and is the ETag. */
export interface Allowlist {
  readonly system: string
  readonly version: number
  readonly entries: readonly AllowlistEntry[]
}
