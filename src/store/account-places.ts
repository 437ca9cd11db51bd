import type { Kysely } from 'kysely'
import type { Store } from '../core/store.ts'
import { chunks, fromJson, toJson } from './column.ts'
import type { Tables } from './tables.ts'

/** Where an account's password is kept besides people's heads. */
export function accountPlaces(db: Kysely<Tables>): Pick<Store, 'placesOf' | 'allPlaces' | 'putPlaces'> {
  return {
    placesOf: async (system, logins) => {
      const places = new Map<string, readonly string[]>()
      for (const some of chunks(logins)) {
        const query = db.selectFrom('account_places').select(['login', 'places']).where('system', '=', system)
        for (const row of await query.where('login', 'in', some).execute())
          places.set(row.login, fromJson<readonly string[]>(row.places))
      }
      return places
    },
    allPlaces: async () => {
      const rows = await db.selectFrom('account_places').selectAll().execute()
      return rows.map(({ places, ...account }) => ({
        ...account,
        places: fromJson<readonly string[]>(places),
      }))
    },
    putPlaces: async (system, login, names) => {
      const places = toJson(names)
      await db
        .insertInto('account_places')
        .values({ system, login, places })
        .onConflict(on => on.columns(['system', 'login']).doUpdateSet({ places }))
        .execute()
    },
  }
}
