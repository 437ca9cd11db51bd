import type { Kysely } from 'kysely'
import type { Store } from '../core/store.ts'
import type { Tables } from './tables.ts'

type SettingStore = Pick<Store, 'getSetting' | 'putSetting' | 'settingsUnder' | 'dropSetting'>

/** Single named values. */
export function settings(db: Kysely<Tables>): SettingStore {
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
    settingsUnder: async prefix => {
      const rows = await db
        .selectFrom('settings')
        .select('value')
        .where(({ fn, val }) => fn('substr', ['name', val(1), val(prefix.length)]), '=', prefix)
        .orderBy('name')
        .execute()
      return rows.map(({ value }) => value)
    },
    dropSetting: async name => {
      const { numDeletedRows } = await db.deleteFrom('settings').where('name', '=', name).executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}
