import type { Kysely } from 'kysely'
import type { Store } from '../core/store.ts'
import type { Tables } from './tables.ts'

/** Single named values. */
export function settings(db: Kysely<Tables>): Pick<Store, 'getSetting' | 'putSetting'> {
  return {
    getSetting: async name => {
      const row = await db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst()
      return row?.value
    },
    putSetting: async (name, value) => {
      await db
        .insertInto('settings')
        .values({ name, value })
        .onConflict(on => on.column('name').doUpdateSet({ value }))
        .execute()
    },
  }
}
