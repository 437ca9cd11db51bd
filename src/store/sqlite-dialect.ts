import { Worker } from 'node:worker_threads'
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
import { Refusal } from '../core/refusal.ts'
import type { SqliteHello, SqliteReply, SqliteThreadData } from './sqlite-worker.ts'

type Rows = Extract<SqliteReply, { rows: unknown }>
type Waiting = { readonly resolve: (reply: Rows) => void; readonly reject: (error: Error) => void }

/** SQLite's result codes that are not our fault: the disk is full, the file is damaged or none of SQLite's. */
const codes = { full: 13, corrupt: 11, notADatabase: 26 } as const

function faultOf({ error, code }: { readonly error: string; readonly code: number }, file: string): Error {
  const primary = code & 0xff
  if (primary === codes.full) return new Refusal('storage-full', 'store-full')
  if (primary === codes.corrupt || primary === codes.notADatabase) {
    return new Refusal('unavailable', 'store-unsound', { file })
  }
  return new Error(`SQLite ${code}: ${error}`)
}

/** One connection in a thread of its own, so that no statement, however long, holds up the process's event loop. */
export class SqliteThread {
  readonly #file: string
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #ended: Promise<void>
  #lastId = 0
  #fault: Error | undefined

  constructor(data: SqliteThreadData) {
    this.#file = data.file
    this.#worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), {
      workerData: data,
      execArgv: [],
      // Rows pass through; nothing stays. A small young generation keeps the thread at about 10 MB.
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    })
    this.#ended = new Promise(resolve => {
      this.#worker.once('exit', code => {
        this.#fail(new Error(`the database thread has ended (${code})`))
        resolve()
      })
    })
    this.#worker.on('error', error => this.#fail(error as Error))
  }

  /** Answers when the file is open, with SQLite's version; rejects where it cannot be opened. */
  opened(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#worker.once('error', reject)
      this.#worker.once('message', (hello: SqliteHello) => {
        if ('error' in hello) return reject(faultOf(hello, this.#file))
        this.#worker.off('error', reject)
        this.#worker.on('message', (reply: SqliteReply) => this.#take(reply))
        resolve(hello.version)
      })
    })
  }

  run(sql: string, parameters: readonly unknown[] = []): Promise<Rows> {
    return this.#ask({ sql, parameters })
  }

  copyTo(file: string): Promise<Rows> {
    return this.#ask({ copyTo: file })
  }

  async close(): Promise<void> {
    this.#worker.postMessage('close')
    await this.#ended
  }

  #ask(request: object): Promise<Rows> {
    return new Promise((resolve, reject) => {
      if (this.#fault !== undefined) return reject(this.#fault)
      const id = ++this.#lastId
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage({ id, ...request })
    })
  }

  #take(reply: SqliteReply): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if ('error' in reply) waiting?.reject(faultOf(reply, this.#file))
    else waiting?.resolve(reply)
  }

  #fail(error: Error): void {
    this.#fault ??= error
    for (const { reject } of this.#waiting.values()) reject(this.#fault)
    this.#waiting.clear()
  }
}

/**
 * The threads behind one file: a writer that one transaction at a time owns, and a reader that answers what is
 * committed while such a transaction is open. The reader (10 MB) is started when it is first needed.
 */
export class SqliteThreads {
  readonly #data: SqliteThreadData
  readonly writer: SqliteThread
  #reader: Promise<SqliteThread> | undefined
  #turn: Promise<void> = Promise.resolve()
  #inTransaction = false

  constructor(file: string) {
    this.#data = { file, readOnly: false }
    this.writer = new SqliteThread(this.#data)
  }

  /** Waits for the writer; answers what gives it back. */
  async own(forTransaction: boolean): Promise<() => void> {
    const before = this.#turn
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#turn = promise
    await before
    this.#inTransaction = forTransaction
    return () => {
      this.#inTransaction = false
      resolve()
    }
  }

  /** Where a read outside transactions goes. */
  async forReading(): Promise<SqliteThread> {
    return this.#inTransaction ? this.reader() : this.writer
  }

  reader(): Promise<SqliteThread> {
    this.#reader ??= (async () => {
      const thread = new SqliteThread({ ...this.#data, readOnly: true })
      await thread.opened()
      return thread
    })()
    return this.#reader
  }

  async close(): Promise<void> {
    // The reader first: the last connection to close folds the log into the file, and only the writer may.
    await (await this.#reader)?.close()
    await this.writer.close()
  }
}

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
      return result(await (await this.#threads.forReading()).run(sql, parameters.map(bound)))
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

function result<R>({ columns, rows, changes }: Rows): QueryResult<R> {
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
