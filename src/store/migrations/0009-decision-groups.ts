import { type Kysely, sql } from 'kysely'
import type { ColumnKinds } from '../migrate.ts'

interface Row {
  readonly number: number
  readonly at: string
  readonly system: string
  readonly ip: string
  readonly allow: number
  readonly body: string
}

const groupSize = 500

/** Decisions that are noted together become one row. */
export async function up(db: Kysely<unknown>, kinds: ColumnKinds): Promise<void> {
  await db.schema
    .createTable('decision_groups')
    .addColumn('number', kinds.serial)
    .addColumn('size', 'integer', column => column.notNull())
    .addColumn('last_at', kinds.text, column => column.notNull())
    .addColumn('body', kinds.text, column => column.notNull())
    .execute()
  for (let last = 0; ; ) {
    const { rows } = await sql<Row>`
      select number, at, system, ip, allow, body from decisions
      where number > ${last} order by number limit ${groupSize}`.execute(db)
    const newest = rows.at(-1)
    if (newest === undefined) break
    const body = JSON.stringify(rows.map(recordOf))
    await sql`insert into decision_groups (size, last_at, body)
      values (${rows.length}, ${newest.at}, ${body})`.execute(db)
    last = newest.number
  }
  await db.schema.dropTable('decisions').execute()
}

function recordOf({ number: _number, allow, body, ...row }: Row): object {
  return { ...row, allow: allow === 1, ...JSON.parse(body) }
}
