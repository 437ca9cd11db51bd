import type { Kysely } from 'kysely'
import type { ColumnKinds } from '../migrate.ts'

/** Systems that are to be audited for what logins have shown. */
export async function up(db: Kysely<unknown>, kinds: ColumnKinds): Promise<void> {
  await db.schema
    .createTable('owed_audits')
    .addColumn('system', kinds.text, column => column.primaryKey())
    .addColumn('mark', kinds.text, column => column.notNull())
    .execute()
}
