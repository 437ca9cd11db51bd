import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../core/refusal.ts'
import { readShelf } from '../shelf.ts'
import { RangeReader } from './range-reader.ts'
import type { ReadingThreadData, ThreadAnswer } from './reading-crew.ts'
import type { TextRange } from './text-ranges.ts'

/* Reads the ranges it is sent, one after the other; ended from outside. */

const { order, format, dialect: index, delimiter, header } = workerData as ReadingThreadData
const [formats, schemes] = await Promise.all([readShelf('formats'), readShelf('hashes')])
const dialect = formats.get(format)?.dialects[index]
if (dialect === undefined) throw new TypeError(`no dialect ${index} of ${format}`)
const reader = new RangeReader(order, schemes)
const frame = { dialect, delimiter, header }

async function answer(range: TextRange): Promise<void> {
  try {
    const rows = await reader.read(range, frame)
    const { bytes, starts } = rows.accounts
    parentPort?.postMessage({ rows } satisfies ThreadAnswer, [
      bytes.buffer as ArrayBuffer,
      starts.buffer as ArrayBuffer,
    ])
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    parentPort?.postMessage({ refused: { key: error.key, values: error.values } } satisfies ThreadAnswer)
  }
}

let last: Promise<void> = Promise.resolve()
parentPort?.on('message', (range: TextRange) => {
  last = last.then(() => answer(range))
})
