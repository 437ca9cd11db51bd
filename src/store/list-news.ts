import type { Kysely } from 'kysely'
import type { ListNews } from '../core/account-list.ts'
import type { Store } from '../core/store.ts'
import { fromJson, toJson } from './column.ts'
import type { Tables } from './tables.ts'

type ListNewsStore = Pick<Store, 'putListNews' | 'getListNews' | 'pruneListNews'>

/** What is told of lists that nobody waits for. Their ids begin with the time, so that the newest come last. */
export function listNews(db: Kysely<Tables>): ListNewsStore {
  return {
    putListNews: async ({ at, news }) => {
      const row = { system: news.system, at, body: toJson(news) }
      await db
        .insertInto('list_news')
        .values({ id: news.id, ...row })
        .onConflict(on => on.column('id').doUpdateSet(row))
        .execute()
    },
    getListNews: async id => {
      const row = await db
        .selectFrom('list_news')
        .select(['at', 'body'])
        .where('id', '=', id)
        .executeTakeFirst()
      return row && { at: row.at, news: fromJson<ListNews>(row.body) }
    },
    pruneListNews: async (keep, since) => {
      const kept = db.selectFrom('list_news').select('id').where('at', '>=', since).orderBy('id', 'desc')
      const { numDeletedRows } = await db
        .deleteFrom('list_news')
        .where('id', 'not in', kept.limit(keep))
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}
