import type { Kysely } from 'kysely'
import type { ColumnKinds } from '../migrate.ts'

/** What each system was asked lately, for all processes to see. */
export async function up(db: Kysely<unknown>, kinds: ColumnKinds): Promise<void> {
  await db.schema
    .createTable('probe_books')
    .addColumn('system', kinds.text, column => column.primaryKey())
    .addColumn('body', kinds.text, column => column.notNull())
    .execute()
}
