import type { Kysely } from 'kysely'
import type { ColumnKinds } from '../migrate.ts'

/** What is told of lists that nobody waits for, until they are in place and for a day when they never are. */
export async function up(db: Kysely<unknown>, kinds: ColumnKinds): Promise<void> {
  await db.schema
    .createTable('list_news')
    .addColumn('id', kinds.text, column => column.primaryKey())
    .addColumn('system', kinds.text, column => column.notNull())
    .addColumn('at', kinds.text, column => column.notNull())
    .addColumn('body', kinds.text, column => column.notNull())
    .execute()
}
