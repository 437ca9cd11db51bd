import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { Refusal } from '../core/refusal.ts'
import { compiledCodeEnvironment } from '../intake/compiled-code.ts'
import { packFlags } from '../packed.ts'
import type { ReadingOrder, ReadRows } from './reading-order.ts'
import type { TextRange } from './text-ranges.ts'

/** What a reading thread is started with. */
export interface ReadingThreadData {
  readonly order: ReadingOrder
  readonly format: string
  readonly dialect: number
  readonly delimiter: string
  readonly header: readonly string[]
}

/** What a reading thread answers to each range. */
export type ThreadAnswer = { readonly rows: ReadRows } | { readonly refused: Pick<Refusal, 'key' | 'values'> }

/** A thread takes 60 MB and more; beyond so many the reading of the file holds them up. */
const mostThreads = 8
/** Of a thread's heap; what a row leaves behind is forgotten at once. */
const resourceLimits = { maxYoungGenerationSizeMb: 6 }
/** Ranges a thread has before it: while it reads one, the next is there. */
const queued = 2

/** Threads that read ranges of one list side by side. Their rows come in the list's order. */
export class ReadingCrew {
  readonly #threads: readonly ReadingThread[]

  /** `wanted` threads, if there is a processor for each. */
  constructor(data: ReadingThreadData, wanted: number) {
    const count = Math.min(wanted, mostThreads, availableParallelism())
    this.#threads = Array.from({ length: count }, () => new ReadingThread(data))
  }

  /**
   * Ranges go round, so that the same list is read the same way each time. Refuses as the first range that does. The
   * threads end with it.
   */
  async *read(ranges: AsyncIterable<TextRange>): AsyncGenerator<ReadRows> {
    try {
      yield* this.#inOrder(ranges)
    } finally {
      await Promise.all(this.#threads.map(thread => thread.end()))
    }
  }

  async *#inOrder(ranges: AsyncIterable<TextRange>): AsyncGenerator<ReadRows> {
    const underWay: Promise<ReadRows>[] = []
    let turn = 0
    for await (const range of ranges) {
      const thread = this.#threads[turn++ % this.#threads.length]
      if (thread === undefined) continue
      const rows = thread.read(range)
      rows.catch(() => undefined)
      underWay.push(rows)
      if (underWay.length < queued * this.#threads.length) continue
      const first = await underWay.shift()
      if (first !== undefined) yield first
    }
    for (const rows of underWay) yield await rows
  }
}

type Waiting = PromiseWithResolvers<ReadRows>

class ReadingThread {
  readonly #worker: Worker
  readonly #waiting: Waiting[] = []

  constructor(workerData: ReadingThreadData) {
    const file = new URL('./reading-thread.ts', import.meta.url)
    this.#worker = new Worker(file, {
      workerData,
      execArgv: [...packFlags],
      env: compiledCodeEnvironment(),
      resourceLimits,
    })
    this.#worker.on('message', (answer: ThreadAnswer) => this.#take(answer))
    this.#worker.on('error', error => {
      for (const { reject } of this.#waiting.splice(0)) reject(error)
    })
  }

  read(range: TextRange): Promise<ReadRows> {
    const waiting = Promise.withResolvers<ReadRows>()
    this.#waiting.push(waiting)
    this.#worker.postMessage(range, [range.bytes.buffer])
    return waiting.promise
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  #take(answer: ThreadAnswer): void {
    const waiting = this.#waiting.shift()
    if ('rows' in answer) waiting?.resolve(answer.rows)
    else waiting?.reject(new Refusal('invalid', answer.refused.key, answer.refused.values))
  }
}
