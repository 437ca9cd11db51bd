/** What a token may do. `admin` includes all; `decide` asks for decisions only. */
export const scopes = ['admin', 'read', 'import', 'write', 'rate', 'decide'] as const
export type Scope = (typeof scopes)[number]

/** An API token as kept: never the token, only its SHA-256. */
export interface Token {
  readonly id: string
  readonly name: string
  readonly scopes: readonly Scope[]
  /** Canonical CIDRs it may be used from; empty = anywhere the service's own allowlist permits. */
  readonly networks: readonly string[]
  readonly expiresAt?: string
  readonly createdAt: string
  readonly lastUsedAt?: string
  readonly sha256: string
}
