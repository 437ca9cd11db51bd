import { statSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { Kysely, PostgresAdapter, PostgresDialect, type RawBuilder, sql, type Transaction } from 'kysely'
import { isStorageFull, Refusal } from '../core/refusal.ts'
import { applicationId, databaseFile, holdFolder, prepareFolder } from './data-folder.ts'
import { type ColumnKinds, migrate } from './migrate.ts'
import { outliving } from './outliving-pool.ts'
import { postgresRefusal } from './postgres-refusal.ts'
import { giveUpReserve, keepReserve } from './reserve.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import { SqliteThreads } from './sqlite-thread.ts'
import type { Tables } from './tables.ts'

/** Where the database is: a data folder (SQLite) or a PostgreSQL URL. */
export type DatabasePlace = { readonly folder: string } | { readonly url: string }

/** An open database, its tables brought up to date. From here on nobody knows which one it is. */
export interface Database {
  readonly query: Kysely<Tables>
  /** Runs work while no other process on the same database does so; gives up waiting once `signal` is aborted. */
  readonly alone: <T>(work: () => Promise<T>, signal?: { readonly throwIfAborted: () => void }) => Promise<T>
  readonly close: () => Promise<void>
  /** Writes a consistent copy to a new file (0600). Refused on PostgreSQL, which has pg_dump. */
  readonly backup: (file: string) => Promise<void>
  /** Bytes on disk. */
  readonly size: () => Promise<number>
}

/** Opens the database at that place. Refuses a folder in use, a damaged file, and tables of a newer release. */
export function openDatabase(place: DatabasePlace): Promise<Database> {
  return 'folder' in place ? openSqlite(place.folder) : openPostgres(place.url)
}

/** Runs `work` in a transaction, in the one that is already open where there is one. */
export function atomically<T>(db: Kysely<Tables>, work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute((trx: Transaction<Tables>) => work(trx))
}

/**
 * `select` of these columns from rows sent as one JSON text, to insert from: 500 rows of 20 columns as 10,000 bound
 * values cost 12 ms on the calling thread, as one value 1 ms. Taken apart as binary it costs SQLite 2 µs a row, as text 4.
 */
export function listed<T extends keyof Tables & string>(
  db: Kysely<Tables>,
  table: T,
  columns: readonly string[],
  rows: readonly object[],
): RawBuilder<Record<string, unknown>> {
  if (isPostgres(db)) {
    const json = JSON.stringify(rows)
    const refs = sql.join(columns.map(column => sql.ref(column)))
    return sql`select ${refs} from json_populate_recordset(null::${sql.table(table)}, ${json}::json)`
  }
  const members = sql.join(columns.map((_, at) => sql`value ->> ${sql.lit(at)}`))
  const json = JSON.stringify(rows.map(row => columns.map(column => Reflect.get(row, column))))
  // Without "where" SQLite takes the "on" of a following "on conflict" for a join's.
  return sql`select ${members} from jsonb_each(${json}) where true`
}

/** A text that goes to the database as the UTF-8 it stands in, and is never a string here. */
export function textOf(db: Kysely<Tables>, bytes: Uint8Array): RawBuilder<string> {
  return isPostgres(db) ? sql`convert_from(${bytes}, 'UTF8')` : sql`cast(${bytes} as text)`
}

function isPostgres(db: Kysely<Tables>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter
}

const sqliteKinds: ColumnKinds = { text: sql`text`, serial: sql`integer primary key autoincrement` }
const oldestSqlite = '3.51.3'
const checkedBelowBytes = 256 * 2 ** 20

async function openSqlite(folder: string): Promise<Database> {
  try {
    return await openFolder(folder)
  } catch (error) {
    if (!isStorageFull(error) || !giveUpReserve(folder)) throw error
    return openFolder(folder)
  }
}

async function openFolder(folder: string): Promise<Database> {
  prepareFolder(folder)
  const letGo = holdFolder(folder)
  const file = databaseFile(folder)
  const threads = new SqliteThreads(file)
  const query = new Kysely<Tables>({ dialect: sqliteDialect(threads) })
  const close = async () => {
    await query.destroy()
    await threads.close()
    letGo()
  }
  try {
    requireVersion(await threads.writer.opened())
    if (statSync(file).size < checkedBelowBytes) await requireSound(threads, file)
    await stamp(threads)
    await atomically(query, db => migrate(db, sqliteKinds, new Date().toISOString()))
    keepReserve(folder)
  } catch (error) {
    await close()
    throw error
  }
  return {
    query,
    // The folder is held by this process alone.
    alone: work => work(),
    close,
    backup: target => threads.copyTo(target),
    size: async () => bytesOf(file) + bytesOf(`${file}-wal`),
  }
}

/**
 * Before 3.51.3 a checkpoint could tear a WAL database (SQLite's own note on the "WAL-reset bug"). Compared part by part:
 * the first collation of a process takes 2 MiB for its tables.
 */
function requireVersion(version: string): void {
  const inOrder = (text: string) => text.replace(/\d+/g, part => part.padStart(4, '0'))
  if (inOrder(version) < inOrder(oldestSqlite))
    throw new Error(`SQLite ${version} is older than ${oldestSqlite}`)
}

async function requireSound(threads: SqliteThreads, file: string): Promise<void> {
  const { rows } = await threads.writer.run('pragma quick_check(1)')
  if (rows[0]?.[0] !== 'ok') throw new Refusal('unavailable', 'store-unsound', { file })
}

/** Only where it is missing: the pragma writes even what is there already, and a full disk must not keep us from starting. */
async function stamp({ writer }: SqliteThreads): Promise<void> {
  const { rows } = await writer.run('pragma application_id')
  if (rows[0]?.[0] !== applicationId) await writer.run(`pragma application_id = ${applicationId}`)
}

function bytesOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

const postgresKinds: ColumnKinds = {
  text: sql`text collate "C"`,
  serial: sql`bigint generated always as identity primary key`,
}
/** Any number of ours: processes that start together migrate one after the other. */
const migrationLock = 8420
/** Held by the one process whose turn it is; the database lets go of it when that process dies. */
const turnLock = 8421
const turnMilliseconds = 200

async function openPostgres(url: string): Promise<Database> {
  // Loaded only where it is used: the driver costs every embedded start 20 ms and 5 MiB.
  const { Pool, types } = await import('pg')
  // Counts are bigint in PostgreSQL and come as text; ours stay far below 2^53.
  const getTypeParser = ((oid: number, format?: 'text') =>
    oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser
  const connections = new Pool({
    connectionString: url,
    application_name: 'kagimori',
    types: { getTypeParser },
  })
  const { pool, opened } = outliving(connections)
  const query = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  try {
    await atomically(query, async db => {
      await sql`select pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(db)
      await migrate(db, postgresKinds, new Date().toISOString())
    })
  } catch (error) {
    await query.destroy()
    throw postgresRefusal(error, url) ?? error
  }
  opened()
  return {
    query,
    alone: (work, signal) => query.connection().execute(db => aloneOn(db, work, signal)),
    close: () => query.destroy(),
    backup: async () => {
      throw new Refusal('invalid', 'backup-postgresql')
    },
    size: async () => {
      const answer = sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`
      return (await answer.execute(query)).rows[0]?.bytes ?? 0
    },
  }
}

/** Asks again and again: who waits in the database for a lock cannot be told to stop. */
async function aloneOn<T>(
  db: Kysely<Tables>,
  work: () => Promise<T>,
  signal: { readonly throwIfAborted: () => void } | undefined,
): Promise<T> {
  const isMine = async () => {
    const lock = sql<{ mine: boolean }>`select pg_try_advisory_lock(${sql.lit(turnLock)}) as mine`
    return (await lock.execute(db)).rows[0]?.mine === true
  }
  while (!(await isMine())) {
    signal?.throwIfAborted()
    await pause(turnMilliseconds)
  }
  try {
    return await work()
  } finally {
    // A connection that broke has let go already.
    await sql`select pg_advisory_unlock(${sql.lit(turnLock)})`.execute(db).catch(() => undefined)
  }
}
