import { loginName } from '../core/person.ts'
import type { Parts } from '../parts.ts'
import type { DecisionBook } from './decision-book.ts'

/** Another process's decisions: how long until they stand in the database, and how far its clock may differ. */
const others = { writtenWithin: 300, clockDiffersBy: 2_000 } as const
const pageSize = 500

interface DenialParts extends Pick<Parts, 'store'> {
  readonly decisionBook: DecisionBook
  /** Whether other processes decide too. */
  readonly isShared: boolean
  readonly wait: (milliseconds: number) => Promise<void>
}

/**
 * Whether a gate of this system kept the login out since then (RFC 3339), whichever process decided. Logins are compared
 * without domain and case: whoever doubts whether he was kept out was.
 */
export async function wasDenied(
  { store, decisionBook, isShared, wait }: DenialParts,
  { system, login, since }: { readonly system: string; readonly login: string; readonly since: string },
): Promise<boolean> {
  if (isShared) await wait(others.writtenWithin)
  await decisionBook.flush()
  const from = Date.parse(since) - (isShared ? others.clockDiffersBy : 0)
  let cursor: string | undefined
  do {
    const page = { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) }
    const { items, next } = await store.pageDecisions({ system, allow: false }, page)
    const late = items.filter(({ at }) => Date.parse(at) >= from)
    if (late.some(denied => denied.login !== undefined && loginName(denied.login) === loginName(login))) {
      return true
    }
    cursor = late.length === items.length ? next : undefined
  } while (cursor !== undefined)
  return false
}
