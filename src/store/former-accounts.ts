import type { Kysely } from 'kysely'
import type { AccountList } from '../core/account-list.ts'
import { columnsOf } from './column.ts'
import { notNamedBy } from './staged-names.ts'
import type { Tables } from './tables.ts'

// One list without an account must not wipe out which passwords it had: the next one that names it could bring an old
// one back as new.

const mostFormer = 100_000
const remembered = ['fingerprint', 'previous_1', 'previous_2', 'previous_3', 'previous_4'] as const

/** Remembers the fingerprints of accounts a whole list removes: the latest 100,000 of a system, and all of one list. To be called before they go. */
export async function keepFormer(db: Kysely<Tables>, { id, system, importedAt }: AccountList): Promise<void> {
  await db
    .insertInto('former_accounts')
    .columns(['system', 'login', 'removed_at', ...remembered])
    .expression(({ selectFrom }) =>
      selectFrom('accounts')
        .select(({ val }) => ['system', 'login', val(importedAt).as('removed_at'), ...remembered])
        .where('system', '=', system)
        .where(eb => eb.or([eb('fingerprint', 'is not', null), eb('previous_1', 'is not', null)]))
        .where(notNamedBy(id)),
    )
    .onConflict(on =>
      on.columns(['system', 'login']).doUpdateSet(columnsOf('excluded', ['removed_at', ...remembered])),
    )
    .execute()
  const oldest = await db
    .selectFrom('former_accounts')
    .select('removed_at')
    .where('system', '=', system)
    .orderBy('removed_at', 'desc')
    .limit(1)
    .offset(mostFormer - 1)
    .executeTakeFirst()
  if (oldest === undefined) return
  const ofSystem = db.deleteFrom('former_accounts').where('system', '=', system)
  await ofSystem.where('removed_at', '<', oldest.removed_at).execute()
}

/** Gives accounts of a staged list that were there before their earlier fingerprints back. To be called before they are added. */
export async function returnFormer(db: Kysely<Tables>, { id, system }: AccountList): Promise<void> {
  await db
    .updateTable('staged_accounts')
    .from('former_accounts as former')
    .where('staged_accounts.list', '=', id)
    .where('former.system', '=', system)
    .whereRef('former.login', '=', 'staged_accounts.login')
    .set(eb => {
      const isSame = eb.or([
        eb('former.fingerprint', 'is', null),
        eb('former.fingerprint', 'is not distinct from', eb.ref('staged_accounts.fingerprint')),
      ])
      const kept = (same: (typeof remembered)[number], other: (typeof remembered)[number]) =>
        eb
          .case()
          .when(isSame)
          .then(eb.ref(`former.${same}`))
          .else(eb.ref(`former.${other}`))
          .end()
      return {
        previous_1: kept('previous_1', 'fingerprint'),
        previous_2: kept('previous_2', 'previous_1'),
        previous_3: kept('previous_3', 'previous_2'),
        previous_4: kept('previous_4', 'previous_3'),
      }
    })
    .execute()
  await db
    .deleteFrom('former_accounts')
    .where('system', '=', system)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('staged_accounts as staged')
          .select('staged.id')
          .where('staged.list', '=', id)
          .whereRef('staged.login', '=', 'former_accounts.login'),
      ),
    )
    .execute()
}
