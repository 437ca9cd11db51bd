import { createReadStream, fstatSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { Socket } from 'node:net'
import { Refusal } from '../core/refusal.ts'
import { dropBuffers, keepHeapSmall } from '../memory.ts'
import { readShelf } from '../shelf.ts'
import { type ReadingShelves, readWholeList } from './list-reader.ts'
import type { ReadingMessage, ReadingOrder } from './reading-order.ts'

/*
 * The process that reads account lists for one audit of files and ends. It is sent an order a list, and answers with
 * packed accounts. Passwords leave it by no way; of an unexpected error only its name does, because a message may quote
 * what was being read.
 */

const partBytes = 256 * 2 ** 10
/** Parts read between two collections. */
const partsBetween = 8

process.title = 'kagimori reading'
process.on('uncaughtException', fail).on('unhandledRejection', fail)
// Nobody is left to hear what comes of the passwords we hold.
process.on('disconnect', end)

function fail(error: unknown): void {
  process.stderr.write(error instanceof Error ? error.name : 'Error')
  end()
}

function end(): void {
  process.kill(process.pid, 'SIGKILL')
}

function say(message: ReadingMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(message, error => (error === null || error === undefined ? resolve() : reject(error)))
  })
}

async function carryOut(order: ReadingOrder, shelves: ReadingShelves): Promise<void> {
  const stats = fstatSync(order.descriptor)
  // What a script of Node's writes to our standard input is a socket, which has nothing to read at times.
  const file = stats.isSocket()
    ? new Socket({ fd: order.descriptor, readable: true, writable: false })
    : createReadStream('', { fd: order.descriptor, highWaterMark: partBytes })
  const reading = readWholeList(
    file[Symbol.asyncIterator](),
    order,
    shelves,
    stats.isFile() ? stats.size : undefined,
  )
  try {
    let next = await reading.next()
    for (let turn = 1; next.done !== true; turn += 1, next = await reading.next()) {
      if (turn % partsBetween === 0) dropBuffers()
      await say({ type: 'rows', rows: next.value, bytes: file.bytesRead })
    }
    // This process is killed when it has told everything, and would leave nothing of it behind.
    flushCompileCache()
    await say({ type: 'done', ...next.value })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await say({ type: 'refused', key: error.key, values: error.values })
  }
}

let last: Promise<unknown> = Promise.all([readShelf('formats'), readShelf('hashes')]).then(
  ([formats, schemes]) => ({ formats, schemes }),
)
const shelves = last as Promise<ReadingShelves>
keepHeapSmall()
process.on('message', (order: ReadingOrder) => {
  last = last.then(async () => carryOut(order, await shelves))
})
