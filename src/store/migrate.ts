import type { Kysely, RawBuilder } from 'kysely'
import { Refusal } from '../core/refusal.ts'
import { up as firstTables } from './migrations/0001-first-tables.ts'
import { up as accountPlaces } from './migrations/0002-account-places.ts'
import { up as reminders } from './migrations/0003-reminders.ts'
import { up as keptPasswords } from './migrations/0004-kept-passwords.ts'
import { up as owedAudits } from './migrations/0005-owed-audits.ts'
import { up as probeBooks } from './migrations/0006-probe-books.ts'
import { up as listNews } from './migrations/0007-list-news.ts'
import { up as decisionsByNumber } from './migrations/0008-decisions-by-number.ts'
import { up as decisionGroups } from './migrations/0009-decision-groups.ts'
import { up as formerAccounts } from './migrations/0010-former-accounts.ts'
import type { Tables } from './tables.ts'

/** The column kinds each database spells its own way. */
export interface ColumnKinds {
  /** Text that sorts by code point on every database. */
  readonly text: RawBuilder<unknown>
  /** A number the database counts up by itself, as primary key. */
  readonly serial: RawBuilder<unknown>
}

/** In order; once released, a migration never changes. */
const migrations = [
  { name: '0001-first-tables', up: firstTables },
  { name: '0002-account-places', up: accountPlaces },
  { name: '0003-reminders', up: reminders },
  { name: '0004-kept-passwords', up: keptPasswords },
  { name: '0005-owed-audits', up: owedAudits },
  { name: '0006-probe-books', up: probeBooks },
  { name: '0007-list-news', up: listNews },
  { name: '0008-decisions-by-number', up: decisionsByNumber },
  { name: '0009-decision-groups', up: decisionGroups },
  { name: '0010-former-accounts', up: formerAccounts },
] as const

/**
 * Brings the tables up to this release, all in the transaction `db` is; a release that finds migrations it does
 * not know refuses, for writing beside them would lose what they keep.
 */
export async function migrate(db: Kysely<Tables>, kinds: ColumnKinds, now: string): Promise<void> {
  await db.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('name', kinds.text, column => column.primaryKey())
    .addColumn('applied_at', kinds.text, column => column.notNull())
    .execute()
  const applied = new Set(
    (await db.selectFrom('migrations').select('name').execute()).map(({ name }) => name),
  )
  for (const { name, up } of migrations) {
    if (applied.delete(name)) continue
    await up(db as unknown as Kysely<unknown>, kinds)
    await db.insertInto('migrations').values({ name, applied_at: now }).execute()
  }
  const [unknown] = [...applied].sort().reverse()
  if (unknown !== undefined) throw new Refusal('conflict', 'store-newer', { name: unknown })
}
