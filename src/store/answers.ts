import type { Kysely } from 'kysely'
import type { Store } from '../core/store.ts'
import type { Tables } from './tables.ts'

type AnswerStore = Pick<Store, 'getAnswer' | 'keepAnswer' | 'pruneAnswers'>

/** Answers kept for Idempotency-Keys; the first one under a key stays. */
export function answers(db: Kysely<Tables>): AnswerStore {
  return {
    getAnswer: (token, key) =>
      db
        .selectFrom('answers')
        .selectAll()
        .where('token', '=', token)
        .where('key', '=', key)
        .executeTakeFirst(),
    keepAnswer: async answer => {
      await db
        .insertInto('answers')
        .values(answer)
        .onConflict(on => on.columns(['token', 'key']).doNothing())
        .execute()
    },
    pruneAnswers: async before => {
      const { numDeletedRows } = await db.deleteFrom('answers').where('at', '<', before).executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}
