import type { Kysely } from 'kysely'
import type { AccountFacts } from '../core/account.ts'
import { pendingStatuses } from '../core/rotation-states.ts'
import type { Store } from '../core/store.ts'
import { stagedColumns, toAccount, toStagedRow } from './account-row.ts'
import { chunks, columnsOf, fromJson } from './column.ts'
import { after, inOrder, type ListOrder, toPage } from './paging.ts'
import type { Tables } from './tables.ts'

type AccountStore = Pick<
  Store,
  | 'putAccount'
  | 'pageAccounts'
  | 'getAccount'
  | 'holdAccount'
  | 'countAccounts'
  | 'schemesOf'
  | 'systemsSharingPasswordsWith'
  | 'saltUses'
  | 'leaversBy'
  | 'forgetStems'
>

const byLogin: ListOrder = { columns: [['login', 'string']] }

const lasting: readonly string[] = ['id', 'login', 'first_seen_at']
const renewed = stagedColumns.filter(column => !lasting.includes(column))

/** Accounts as the newest committed list of their system left them, with what logins have shown since. */
export function accounts(db: Kysely<Tables>): AccountStore {
  return { ...each(db), ...together(db) }
}

/** Account by account. */
function each(
  db: Kysely<Tables>,
): Pick<AccountStore, 'putAccount' | 'pageAccounts' | 'getAccount' | 'holdAccount' | 'forgetStems'> {
  return {
    putAccount: async account => {
      const row = { system: account.system, ...toStagedRow(account, account.list) }
      await db
        .insertInto('accounts')
        .values(row)
        .onConflict(on =>
          on
            .columns(['system', 'login'])
            .doUpdateSet(columnsOf('excluded', renewed))
            .whereRef('accounts.list', '=', 'excluded.list'),
        )
        .execute()
    },
    pageAccounts: async (system, page, shownFirstBy) => {
      let query = db.selectFrom('accounts').selectAll().where('system', '=', system)
      if (shownFirstBy !== undefined) {
        query = query.where('list', '=', shownFirstBy).whereRef('first_seen_at', '=', 'last_seen_at')
      }
      const rows = await query
        .where(after(byLogin, page))
        .orderBy(inOrder(byLogin))
        .limit(page.limit + 1)
        .execute()
      return toPage(byLogin, page, rows, toAccount)
    },
    getAccount: async (system, login) => {
      const query = db
        .selectFrom('accounts')
        .selectAll()
        .where('system', '=', system)
        .where('login', '=', login)
      const row = await query.executeTakeFirst()
      return row && toAccount(row)
    },
    holdAccount: async (system, login) => {
      await db
        .updateTable('accounts')
        .set(({ ref }) => ({ list: ref('list') }))
        .where('system', '=', system)
        .where('login', '=', login)
        .execute()
    },
    forgetStems: async system => {
      await db
        .updateTable('accounts')
        .set({ stem: null })
        .where('system', '=', system)
        .where('stem', 'is not', null)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('rotation_tasks as task')
                .select('task.id')
                .whereRef('task.system', '=', 'accounts.system')
                .whereRef('task.login', '=', 'accounts.login')
                .where('task.status', 'in', pendingStatuses),
            ),
          ),
        )
        .execute()
    },
  }
}

/** What accounts have in common, and how many there are. */
function together(
  db: Kysely<Tables>,
): Pick<
  AccountStore,
  'countAccounts' | 'schemesOf' | 'systemsSharingPasswordsWith' | 'saltUses' | 'leaversBy'
> {
  const count = () => db.selectFrom('accounts').select(({ fn }) => fn.countAll<number>().as('count'))
  return {
    countAccounts: async system => {
      const query = system === undefined ? count() : count().where('system', '=', system)
      return (await query.executeTakeFirstOrThrow()).count
    },
    schemesOf: async system => {
      const rows = await count().where('system', '=', system).select('scheme').groupBy('scheme').execute()
      return Object.fromEntries(rows.map(({ scheme, count }) => [scheme, count]))
    },
    systemsSharingPasswordsWith: async system => {
      const sharing = new Set<string>()
      for (const column of ['fingerprint', 'comparable_hash'] as const) {
        const rows = await db
          .selectFrom('accounts')
          .select('system')
          .distinct()
          .where('system', '<>', system)
          .where(column, 'in', ({ selectFrom }) =>
            selectFrom('accounts as own')
              .select(`own.${column}`)
              .where('own.system', '=', system)
              .where(`own.${column}`, 'is not', null),
          )
          .execute()
        for (const row of rows) sharing.add(row.system)
      }
      return [...sharing].sort()
    },
    saltUses: async (system, saltFingerprints) => {
      const uses = new Map<string, number>()
      for (const some of chunks([...new Set(saltFingerprints)])) {
        const query = count().select('salt_fingerprint').where('system', '=', system)
        const rows = await query.where('salt_fingerprint', 'in', some).groupBy('salt_fingerprint').execute()
        for (const { salt_fingerprint, count } of rows) uses.set(salt_fingerprint ?? '', count)
      }
      return uses
    },
    leaversBy: async now => {
      // A walk over all accounts; in canonical JSON no other text can look like this key.
      const query = db.selectFrom('accounts').select('facts').where('facts', 'like', '%"leftAt":"%')
      const known = (await query.execute()).map(({ facts }) => fromJson<AccountFacts>(facts))
      const left = known.filter(({ leftAt }) => leftAt !== undefined && Date.parse(leftAt) <= Date.parse(now))
      const names = left.flatMap(({ login, owner }) => (owner === undefined ? [login] : [login, owner]))
      return known.length === 0 ? undefined : [...new Set(names)].sort()
    },
  }
}
