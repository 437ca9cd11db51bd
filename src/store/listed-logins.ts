import type { Kysely } from 'kysely'
import type { AccountList } from '../core/account-list.ts'
import type { Store } from '../core/store.ts'
import { fromJson } from './column.ts'
import { isWhole } from './staged-names.ts'
import type { Tables } from './tables.ts'

/** Every login of a system whose latest list is known to be whole. */
export function listedLogins(db: Kysely<Tables>): Pick<Store, 'listedLogins'> {
  return {
    listedLogins: async system => {
      const latest = await db
        .selectFrom('account_lists')
        .select('body')
        .where('system', '=', system)
        .where('status', '<>', 'staging')
        .orderBy('imported_at', 'desc')
        .orderBy('id', 'desc')
        .executeTakeFirst()
      if (latest === undefined || !isWhole(fromJson<AccountList>(latest.body))) return undefined
      const rows = await db
        .selectFrom('accounts')
        .select('login')
        .where('system', '=', system)
        .where('list', '<>', '')
        .execute()
      return rows.map(({ login }) => login)
    },
  }
}
