import type { Kysely } from 'kysely'
import type { AccountFacts } from '../core/account.ts'
import type { AccountList } from '../core/account-list.ts'
import type { ClosedLogin, Store } from '../core/store.ts'
import { chunks, fromJson, toJson } from './column.ts'
import { isWhole, notNamedBy } from './staged-names.ts'
import type { Tables } from './tables.ts'

const mostRemoved = 10_000

/** The setting in which logins stand that a system's lists named once and no more, latest removed first. */
export function removedLoginsOf(system: string): string {
  return `removed-logins/${system}`
}

/** Logins that are, or will be, nobody's any more. */
export function closedLogins(db: Kysely<Tables>): Pick<Store, 'closedLogins'> {
  return {
    closedLogins: async system => {
      // In canonical JSON no other text can look like these keys.
      const rows = await db
        .selectFrom('accounts')
        .select('facts')
        .where('system', '=', system)
        .where(eb => eb.or(closing.map(written => eb('facts', 'like', `%${written}%`))))
        .execute()
      const removed = (await readRemoved(db, system)).map(login => ({ login }))
      return [...removed, ...rows.flatMap(({ facts }) => closedAs(fromJson<AccountFacts>(facts)))]
    },
  }
}

const closing = ['"enabled":false', '"leftAt":"', '"expiresAt":"']

/** What a shared account's holder leaves behind is a password to change, not an account to close. */
function closedAs({ login, enabled, leftAt, expiresAt, shared }: AccountFacts): readonly ClosedLogin[] {
  if (enabled === false) return [{ login }]
  const ends = [shared === true ? undefined : leftAt, expiresAt].filter(end => end !== undefined)
  return ends.map(from => ({ login, from }))
}

/**
 * Notes the accounts a list removes (the latest 10,000 of a system), and forgets those it names again. To be called
 * before they go.
 */
export async function noteRemoved(db: Kysely<Tables>, list: AccountList): Promise<void> {
  const { id, system } = list
  const before = await readRemoved(db, system)
  const missing = isWhole(list) ? await missingFrom(db, list) : []
  const back = new Set<string>()
  for (const some of chunks(before)) {
    const query = db.selectFrom('staged_accounts').select('login').where('list', '=', id)
    for (const { login } of await query.where('login', 'in', some).execute()) back.add(login)
  }
  if (missing.length === 0 && back.size === 0) return
  const removed = new Set([...missing, ...before.filter(login => !back.has(login))])
  const value = toJson([...removed].slice(0, mostRemoved))
  await db
    .insertInto('settings')
    .values({ name: removedLoginsOf(system), value })
    .onConflict(on => on.column('name').doUpdateSet({ value }))
    .execute()
}

/** Accounts of lists before that this one does not name; one that only a login has shown was never in any. */
async function missingFrom(db: Kysely<Tables>, { id, system }: AccountList): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('accounts')
    .select('login')
    .where('system', '=', system)
    .where('list', '<>', '')
    .where(notNamedBy(id))
    .orderBy('login')
    .limit(mostRemoved)
    .execute()
  return rows.map(({ login }) => login)
}

async function readRemoved(db: Kysely<Tables>, system: string): Promise<readonly string[]> {
  const query = db.selectFrom('settings').select('value').where('name', '=', removedLoginsOf(system))
  const row = await query.executeTakeFirst()
  return row === undefined ? [] : fromJson<readonly string[]>(row.value)
}
