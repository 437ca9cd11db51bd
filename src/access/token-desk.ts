import { type Caller, recordChange } from '../change.ts'
import { Refusal } from '../core/refusal.ts'
import type { Scope, Token } from '../core/token.ts'
import type { Parts } from '../parts.ts'
import { mintToken, type TokenInput, type TokenRing } from './token-ring.ts'

type Desk = Parts & {
  readonly tokenRing: TokenRing
  readonly random: (below: number) => number
  readonly checksum: (text: string) => number
}

/** A token as it is asked for; with no word of its end it has the usual one. */
export type TokenWish = Omit<TokenInput, 'expiresAt'> & { readonly expiresAt?: string | 'never' | undefined }

const usualDays = 90

/** Makes and keeps a token; its text is answered once and never kept. */
export async function issueToken(
  parts: Desk,
  { expiresAt, ...wish }: TokenWish,
  caller: Caller,
): Promise<{ readonly token: Token; readonly text: string }> {
  const end = expiresAt ?? usualEnd(wish.scopes, parts.clock())
  const input = end === 'never' ? wish : { ...wish, expiresAt: end }
  const minted = mintToken(parts, input, parts.random, parts.checksum)
  const { id, name, scopes, networks } = minted.token
  const kept = { name, scopes, networks, expiresAt: minted.token.expiresAt ?? 'never' }
  await recordChange(parts, caller, 'token.issue', id, kept, store => store.putToken(minted.token))
  await parts.tokenRing.refresh()
  return minted
}

/** Ninety days; a gate's token that ended by itself would shut everybody out. */
function usualEnd(scopes: readonly Scope[], now: string): string {
  if (scopes.every(scope => scope === 'decide')) return 'never'
  return new Date(Date.parse(now) + usualDays * 86_400_000).toISOString()
}

/** Revokes a token at once; the last one with scope admin that the caller's address may use stays. */
export async function revokeToken(parts: Desk, id: string, caller: Caller): Promise<void> {
  const { tokenRing, clock } = parts
  const token = tokenRing.tokens().find(token => token.id === id)
  if (token === undefined) throw new Refusal('not-found', 'token-id-unknown')
  const { ip } = caller
  const isLast = token.scopes.includes('admin') && !tokenRing.hasAdminBeside(id, ip, clock())
  if (isLast) throw new Refusal('conflict', 'token-last-admin', { id, ip })
  await recordChange(parts, caller, 'token.revoke', id, {}, store => store.deleteToken(id))
  await tokenRing.refresh()
}
