import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

/** What a thread is opened with. */
export interface SqliteThreadData {
  readonly file: string
  /** A reader sees what is committed and cannot write. */
  readonly readOnly: boolean
}

/** One statement or one copy of the whole file; answered under the same id. */
export type SqliteRequest =
  | { readonly id: number; readonly sql: string; readonly parameters: readonly SQLInputValue[] }
  | { readonly id: number; readonly copyTo: string }

export type SqliteReply =
  /** Rows as arrays, for they cross threads three times faster than objects; `columns` names them. */
  | {
      readonly id: number
      readonly columns: readonly string[]
      readonly rows: readonly (readonly unknown[])[]
      readonly changes: number
    }
  | { readonly id: number; readonly error: string; readonly code: number }

/** Said once: the file is open, by this version of SQLite, or why it is not. */
export type SqliteHello = { readonly version: string } | { readonly error: string; readonly code: number }

// synchronous=FULL: an acknowledged write outlives a power cut. trusted_schema=OFF: a planted schema runs no functions.
const everyConnection = `
  pragma busy_timeout = 5000;
  pragma foreign_keys = on;
  pragma trusted_schema = off;
  pragma cache_size = -32768;`
const writer = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma wal_autocheckpoint = 1000;
  pragma journal_size_limit = ${64 * 2 ** 20};
  pragma application_id = ${0x4b474d52};`

const statementsKept = 200
const longestKept = 20_000

class Connection {
  readonly #db: DatabaseSync
  readonly #statements = new Map<string, { readonly statement: StatementSync; readonly columns: string[] }>()

  constructor({ file, readOnly }: SqliteThreadData) {
    this.#db = new DatabaseSync(file, { readOnly })
    this.#db.exec(readOnly ? everyConnection : everyConnection + writer)
  }

  version(): string {
    return String(this.#db.prepare('select sqlite_version() as version').get()?.version)
  }

  run(
    sql: string,
    parameters: readonly SQLInputValue[],
  ): Omit<Extract<SqliteReply, { rows: unknown }>, 'id'> {
    // After a full disk SQLite has rolled back by itself; rolling back once more is not an error of the caller.
    if (sql === 'rollback' && !this.#db.isTransaction) return { columns: [], rows: [], changes: 0 }
    const { statement, columns } = this.#prepared(sql)
    if (columns.length === 0) {
      return { columns, rows: [], changes: Number(statement.run(...parameters).changes) }
    }
    const rows = statement.all(...parameters) as unknown as readonly unknown[][]
    return { columns, rows, changes: rows.length }
  }

  #prepared(sql: string): { readonly statement: StatementSync; readonly columns: string[] } {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#db.prepare(sql)
    statement.setReturnArrays(true)
    const prepared = { statement, columns: statement.columns().map(({ name }) => name) }
    if (sql.length <= longestKept && isStable(sql)) {
      const [oldest] = this.#statements.keys()
      if (this.#statements.size >= statementsKept && oldest !== undefined) this.#statements.delete(oldest)
      this.#statements.set(sql, prepared)
    }
    return prepared
  }

  close(): void {
    this.#statements.clear()
    this.#db.close()
  }
}

/** Whether a statement means the same however the tables change. */
function isStable(sql: string): boolean {
  return /^(select|insert|update|delete|begin|commit|rollback|with)\b/.test(sql)
}

/** Serves one connection over the port until it is told to close. */
function serve(data: SqliteThreadData, port: NonNullable<typeof parentPort>): void {
  const connection = new Connection(data)
  port.on('message', async (request: SqliteRequest | 'close') => {
    if (request !== 'close') return port.postMessage(await answer(connection, data, request))
    connection.close()
    port.close()
  })
  port.postMessage({ version: connection.version() } satisfies SqliteHello)
}

async function answer(
  connection: Connection,
  { file }: SqliteThreadData,
  request: SqliteRequest,
): Promise<SqliteReply> {
  try {
    if ('sql' in request) return { id: request.id, ...connection.run(request.sql, request.parameters) }
    const { writeCopy } = await import('./backup.ts')
    writeCopy(file, request.copyTo)
    return { id: request.id, columns: [], rows: [], changes: 0 }
  } catch (error) {
    return { id: request.id, ...faultOf(error) }
  }
}

function faultOf(error: unknown): { readonly error: string; readonly code: number } {
  const { message, errcode } = error as Error & { errcode?: number }
  return { error: message, code: errcode ?? 0 }
}

if (parentPort !== null) {
  try {
    serve(workerData as SqliteThreadData, parentPort)
  } catch (error) {
    parentPort.postMessage(faultOf(error) satisfies SqliteHello)
    parentPort.close()
  }
}
