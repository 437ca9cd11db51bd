import type { Kysely } from 'kysely'
import type { Store } from '../core/store.ts'
import { instant } from './column.ts'
import { atomically } from './database.ts'
import type { Tables } from './tables.ts'

const waivable = ['findings', 'rotation_tasks'] as const

/** Ends waivers of findings and tasks at the instant they expire; what they covered is open again. */
export function waivers(db: Kysely<Tables>): Pick<Store, 'reopenExpiredWaivers' | 'nextWaiverEnd'> {
  return {
    reopenExpiredWaivers: now =>
      atomically(db, async db => {
        let reopened = 0
        for (const table of waivable) {
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
    nextWaiverEnd: async () => {
      const ends = await Promise.all(
        waivable.map(table =>
          db
            .selectFrom(table)
            .select(({ fn }) => fn.min('waiver_expires_at').as('end'))
            .where('status', '=', 'waived')
            .where('waiver_expires_at', 'is not', null)
            .executeTakeFirst(),
        ),
      )
      return ends.flatMap(row => row?.end ?? []).sort()[0]
    },
  }
}
