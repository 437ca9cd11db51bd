import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import type { AccountList } from '../core/account-list.ts'
import { Refusal } from '../core/refusal.ts'
import { stagedColumns } from './account-row.ts'
import { noteRemoved } from './closed-logins.ts'
import { columnsOf, toJson } from './column.ts'
import { keepFormer, returnFormer } from './former-accounts.ts'
import { carrySeen } from './seen-passwords.ts'
import { isWhole, notNamedBy } from './staged-names.ts'
import type { Tables } from './tables.ts'

type Counts = Pick<AccountList, 'added' | 'changed' | 'removed'>

/** What makes an account count as changed: its credential or its facts. */
const shown = ['fingerprint', 'hash_fingerprint', 'facts'] as const
/** What else is written anew when it differs: how the same password is rated may change with the rating. */
const rated = ['owner', 'role', 'comparable_hash', 'salt_fingerprint', 'scheme', 'assessment'] as const

/**
 * Makes a staged list its system's accounts, by set and not by row, in the transaction `db` is. Refuses a list of a
 * system that was removed meanwhile.
 */
export async function commitList(db: Kysely<Tables>, list: AccountList): Promise<Counts> {
  const { id, system } = list
  const known = await db.selectFrom('systems').select('id').where('id', '=', system).executeTakeFirst()
  if (known === undefined) throw new Refusal('not-found', 'system-unknown', { id: system })
  await carrySeen(db, list)
  await noteRemoved(db, list)
  const removed = isWhole(list) ? await removeMissing(db, list) : 0
  const changed = await countChanged(db, list)
  await updateDiffering(db, list)
  await updateSeen(db, list)
  await returnFormer(db, list)
  const added = await addNew(db, list)
  await dropStaged(db, id)
  const counts = { added, changed, removed }
  const row = { system, status: 'committed', imported_at: list.importedAt, audit: list.audit ?? null }
  const body = toJson({ ...list, ...counts })
  await db
    .insertInto('account_lists')
    .values({ id, ...row, body })
    .onConflict(on => on.column('id').doUpdateSet({ ...row, body }))
    .execute()
  return counts
}

type Previous = 'previous_1' | 'previous_2' | 'previous_3' | 'previous_4'

async function removeMissing(db: Kysely<Tables>, list: AccountList): Promise<number> {
  const { id, system } = list
  await keepFormer(db, list)
  const { numDeletedRows } = await db
    .deleteFrom('accounts')
    .where('system', '=', system)
    .where(notNamedBy(id))
    .executeTakeFirst()
  return Number(numDeletedRows)
}

async function countChanged(db: Kysely<Tables>, { id, system }: AccountList): Promise<number> {
  const { count } = await db
    .selectFrom('staged_accounts as staged')
    .innerJoin('accounts', join =>
      join.onRef('accounts.login', '=', 'staged.login').on('accounts.system', '=', system),
    )
    .where('staged.list', '=', id)
    .where(eb => differs(eb, shown))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

async function updateDiffering(db: Kysely<Tables>, { id, system }: AccountList): Promise<void> {
  await db
    .updateTable('accounts')
    .from('staged_accounts as staged')
    .where('staged.list', '=', id)
    .where('accounts.system', '=', system)
    .whereRef('accounts.login', '=', 'staged.login')
    .where(eb => differs(eb, [...shown, ...rated]))
    .set(eb => {
      // A changed fingerprint moves down the row of four; without one there was nothing to remember.
      const isNew = eb.and([
        eb('accounts.fingerprint', 'is not', null),
        eb('accounts.fingerprint', 'is distinct from', eb.ref('staged.fingerprint')),
      ])
      // Not shown for a while and there again, it was never changed: it moves back up.
      const isBack = eb.and([
        eb('accounts.fingerprint', 'is', null),
        eb('accounts.previous_1', '=', eb.ref('staged.fingerprint')),
      ])
      const moved = (to: Previous, down: Previous | 'fingerprint', up: Previous | undefined) =>
        eb
          .case()
          .when(isNew)
          .then(eb.ref(`accounts.${down}`))
          .when(isBack)
          .then(up === undefined ? sql<null>`null` : eb.ref(`accounts.${up}`))
          .else(eb.ref(`accounts.${to}`))
          .end()
      return {
        ...columnsOf('staged', [...shown, ...rated]),
        previous_1: moved('previous_1', 'fingerprint', 'previous_2'),
        previous_2: moved('previous_2', 'previous_1', 'previous_3'),
        previous_3: moved('previous_3', 'previous_2', 'previous_4'),
        previous_4: moved('previous_4', 'previous_3', undefined),
      }
    })
    .execute()
}

/** Apart from the above because these columns stand in no index: a list that changed little is taken over in seconds. */
async function updateSeen(db: Kysely<Tables>, { id, system }: AccountList): Promise<void> {
  await db
    .updateTable('accounts')
    .from('staged_accounts as staged')
    .where('staged.list', '=', id)
    .where('accounts.system', '=', system)
    .whereRef('accounts.login', '=', 'staged.login')
    .set(columnsOf('staged', ['list', 'last_seen_at', 'stem']))
    .execute()
}

async function addNew(db: Kysely<Tables>, { id, system }: AccountList): Promise<number> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('accounts')
    .columns(['system', ...stagedColumns])
    .expression(({ selectFrom }) =>
      selectFrom('staged_accounts as staged')
        .select(({ val }) => val(system).as('system'))
        .select(stagedColumns.map(column => `staged.${column}` as const))
        .where('staged.list', '=', id)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('accounts')
                .select('accounts.id')
                .where('accounts.system', '=', system)
                .whereRef('accounts.login', '=', 'staged.login'),
            ),
          ),
        ),
    )
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows ?? 0)
}

type Pair = ExpressionBuilder<
  { accounts: Tables['accounts']; staged: Tables['staged_accounts'] },
  'accounts' | 'staged'
>

function differs(eb: Pair, columns: readonly (typeof shown | typeof rated)[number][]): Expression<SqlBool> {
  return eb.or(
    columns.map(column => eb(`accounts.${column}`, 'is distinct from', eb.ref(`staged.${column}`))),
  )
}

/** Throws away what was staged of a list. */
export function dropStaged(db: Kysely<Tables>, list: string) {
  return db.deleteFrom('staged_accounts').where('list', '=', list).execute()
}
