import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { SqliteThreads } from './sqlite-thread.ts'
import type { SqliteRows } from './sqlite-worker.ts'

class Connection implements DatabaseConnection {
  readonly #threads: SqliteThreads
  #giveBack: (() => void) | undefined

  constructor(threads: SqliteThreads) {
    this.#threads = threads
  }

  async begin(): Promise<void> {
    this.#giveBack = await this.#threads.own(true)
    await this.#threads.writer.run('begin immediate')
  }

  async end(sql: 'commit' | 'rollback'): Promise<void> {
    await this.#threads.writer.run(sql)
  }

  /** The writer goes to the next in line, whatever became of the transaction. */
  async release(): Promise<void> {
    this.#giveBack?.()
    this.#giveBack = undefined
  }

  async executeQuery<R>({ sql, parameters, query }: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#giveBack !== undefined)
      return result(await this.#threads.writer.run(sql, parameters.map(bound)))
    if (SelectQueryNode.is(query)) {
      return result(await this.#threads.read(sql, parameters.map(bound)))
    }
    const giveBack = await this.#threads.own(false)
    try {
      return result(await this.#threads.writer.run(sql, parameters.map(bound)))
    } finally {
      giveBack()
    }
  }

  // biome-ignore lint/correctness/useYield: rows are read in pages; nothing here streams
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('read in pages instead')
  }
}

function bound(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : (value ?? null)
}

function result<R>({ columns, rows, changes }: SqliteRows): QueryResult<R> {
  return {
    rows: rows.map(row => Object.fromEntries(columns.map((name, at) => [name, row[at]])) as R),
    numAffectedRows: BigInt(changes),
  }
}

/** Several connections at once: turns are taken in `SqliteThreads`, where a read need not wait for a transaction. */
class ThreadedAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): true {
    return true
  }
}

/** Kysely over these threads. */
export function sqliteDialect(threads: SqliteThreads): Dialect {
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => new Connection(threads),
    beginTransaction: connection => (connection as Connection).begin(),
    commitTransaction: connection => (connection as Connection).end('commit'),
    rollbackTransaction: connection => (connection as Connection).end('rollback'),
    releaseConnection: connection => (connection as Connection).release(),
    destroy: () => threads.close(),
  }
  return {
    createAdapter: () => new ThreadedAdapter(),
    createDriver: () => driver,
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}
