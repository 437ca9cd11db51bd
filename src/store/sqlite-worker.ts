import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { MessagePort } from 'node:worker_threads'

/** What a thread is opened with. */
export interface SqliteThreadData {
  readonly file: string
  /** A reader sees what is committed and cannot write. */
  readonly readOnly: boolean
  readonly pragmas: string
}

/** One statement, or one copy of the whole file, made by the module `by`; answered under the same id. */
export type SqliteRequest = { readonly id: number } & (
  | { readonly sql: string; readonly parameters: readonly SQLInputValue[] }
  | { readonly copyTo: string; readonly by: string }
)

/** Rows come as arrays, for they cross threads faster than objects; `columns` names them. */
export interface SqliteRows {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
  readonly changes: number
}
export interface SqliteFault {
  readonly error: string
  /** SQLite's result code; 0 where it is not SQLite's. */
  readonly code: number
}
export type SqliteReply = { readonly id: number } & (SqliteRows | SqliteFault)

/** Said once: the file is open, by this version of SQLite, or why it is not. */
export type SqliteHello = { readonly version: string } | SqliteFault

interface Connection {
  readonly version: string
  readonly run: (sql: string, parameters: readonly SQLInputValue[]) => SqliteRows
  readonly close: () => void
}

function openConnection(
  Database: typeof DatabaseSync,
  { file, readOnly, pragmas }: SqliteThreadData,
): Connection {
  const db = new Database(file, { readOnly })
  db.exec(pragmas)
  const kept = 200
  const longestKept = 20_000
  const statements = new Map<string, { readonly statement: StatementSync; readonly columns: string[] }>()
  const prepared = (sql: string) => {
    const known = statements.get(sql)
    if (known !== undefined) return known
    const statement = db.prepare(sql)
    statement.setReturnArrays(true)
    const made = { statement, columns: statement.columns().map(({ name }) => name) }
    const [oldest] = statements.keys()
    if (statements.size >= kept && oldest !== undefined) statements.delete(oldest)
    if (sql.length <= longestKept) statements.set(sql, made)
    return made
  }
  return {
    version: String(db.prepare('select sqlite_version() as version').get()?.version),
    run: (sql, parameters) => {
      // After a full disk SQLite has rolled back by itself; rolling back once more is no error of the caller's.
      if (sql === 'rollback' && !db.isTransaction) return { columns: [], rows: [], changes: 0 }
      const { statement, columns } = prepared(sql)
      if (columns.length === 0)
        return { columns, rows: [], changes: Number(statement.run(...parameters).changes) }
      const rows = statement.all(...parameters) as unknown as unknown[][]
      return { columns, rows, changes: rows.length }
    },
    close: () => db.close(),
  }
}

function serveConnection(port: MessagePort, file: string, open: () => Connection): void {
  const faultOf = (error: unknown): SqliteFault => {
    const { message, errcode } = error as Error & { readonly errcode?: number }
    return { error: message, code: errcode ?? 0 }
  }
  const answer = async (connection: Connection, request: SqliteRequest): Promise<SqliteRows> => {
    if ('sql' in request) return connection.run(request.sql, request.parameters)
    const { writeCopy }: { readonly writeCopy: (file: string, to: string) => void } = await import(request.by)
    writeCopy(file, request.copyTo)
    return { columns: [], rows: [], changes: 0 }
  }
  try {
    const connection = open()
    port.on('message', async (request: SqliteRequest | 'close') => {
      if (request !== 'close') {
        const reply = await answer(connection, request).catch(faultOf)
        return port.postMessage({ id: request.id, ...reply } satisfies SqliteReply)
      }
      connection.close()
      port.close()
    })
    port.postMessage({ version: connection.version } satisfies SqliteHello)
  } catch (error) {
    port.postMessage(faultOf(error) satisfies SqliteHello)
    port.close()
  }
}

/**
 * What a thread runs: the functions above, as text without their types. A thread given this file instead would load the
 * type stripper for itself alone, at 20 MB and 80 ms a thread; so they use nothing but their arguments.
 */
export const threadSource = `'use strict'
const { DatabaseSync } = require('node:sqlite')
const { parentPort, workerData } = require('node:worker_threads')
${openConnection}
${serveConnection}
serveConnection(parentPort, workerData.file, () => openConnection(DatabaseSync, workerData))`
