import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { parentPort, workerData } from 'node:worker_threads'

/** What a thread is opened with. */
export interface SqliteThreadData {
  readonly file: string
  /** A reader sees what is committed and cannot write. */
  readonly readOnly: boolean
}

/** One statement or one copy of the whole file (`by` is the module that makes it); answered under the same id. */
export type SqliteRequest =
  | { readonly id: number; readonly sql: string; readonly parameters: readonly SQLInputValue[] }
  | { readonly id: number; readonly copyTo: string; readonly by: string }

/** Rows come as arrays, for they cross threads three times faster than objects; `columns` names them. */
export interface SqliteRows {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
  readonly changes: number
}
export interface SqliteFault {
  readonly error: string
  readonly code: number
}
export type SqliteReply = { readonly id: number } & (SqliteRows | SqliteFault)

/** Said once: the file is open, by this version of SQLite, or why it is not. */
export type SqliteHello = { readonly version: string } | SqliteFault

/** What stands around the functions below where they run; types only, as they are never called here. */
interface Surroundings {
  readonly DatabaseSync: typeof DatabaseSync
  readonly parentPort: NonNullable<typeof parentPort>
  readonly workerData: SqliteThreadData & typeof workerData
}

// synchronous=FULL: an acknowledged write outlives a power cut. trusted_schema=OFF: a planted schema runs no functions.
const pragmas = {
  readOnly: `
    pragma busy_timeout = 5000;
    pragma foreign_keys = on;
    pragma trusted_schema = off;
    pragma cache_size = -16384;`,
  writer: `
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma wal_autocheckpoint = 1000;
    pragma journal_size_limit = ${64 * 2 ** 20};
    pragma application_id = ${0x4b474d52};`,
} as const
