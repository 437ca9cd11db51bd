import { type Caller, recordChange } from '../change.ts'
import { Refusal } from '../core/refusal.ts'
import type { Token } from '../core/token.ts'
import type { Parts } from '../parts.ts'
import { mintToken, type TokenInput, type TokenRing } from './token-ring.ts'

type Desk = Parts & {
  readonly tokenRing: TokenRing
  readonly random: (below: number) => number
  readonly checksum: (text: string) => number
}

/** Makes and keeps a token; its text is answered once and never kept. */
export async function issueToken(
  parts: Desk,
  input: TokenInput,
  caller: Caller,
): Promise<{ readonly token: Token; readonly text: string }> {
  const minted = mintToken(parts, input, parts.random, parts.checksum)
  const { id, name, scopes, networks } = minted.token
  await recordChange(parts, caller, 'token.issue', id, { name, scopes, networks }, store =>
    store.putToken(minted.token),
  )
  await parts.tokenRing.refresh()
  return minted
}

/** Revokes a token at once; the last one with scope admin stays. */
export async function revokeToken(parts: Desk, id: string, caller: Caller): Promise<void> {
  const { tokenRing, clock } = parts
  const token = tokenRing.tokens().find(token => token.id === id)
  if (token === undefined) throw new Refusal('not-found', 'token-id-unknown')
  const isLast = token.scopes.includes('admin') && !tokenRing.hasAdminBeside(id, clock())
  if (isLast) throw new Refusal('conflict', 'token-last-admin', { id })
  await recordChange(parts, caller, 'token.revoke', id, {}, store => store.deleteToken(id))
  await tokenRing.refresh()
}
