import type { Kysely } from 'kysely'
import type { RotationTask } from '../core/rotation.ts'
import { moveTask } from '../core/rotation-states.ts'
import type { Store } from '../core/store.ts'
import { instant } from './column.ts'
import { atomically } from './database.ts'
import type { Tables } from './tables.ts'
import { tasks } from './tasks.ts'

const waivable = ['findings', 'rotation_tasks'] as const

/** Ends waivers of findings and tasks at the instant they expire; what they covered is open again. */
export function waivers(db: Kysely<Tables>): Pick<Store, 'reopenExpiredWaivers' | 'nextWaiverEnd'> {
  return {
    reopenExpiredWaivers: now =>
      atomically(db, async db => {
        const findings = await reopen(db, 'findings', now)
        const ended = await reopen(db, 'rotation_tasks', now)
        const { getTask, putTasks } = tasks(db)
        const opened: RotationTask[] = []
        for (const id of ended) {
          const task = await getTask(id)
          const move = { at: now, by: 'system', why: 'proof-why-waiver-ended' }
          if (task !== undefined) opened.push(moveTask({ ...task, status: 'waived' }, 'open', move))
        }
        await putTasks(opened)
        return findings.length + ended.length
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

/** Ids of what is open again: where several look at the same time, only one of them gets each. */
async function reopen(
  db: Kysely<Tables>,
  table: (typeof waivable)[number],
  now: string,
): Promise<readonly string[]> {
  const rows = await db
    .updateTable(table)
    .set({ status: 'open', waiver: null, waiver_expires_at: null })
    .where('status', '=', 'waived')
    .where('waiver_expires_at', '<=', instant(now))
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}
