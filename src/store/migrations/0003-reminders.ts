import { type Kysely, sql } from 'kysely'
import type { ColumnKinds } from '../migrate.ts'

const texts = ['person', 'channel', 'day', 'status', 'at', 'changed_at', 'not_before', 'body'] as const
const stepTexts = ['reminder', 'person', 'channel', 'task', 'due_at', 'asked'] as const

/** Reminders, and the steps each tells of: one person hears of one rung over one channel once. */
export async function up(db: Kysely<unknown>, kinds: ColumnKinds): Promise<void> {
  let reminders = db.schema
    .createTable('reminders')
    .addColumn('id', kinds.text, made => made.primaryKey())
    .addColumn('attempts', 'integer', made => made.notNull())
  for (const name of texts) reminders = reminders.addColumn(name, kinds.text, made => made.notNull())
  await reminders.execute()
  let steps = db.schema
    .createTable('reminder_steps')
    .addColumn('rank', 'integer', made => made.notNull())
    .addUniqueConstraint(
      'reminder_steps_unique',
      ['person', 'channel', 'task', 'due_at', 'rank', 'asked'].map(at => sql.ref(at)),
    )
  for (const name of stepTexts) steps = steps.addColumn(name, kinds.text, made => made.notNull())
  await steps.execute()
  await index(db, 'reminders', 'at', 'id')
  await index(db, 'reminders', 'status')
  await index(db, 'reminders', 'day')
  await index(db, 'reminder_steps', 'task')
  await index(db, 'reminder_steps', 'reminder')
}

async function index(db: Kysely<unknown>, table: string, ...columns: readonly string[]): Promise<void> {
  await db.schema
    .createIndex(`${table}_by_${columns.join('_')}`)
    .on(table)
    .columns(columns.map(column => sql.ref(column)))
    .execute()
}
