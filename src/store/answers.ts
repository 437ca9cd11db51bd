import type { Kysely } from 'kysely'
import type { KeptAnswer, RequestMark, Store } from '../core/store.ts'
import type { Tables } from './tables.ts'

type AnswerStore = Pick<Store, 'getAnswer' | 'markRequest' | 'unmarkRequest' | 'keepAnswer' | 'pruneAnswers'>

/** The status of what has been carried out and not answered yet. */
const marked = 0

/** Answers kept for Idempotency-Keys, and marks of requests that have been carried out without one. */
export function answers(db: Kysely<Tables>): AnswerStore {
  const getAnswer = (token: string, key: string) =>
    db.selectFrom('answers').selectAll().where('token', '=', token).where('key', '=', key).executeTakeFirst()
  return {
    getAnswer,
    markRequest: async mark => {
      const row = rowOf(mark)
      await db
        .insertInto('answers')
        .values(row)
        .onConflict(on => on.columns(['token', 'key']).doNothing())
        .execute()
      return (await getAnswer(mark.token, mark.key))?.body === row.body
    },
    unmarkRequest: async ({ token, key, attempt }) => {
      await db
        .deleteFrom('answers')
        .where('token', '=', token)
        .where('key', '=', key)
        .where('status', '=', marked)
        .where('body', '=', attempt)
        .execute()
    },
    keepAnswer: async answer => {
      const { status, body, at } = answer
      await db
        .insertInto('answers')
        .values(answer)
        .onConflict(on =>
          on.columns(['token', 'key']).doUpdateSet({ status, body, at }).where('answers.status', '=', marked),
        )
        .execute()
    },
    pruneAnswers: async before => {
      const { numDeletedRows } = await db.deleteFrom('answers').where('at', '<', before).executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}

function rowOf({ attempt, ...mark }: RequestMark): KeptAnswer {
  return { ...mark, status: marked, body: attempt }
}
