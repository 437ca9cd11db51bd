import { createHash } from 'node:crypto'
import type { Kysely, Selectable } from 'kysely'
import { chainEntry, chainStart, firstBroken } from '../core/log-chain.ts'
import type { LogEntry, Store } from '../core/store.ts'
import { fromJson, toJson } from './column.ts'
import { atomically } from './database.ts'
import { after, inOrder, type ListOrder, toPage } from './paging.ts'
import type { Tables } from './tables.ts'

type LogStore = Pick<Store, 'appendLog' | 'pageLog' | 'logSince' | 'verifyLog'>

const newestFirst: ListOrder = { columns: [['number', 'number']], descending: true }
const verifiedAtOnce = 1_000
/** The largest number the column holds. */
const lastNumber = 2 ** 31 - 1

/** The chained log. `log_head` repeats the newest entry's number and hash: an end that was cut off is missed there. */
export function log(db: Kysely<Tables>): LogStore {
  return {
    appendLog: draft =>
      atomically(db, async db => {
        // Taking the head first locks it: two writers cannot both follow the same entry.
        await db
          .insertInto('log_head')
          .values({ id: 1, number: 0, hash: chainStart })
          .onConflict(on => on.column('id').doUpdateSet(eb => ({ number: eb.ref('log_head.number') })))
          .execute()
        const row = await db
          .selectFrom('log')
          .selectAll()
          .orderBy('number', 'desc')
          .limit(1)
          .executeTakeFirst()
        const entry = chainEntry(row && toEntry(row), draft, sha256)
        await db
          .insertInto('log')
          .values({ ...entry, detail: toJson(entry.detail) })
          .execute()
        await db.updateTable('log_head').set({ number: entry.number, hash: entry.hash }).execute()
        return entry
      }),
    pageLog: async page => {
      const rows = await db
        .selectFrom('log')
        .selectAll()
        .where(after(newestFirst, page))
        .orderBy(inOrder(newestFirst))
        .limit(page.limit + 1)
        .execute()
      return toPage(newestFirst, page, rows, toEntry)
    },
    logSince: async number => {
      const { max } = db.fn
      const query = db.selectFrom('log').select(['action', max('number').as('last')])
      const found = await query.where('number', '>', number).groupBy('action').execute()
      const head = Math.max(number, ...found.map(({ last }) => Number(last)))
      return { head, actions: found.map(({ action }) => action).sort() }
    },
    verifyLog: () => verify(db),
  }
}

async function verify(db: Kysely<Tables>): ReturnType<Store['verifyLog']> {
  // The head is read first: entries added while we walk are none of this walk's business.
  const head = await db.selectFrom('log_head').selectAll().executeTakeFirst()
  let last: LogEntry | undefined
  for (;;) {
    const rows = await db
      .selectFrom('log')
      .selectAll()
      .where('number', '>', last?.number ?? -lastNumber)
      .where('number', '<=', head?.number ?? lastNumber)
      .orderBy('number')
      .limit(verifiedAtOnce)
      .execute()
    const entries = rows.map(toEntry)
    const brokenAt = firstBroken(last, entries, sha256)
    if (brokenAt !== undefined) {
      const held = entries.findLast(({ number }) => number < brokenAt) ?? last
      return { ...ending(held), valid: false, brokenAt }
    }
    last = entries.at(-1) ?? last
    if (rows.length < verifiedAtOnce) break
  }
  const isWhole =
    (head?.number ?? 0) === (last?.number ?? 0) && (head?.hash ?? chainStart) === ending(last).head
  return isWhole
    ? { ...ending(last), valid: true }
    : { ...ending(last), valid: false, brokenAt: (last?.number ?? 0) + 1 }
}

function ending(last: LogEntry | undefined) {
  return { entries: last?.number ?? 0, head: last?.hash ?? chainStart }
}

function toEntry({ detail, ...row }: Selectable<Tables['log']>): LogEntry {
  return { ...row, detail: fromJson<LogEntry['detail']>(detail) }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
