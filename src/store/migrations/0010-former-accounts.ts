import type { Kysely } from 'kysely'
import type { ColumnKinds } from '../migrate.ts'

/** Fingerprints of accounts that lists removed, for when they come back. */
export async function up(db: Kysely<unknown>, { text }: ColumnKinds): Promise<void> {
  await db.schema
    .createTable('former_accounts')
    .addColumn('system', text, column => column.notNull())
    .addColumn('login', text, column => column.notNull())
    .addColumn('removed_at', text, column => column.notNull())
    .addColumn('fingerprint', text)
    .addColumn('previous_1', text)
    .addColumn('previous_2', text)
    .addColumn('previous_3', text)
    .addColumn('previous_4', text)
    .addPrimaryKeyConstraint('former_accounts_primary', ['system', 'login'])
    .execute()
}
