import type { Kysely } from 'kysely'
import type { AccountList, ListStatus } from '../core/account-list.ts'
import type { Store } from '../core/store.ts'
import { stagedColumns, toStagedRow } from './account-row.ts'
import { columnsOf, fromJson, lastOfEach } from './column.ts'
import { atomically, listed } from './database.ts'
import { commitList, dropStaged } from './list-commit.ts'
import type { Tables } from './tables.ts'

type AccountListStore = Pick<
  Store,
  | 'stageAccounts'
  | 'discardList'
  | 'discardUnfinishedLists'
  | 'commitList'
  | 'getList'
  | 'newestList'
  | 'markListAudited'
  | 'unauditedLists'
>

const afterAllIds = '~'

/** Lists on their way in: rows are staged beside the accounts and become them in one step. */
export function accountLists(db: Kysely<Tables>): AccountListStore {
  const lists = () => db.selectFrom('account_lists').select(['status', 'audit', 'body'])
  return {
    stageAccounts: async (list, accounts) => {
      if (accounts.length === 0) return
      const rows = lastOfEach(accounts, ({ login }) => login).map(account => toStagedRow(account, list))
      await db
        .insertInto('staged_accounts')
        .columns(stagedColumns)
        .expression(listed(db, 'staged_accounts', stagedColumns, rows))
        // A login the file has twice: the later line counts.
        .onConflict(on => on.columns(['list', 'login']).doUpdateSet(columnsOf('excluded', stagedColumns)))
        .execute()
    },
    discardList: async list => void (await dropStaged(db, list)),
    discardUnfinishedLists: (before = afterAllIds) =>
      atomically(db, async db => {
        const unfinished = await db
          .selectFrom('staged_accounts')
          .select('list')
          .distinct()
          .where('list', '<', before)
          .execute()
        await db.deleteFrom('staged_accounts').where('list', '<', before).execute()
        return unfinished.length
      }),
    commitList: list => atomically(db, db => commitList(db, list)),
    getList: async id => toList(await lists().where('id', '=', id).executeTakeFirst()),
    newestList: async system =>
      toList(
        await lists()
          .where('system', '=', system)
          .orderBy('imported_at', 'desc')
          .orderBy('id', 'desc')
          .limit(1)
          .executeTakeFirst(),
      ),
    markListAudited: async (id, audit) => {
      const status: ListStatus = 'audited'
      await db.updateTable('account_lists').set({ status, audit }).where('id', '=', id).execute()
    },
    unauditedLists: async () => {
      const waiting: ListStatus = 'committed'
      const rows = await lists().where('status', '=', waiting).orderBy('imported_at').orderBy('id').execute()
      return rows.map(row => toList(row))
    },
  }
}

type ListRow = { readonly status: string; readonly audit: string | null; readonly body: string }

function toList(row: ListRow): AccountList
function toList(row: ListRow | undefined): AccountList | undefined
function toList(row: ListRow | undefined): AccountList | undefined {
  if (row === undefined) return undefined
  const { status, audit, body } = row
  return {
    ...fromJson<AccountList>(body),
    status: status as ListStatus,
    ...(audit === null ? {} : { audit }),
  }
}
