import type { Kysely } from 'kysely'
import type { AccountFacts, Assessment } from '../core/account.ts'
import type { AccountList } from '../core/account-list.ts'
import { fromJson, toJson } from './column.ts'
import type { Tables } from './tables.ts'

/**
 * Lets a staged list that shows no password keep what a login has shown of it: where its hash is the one of before
 * (or there was none and is none), and it neither locks the account nor says that the password changed since.
 */
export async function carrySeen(db: Kysely<Tables>, { id, system }: AccountList): Promise<void> {
  const rows = await db
    .selectFrom('accounts')
    .innerJoin('staged_accounts as staged', join =>
      join.onRef('staged.login', '=', 'accounts.login').on('staged.list', '=', id),
    )
    .where('accounts.system', '=', system)
    .where('accounts.assessment', 'like', '%"seenAtLogin":%')
    .where('staged.fingerprint', 'is', null)
    .where('staged.scheme', '<>', 'locked')
    .where(eb => eb('accounts.hash_fingerprint', 'is not distinct from', eb.ref('staged.hash_fingerprint')))
    .select(['accounts.fingerprint', 'accounts.stem', 'accounts.assessment as seen'])
    .select(['staged.id', 'staged.assessment', 'staged.facts'])
    .execute()
  for (const { id: staged, fingerprint, stem, seen, assessment, facts } of rows) {
    const known = fromJson<Assessment>(seen)
    if (isOlder(known.seenAtLogin, fromJson<AccountFacts>(facts).passwordChangedAt)) continue
    const { credential, hash } = fromJson<Assessment>(assessment)
    const { hash: _hash, ...rating } = known
    const carried = toJson({ ...rating, credential, ...(hash === undefined ? {} : { hash }) })
    await db
      .updateTable('staged_accounts')
      .set({ fingerprint, stem, assessment: carried })
      .where('list', '=', id)
      .where('id', '=', staged)
      .execute()
  }
}

/** A list that names only the day of the change may mean any hour of it. */
function isOlder(seenAt: string | undefined, changedAt: string | undefined): boolean {
  if (seenAt === undefined || changedAt === undefined) return false
  const changed = Date.parse(changedAt) + (changedAt.length === 10 ? 86_400_000 : 0)
  return Date.parse(seenAt) < changed
}
