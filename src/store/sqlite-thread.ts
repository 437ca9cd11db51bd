import { Worker } from 'node:worker_threads'
import { Refusal } from '../core/refusal.ts'
import { isDiskFull } from './data-folder.ts'
import {
  type SqliteFault,
  type SqliteHello,
  type SqliteReply,
  type SqliteRows,
  type SqliteThreadData,
  threadSource,
} from './sqlite-worker.ts'

type Waiting = { readonly resolve: (reply: SqliteRows) => void; readonly reject: (error: Error) => void }

// synchronous=FULL: an acknowledged write outlives a power cut. trusted_schema=OFF: a planted schema runs no functions.
const everyConnection = `
  pragma busy_timeout = 5000;
  pragma foreign_keys = on;
  pragma trusted_schema = off;
  pragma cache_size = -16384;`
const pragmas = {
  reader: everyConnection,
  writer: `${everyConnection}
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma wal_autocheckpoint = 1000;
    pragma journal_size_limit = ${64 * 2 ** 20};`,
} as const

/** SQLite's result codes that are not our fault: the disk is full, the file is damaged or none of SQLite's. */
const codes = { full: 13, corrupt: 11, notADatabase: 26 } as const
/** Input/output, and a file that could not be opened: what a full disk looks like where SQLite did not ask why. */
const unexplained: readonly number[] = [10, 14]

function faultOf({ error, code }: SqliteFault, file: string): Error {
  const primary = code & 0xff
  if (primary === codes.full || (unexplained.includes(primary) && isDiskFull(file))) {
    return new Refusal('storage-full', 'store-full')
  }
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

  constructor(file: string, kind: 'writer' | 'reader') {
    this.#file = file
    this.#worker = new Worker(threadSource, {
      eval: true,
      workerData: { file, readOnly: kind === 'reader', pragmas: pragmas[kind] } satisfies SqliteThreadData,
      execArgv: [],
      // Rows pass through; nothing stays.
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

  run(sql: string, parameters: readonly unknown[] = []): Promise<SqliteRows> {
    return this.#ask({ sql, parameters })
  }

  copyTo(file: string): Promise<SqliteRows> {
    return this.#ask({ copyTo: file, by: new URL('./backup.ts', import.meta.url).href })
  }

  async close(): Promise<void> {
    this.#worker.postMessage('close')
    await this.#ended
  }

  #ask(request: object): Promise<SqliteRows> {
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

const usualRestMilliseconds = 5_000

/**
 * The threads behind one file: a writer that one transaction at a time owns, and a reader that answers what is
 * committed while such a transaction is open. The reader (9 MiB) is started when it is needed and ends once nobody has
 * asked it for five seconds.
 */
export class SqliteThreads {
  readonly #file: string
  readonly #restMilliseconds: number
  readonly writer: SqliteThread
  #reader: Promise<SqliteThread> | undefined
  #reading = 0
  #resting: NodeJS.Timeout | undefined
  #ending: Promise<void> = Promise.resolve()
  #turn: Promise<void> = Promise.resolve()
  #inTransaction = false

  constructor(file: string, restMilliseconds = usualRestMilliseconds) {
    this.#file = file
    this.#restMilliseconds = restMilliseconds
    this.writer = new SqliteThread(file, 'writer')
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

  /** Reads outside transactions, without waiting for one. */
  async read(sql: string, parameters: readonly unknown[]): Promise<SqliteRows> {
    if (!this.#inTransaction) return this.writer.run(sql, parameters)
    clearTimeout(this.#resting)
    this.#reading += 1
    try {
      const reader = await this.#startReader()
      return await reader.run(sql, parameters)
    } finally {
      this.#reading -= 1
      if (this.#reading === 0) this.#restSoon()
    }
  }

  /** Copies the file while it is in use, in a thread that ends with it. */
  async copyTo(target: string): Promise<void> {
    const thread = await openedReader(this.#file)
    await thread.copyTo(target).finally(() => thread.close())
  }

  async close(): Promise<void> {
    // The reader first: the last connection to close folds the log into the file, and only the writer may.
    await this.#endReader()
    await this.writer.close()
  }

  async #startReader(): Promise<SqliteThread> {
    this.#reader ??= openedReader(this.#file)
    try {
      return await this.#reader
    } catch (error) {
      // A disk that was full for a moment must not leave us without a reader for good.
      this.#reader = undefined
      throw error
    }
  }

  #restSoon(): void {
    this.#resting = setTimeout(() => void this.#endReader(), this.#restMilliseconds).unref()
  }

  /** Who asks meanwhile gets another one. */
  #endReader(): Promise<void> {
    clearTimeout(this.#resting)
    const reader = this.#reader
    this.#reader = undefined
    const end = async () => (await reader?.catch(() => undefined))?.close()
    this.#ending = Promise.all([this.#ending, end()]).then(() => undefined)
    return this.#ending
  }
}

async function openedReader(file: string): Promise<SqliteThread> {
  const thread = new SqliteThread(file, 'reader')
  await thread.opened()
  return thread
}
