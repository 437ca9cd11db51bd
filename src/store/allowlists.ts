import type { Kysely } from 'kysely'
import type { Allowlist, AllowlistEntry } from '../core/allowlist.ts'
import type { Store } from '../core/store.ts'
import { fromJson, toJson } from './column.ts'
import type { Tables } from './tables.ts'

type AllowlistStore = Pick<
  Store,
  'holdAllowlist' | 'getAllowlist' | 'allAllowlists' | 'putAllowlist' | 'removeAllowlist'
>

/** Allowlists, each kept as one value: it is only ever read and replaced whole (100,000 networks are 10 MB). */
export function allowlists(db: Kysely<Tables>): AllowlistStore {
  const lists = () => db.selectFrom('allowlists').selectAll()
  return {
    holdAllowlist: async system => {
      // Writing what stands there locks it; a list that was never set stands at version 0 until it is put.
      const row = await db
        .insertInto('allowlists')
        .values({ system, version: 0, entries: '[]' })
        .onConflict(on => on.column('system').doUpdateSet(eb => ({ version: eb.ref('allowlists.version') })))
        .returningAll()
        .executeTakeFirstOrThrow()
      return toAllowlist(row)
    },
    getAllowlist: async system => {
      const row = await lists().where('system', '=', system).executeTakeFirst()
      return row && toAllowlist(row)
    },
    allAllowlists: async () => (await lists().orderBy('system').execute()).map(toAllowlist),
    putAllowlist: async (system, list) => {
      const entries = toJson(list)
      const { version } = await db
        .insertInto('allowlists')
        .values({ system, version: 1, entries })
        .onConflict(on =>
          on.column('system').doUpdateSet(eb => ({ entries, version: eb('allowlists.version', '+', 1) })),
        )
        .returning('version')
        .executeTakeFirstOrThrow()
      return version
    },
    removeAllowlist: async system => {
      await db.deleteFrom('allowlists').where('system', '=', system).execute()
    },
  }
}

function toAllowlist({ system, version, entries }: Tables['allowlists']): Allowlist {
  return { system, version, entries: fromJson<readonly AllowlistEntry[]>(entries) }
}
