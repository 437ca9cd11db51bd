import { type Kysely, sql } from 'kysely'
import type { DecisionRecord } from '../core/decision.ts'
import type { DecisionFilter, Store } from '../core/store.ts'
import { fromJson, instant, present, toJson } from './column.ts'
import { atomically, textOf } from './database.ts'
import { cursorKeys, type ListOrder, toPage } from './paging.ts'
import type { Tables } from './tables.ts'

type DecisionStore = Pick<
  Store,
  'appendDecisions' | 'pageDecisions' | 'addressesAllowedSince' | 'pruneDecisions'
>

// What is noted together is one row: rows of their own with an index cost SQLite eight times as much, and a decision is
// read far less often than written.

/** As many records as are parsed at a stroke. */
const readAtOnce = 2_000

/** A group by its number, and in it the newest first: what is cut off at the old end moves nobody. */
const newestFirst: ListOrder = {
  columns: [
    ['number', 'number'],
    ['place', 'number'],
  ],
}

/** The recent decisions, in the order they were noted. */
export function decisions(db: Kysely<Tables>): DecisionStore {
  return {
    appendDecisions: async groups => {
      const rows = groups.map(({ size, lastAt, json }) => ({ size, last_at: lastAt, body: textOf(db, json) }))
      if (rows.length > 0) await db.insertInto('decision_groups').values(rows).execute()
    },
    pageDecisions: async (filter, page) => {
      const [number, place] = cursorKeys(newestFirst, page) ?? []
      const found: { readonly number: number; readonly place: number; readonly record: DecisionRecord }[] = []
      for await (const group of groupsBackFrom(db, filter, number)) {
        const first = group.number === number ? Number(place) + 1 : 0
        for (const [at, record] of group.records.toReversed().entries()) {
          if (at >= first && fits(record, filter)) found.push({ number: group.number, place: at, record })
        }
        if (found.length > page.limit) break
      }
      return toPage(newestFirst, page, found, ({ record }) => record)
    },
    addressesAllowedSince: async (system, since) => {
      const filter = { system, allow: true }
      const begin = instant(since)
      const latest = new Map<string, DecisionRecord>()
      for await (const { records, lastAt } of groupsBackFrom(db, filter)) {
        if (lastAt < begin) break
        for (const record of records) {
          const known = latest.get(record.ip)
          const isLater = known === undefined || known.at < record.at
          if (isLater && record.at >= begin && fits(record, filter)) latest.set(record.ip, record)
        }
      }
      return [...latest.values()].map(({ ip, at, entry }) => ({
        ip,
        at,
        ...present({ network: entry?.network }),
      }))
    },
    pruneDecisions: (keep, since) =>
      atomically(db, async db => {
        const begin = instant(since)
        const tooMany = await firstBeyond(db, keep)
        const { tooOld } = await db
          .selectFrom('decision_groups')
          .select(({ fn }) => fn.max('number').as('tooOld'))
          .where('last_at', '<', begin)
          .executeTakeFirstOrThrow()
        const gone = await dropUpTo(db, Math.max((tooMany?.number ?? 0) - 1, Number(tooOld ?? 0)))
        const beyond = tooMany === undefined ? 0 : tooMany.total - keep
        const cut = await keepOfOldest(db, ({ number }, record, at) => {
          return record.at >= begin && (number !== tooMany?.number || at >= beyond)
        })
        return gone + cut
      }),
  }
}

/** Removes every decision of a system. */
export async function removeDecisionsOf(db: Kysely<Tables>, system: string): Promise<void> {
  for await (const group of groupsBackFrom(db, { system })) {
    await keepOf(db, group, record => record.system !== system)
  }
}

interface DecisionGroup {
  readonly number: number
  /** When the last of them was noted. */
  readonly lastAt: string
  /** The oldest first. */
  readonly records: readonly DecisionRecord[]
}

function rowOf(records: readonly DecisionRecord[]) {
  return { size: records.length, last_at: records.at(-1)?.at ?? '', body: toJson(records) }
}

function fits(record: DecisionRecord, { system, allow }: DecisionFilter): boolean {
  return (system === undefined || record.system === system) && (allow === undefined || record.allow === allow)
}

/** Groups from the newest on, or from `number` on, without those in which nothing fits; others may hold nothing either. */
async function* groupsBackFrom(
  db: Kysely<Tables>,
  { system, allow }: DecisionFilter,
  number?: unknown,
): AsyncGenerator<DecisionGroup> {
  const named = Object.entries({ system, allow }).filter(([, value]) => value !== undefined)
  const patterns = named.map(([name, value]) => `%"${name}":${JSON.stringify(value)}%`)
  for (let end = typeof number === 'number' ? number : Number.MAX_SAFE_INTEGER; ; ) {
    const first = await firstOfSome(db, end)
    if (first === undefined) return
    let query = db.selectFrom('decision_groups').where('number', '>=', first).where('number', '<=', end)
    for (const pattern of patterns) query = query.where('body', 'like', pattern)
    const rows = await query.select(['number', 'last_at', 'body']).orderBy('number', 'desc').execute()
    for (const { number, last_at: lastAt, body } of rows) yield { number, lastAt, records: fromJson(body) }
    end = first - 1
  }
}

/** The oldest of as many groups up to `end` as are read at a stroke. */
async function firstOfSome(db: Kysely<Tables>, end: number): Promise<number | undefined> {
  const sizes = await db
    .selectFrom('decision_groups')
    .select(['number', 'size'])
    .where('number', '<=', end)
    .orderBy('number', 'desc')
    .limit(readAtOnce)
    .execute()
  let records = 0
  let first: number | undefined
  for (const { number, size } of sizes) {
    records += size
    if (first !== undefined && records > readAtOnce) break
    first = number
  }
  return first
}

/** The newest group with which there are more than `keep` records, and how many there are then. */
async function firstBeyond(db: Kysely<Tables>, keep: number) {
  const { rows } = await sql<{ number: number; total: number }>`
    select number, total from (
      select number, sum(size) over (order by number desc) as total from decision_groups
    ) as sums where total > ${keep} order by number desc limit 1`.execute(db)
  return rows[0]
}

/** Answers how many records that were. */
async function dropUpTo(db: Kysely<Tables>, number: number): Promise<number> {
  const { size } = await db
    .selectFrom('decision_groups')
    .select(({ fn }) => fn.sum<number | null>('size').as('size'))
    .where('number', '<=', number)
    .executeTakeFirstOrThrow()
  await db.deleteFrom('decision_groups').where('number', '<=', number).execute()
  return Number(size ?? 0)
}

type IsKept = (group: DecisionGroup, record: DecisionRecord, at: number) => boolean

/** Answers how many records of the oldest group were removed. */
async function keepOfOldest(db: Kysely<Tables>, isKept: IsKept): Promise<number> {
  const row = await db
    .selectFrom('decision_groups')
    .select(['number', 'last_at', 'body'])
    .orderBy('number')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return 0
  const group = { number: row.number, lastAt: row.last_at, records: fromJson<DecisionRecord[]>(row.body) }
  return keepOf(db, group, (record, at) => isKept(group, record, at))
}

async function keepOf(
  db: Kysely<Tables>,
  { number, records }: DecisionGroup,
  isKept: (record: DecisionRecord, at: number) => boolean,
): Promise<number> {
  const kept = records.filter(isKept)
  if (kept.length === 0) await db.deleteFrom('decision_groups').where('number', '=', number).execute()
  else if (kept.length < records.length) {
    await db.updateTable('decision_groups').set(rowOf(kept)).where('number', '=', number).execute()
  }
  return records.length - kept.length
}
