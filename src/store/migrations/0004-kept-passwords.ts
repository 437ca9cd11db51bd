import { type Kysely, sql } from 'kysely'
import type { ColumnKinds } from '../migrate.ts'

/** Sealed old passwords of closed tasks, for policies that want them tried again, and when that is due. */
export async function up(db: Kysely<unknown>, kinds: ColumnKinds): Promise<void> {
  let made = db.schema.createTable('kept_passwords').addColumn('task', kinds.text, task => task.primaryKey())
  for (const name of ['system', 'login', 'sealed', 'due_at']) {
    made = made.addColumn(name, kinds.text, column => column.notNull())
  }
  await made.execute()
  await db.schema
    .createIndex('kept_passwords_by_due_at')
    .on('kept_passwords')
    .columns([sql.ref('due_at')])
    .execute()
}
