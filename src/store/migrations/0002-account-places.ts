import { type Kysely, sql } from 'kysely'
import type { ColumnKinds } from '../migrate.ts'

/** Places that hold an account's password, apart from what an import replaces, and who had a password last. */
export async function up(db: Kysely<unknown>, { text }: ColumnKinds): Promise<void> {
  await db.schema
    .createTable('account_places')
    .addColumn('system', text, column => column.notNull())
    .addColumn('login', text, column => column.notNull())
    .addColumn('places', text, column => column.notNull())
    .addPrimaryKeyConstraint('account_places_key', ['system', 'login'] as never)
    .execute()
  // Who had a password last: exchanged between two accounts it is no new one.
  await db.schema
    .createIndex('accounts_by_previous_1')
    .on('accounts')
    .columns(['previous_1', 'system', 'login'].map(name => sql.ref(name)))
    .where(sql.ref('previous_1'), 'is not', null)
    .execute()
}
