import type { Kysely } from 'kysely'
import type { Store } from '../core/store.ts'
import type { Token } from '../core/token.ts'
import { fromJson, present, toJson } from './column.ts'
import { atomically } from './database.ts'
import type { Tables } from './tables.ts'

type TokenStore = Pick<Store, 'putToken' | 'allTokens' | 'deleteToken' | 'touchTokens'>

/** API tokens, by the SHA-256 of their text. */
export function tokens(db: Kysely<Tables>): TokenStore {
  return {
    putToken: async ({ lastUsedAt, ...token }) => {
      const row = { last_used_at: lastUsedAt ?? null, body: toJson(token) }
      await db
        .insertInto('tokens')
        .values({ id: token.id, ...row })
        .onConflict(on => on.column('id').doUpdateSet(row))
        .execute()
    },
    allTokens: async () => {
      const rows = await db.selectFrom('tokens').selectAll().orderBy('id').execute()
      return rows.map(row => ({ ...fromJson<Token>(row.body), ...present({ lastUsedAt: row.last_used_at }) }))
    },
    deleteToken: async id => {
      const { numDeletedRows } = await db.deleteFrom('tokens').where('id', '=', id).executeTakeFirst()
      return numDeletedRows > 0n
    },
    touchTokens: uses =>
      atomically(db, async db => {
        for (const [id, at] of uses) {
          await db.updateTable('tokens').set({ last_used_at: at }).where('id', '=', id).execute()
        }
      }),
  }
}
