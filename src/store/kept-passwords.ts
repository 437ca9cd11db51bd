import type { Kysely } from 'kysely'
import type { Store } from '../core/store.ts'
import { instant } from './column.ts'
import { atomically } from './database.ts'
import type { Tables } from './tables.ts'

type KeptPasswordStore = Pick<Store, 'keepPassword' | 'duePasswords' | 'forgetPassword' | 'forgetPasswords'>

const atOnce = 20

/** Sealed old passwords, each with the closed task it belongs to. */
export function keptPasswords(db: Kysely<Tables>): KeptPasswordStore {
  return {
    keepPassword: async ({ task, dueAt, ...rest }) => {
      const row = { ...rest, due_at: instant(dueAt) }
      await db
        .insertInto('kept_passwords')
        .values({ task, ...row })
        .onConflict(on => on.column('task').doUpdateSet(row))
        .execute()
    },
    duePasswords: async now => {
      const query = db.selectFrom('kept_passwords').selectAll().where('due_at', '<=', instant(now))
      const rows = await query.orderBy('due_at').orderBy('task').limit(atOnce).execute()
      return rows.map(({ due_at, ...rest }) => ({ ...rest, dueAt: due_at }))
    },
    forgetPassword: async task => {
      await db.deleteFrom('kept_passwords').where('task', '=', task).execute()
    },
    forgetPasswords: except =>
      atomically(db, async db => {
        const gone = await db
          .deleteFrom('kept_passwords')
          .where(eb =>
            eb.or([
              ...(except.length === 0 ? [eb.lit(true)] : [eb('system', 'not in', except)]),
              eb.not(
                eb.exists(
                  eb
                    .selectFrom('rotation_tasks')
                    .select('id')
                    .whereRef('rotation_tasks.id', '=', 'kept_passwords.task')
                    .where('status', '=', 'verified'),
                ),
              ),
              eb.not(
                eb.exists(
                  eb
                    .selectFrom('accounts')
                    .select('id')
                    .whereRef('accounts.system', '=', 'kept_passwords.system')
                    .whereRef('accounts.login', '=', 'kept_passwords.login'),
                ),
              ),
            ]),
          )
          .executeTakeFirst()
        return Number(gone.numDeletedRows)
      }),
  }
}
