import type { Kysely } from 'kysely'
import type { DecisionRecord } from '../core/decision.ts'
import type { Store } from '../core/store.ts'
import { chunks, fromJson, instant, present } from './column.ts'
import { atomically, listed } from './database.ts'
import { after, inOrder, type ListOrder, toPage } from './paging.ts'
import type { Tables } from './tables.ts'

type DecisionStore = Pick<
  Store,
  'appendDecisions' | 'pageDecisions' | 'addressesAllowedSince' | 'pruneDecisions'
>

const newestFirst: ListOrder = { columns: [['number', 'number']], descending: true }
const columns = ['at', 'system', 'ip', 'allow', 'network', 'body'] as const

/** The recent decisions, in the order they were noted. */
export function decisions(db: Kysely<Tables>): DecisionStore {
  return {
    appendDecisions: records =>
      atomically(db, async db => {
        for (const some of chunks(records, 2_000)) {
          const rows = listed(db, 'decisions', columns, some.map(toRow))
          await db.insertInto('decisions').columns(columns).expression(rows).execute()
        }
      }),
    pageDecisions: async ({ system, allow }, page) => {
      let query = db
        .selectFrom('decisions')
        .select(['number', 'at', 'system', 'ip', 'allow', 'body'])
        .where(after(newestFirst, page))
      if (system !== undefined) query = query.where('system', '=', system)
      if (allow !== undefined) query = query.where('allow', '=', Number(allow))
      const rows = await query
        .orderBy(inOrder(newestFirst))
        .limit(page.limit + 1)
        .execute()
      return toPage(newestFirst, page, rows, ({ number: _number, allow, body, ...row }) => ({
        ...row,
        allow: allow === 1,
        ...fromJson<Omit<DecisionRecord, keyof typeof row | 'allow'>>(body),
      }))
    },
    addressesAllowedSince: async (system, since) => {
      const rows = await db
        .selectFrom('decisions')
        .select(['ip', 'network', ({ fn }) => fn.max('at').as('at')])
        .where('system', '=', system)
        .where('allow', '=', 1)
        .where('at', '>=', instant(since))
        .groupBy(['ip', 'network'])
        .orderBy('at')
        .orderBy('ip')
        .execute()
      // In order of time, so that an address let in by two entries is answered with the later one.
      const newest = new Map(rows.map(({ ip, network, at }) => [ip, { ip, at, ...present({ network }) }]))
      return [...newest.values()]
    },
    pruneDecisions: (keep, since) =>
      atomically(db, async db => {
        const { last } = await db
          .selectFrom('decisions')
          .select(({ fn }) => fn.max('number').as('last'))
          .executeTakeFirstOrThrow()
        const newest = Number(last ?? 0)
        // Noted in the order of time: where the first recent one stands, the old ones end.
        const recent = await db
          .selectFrom('decisions')
          .select('number')
          .where('at', '>=', instant(since))
          .orderBy('number')
          .limit(1)
          .executeTakeFirst()
        const end = Math.max(newest - keep, (recent?.number ?? newest + 1) - 1)
        const { numDeletedRows } = await db
          .deleteFrom('decisions')
          .where('number', '<=', end)
          .executeTakeFirst()
        return Number(numDeletedRows)
      }),
  }
}

/** What has a column of its own is not written a second time. */
function toRow({ at, system, ip, allow, entry, wouldAllow, rule, mode, login }: DecisionRecord) {
  const body = { wouldAllow, rule, entry, mode, login }
  return { at, system, ip, allow: Number(allow), network: entry?.network ?? null, body }
}
