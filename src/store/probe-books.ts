import type { Kysely } from 'kysely'
import { emptyProbeBook, type ProbeBook } from '../core/probe-book.ts'
import type { Store } from '../core/store.ts'
import { fromJson, toJson } from './column.ts'
import { atomically } from './database.ts'
import type { Tables } from './tables.ts'

/** What each system was asked lately; one row a system, so that whoever writes in it waits for whoever does. */
export function probeBooks(db: Kysely<Tables>): Pick<Store, 'writeProbeBook'> {
  return {
    writeProbeBook: (system, write) =>
      atomically(db, async db => {
        const { body } = await db
          .insertInto('probe_books')
          .values({ system, body: toJson(emptyProbeBook) })
          .onConflict(on => on.column('system').doUpdateSet(eb => ({ body: eb.ref('probe_books.body') })))
          .returning('body')
          .executeTakeFirstOrThrow()
        const next = write(fromJson<ProbeBook>(body))
        if (next === undefined) return false
        await db
          .updateTable('probe_books')
          .set({ body: toJson(next) })
          .where('system', '=', system)
          .execute()
        return true
      }),
  }
}
