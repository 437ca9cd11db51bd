import type { Kysely } from 'kysely'
import type { Store } from '../core/store.ts'
import { instant } from './column.ts'
import { atomically } from './database.ts'
import type { Tables } from './tables.ts'

/** Ends waivers of findings and tasks at the instant they expire; what they covered is open again. */
export function waivers(db: Kysely<Tables>): Pick<Store, 'reopenExpiredWaivers'> {
  return {
    reopenExpiredWaivers: now =>
      atomically(db, async db => {
        let reopened = 0
        for (const table of ['findings', 'rotation_tasks'] as const) {
          const { numUpdatedRows } = await db
            .updateTable(table)
            .set({ status: 'open', waiver: null, waiver_expires_at: null })
            .where('status', '=', 'waived')
            .where('waiver_expires_at', '<=', instant(now))
            .executeTakeFirst()
          reopened += Number(numUpdatedRows)
        }
        return reopened
      }),
  }
}
