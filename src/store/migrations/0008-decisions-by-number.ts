import type { Kysely } from 'kysely'

/** Decisions are noted in the order of time: their number finds the old ones too, and each is written into one index less. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('decisions_by_at').execute()
}
