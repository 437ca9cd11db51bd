import { closeSync, openSync, readFileSync, readSync } from 'node:fs'

const piece = 16 * 2 ** 20
/** Longest text that may lie across two pieces. */
const overlap = 4096

/**
 * The writable memory of a running process, piece by piece, each beginning with the end of the one before; undefined
 * where this system or this user may not look.
 */
export function readMemory(pid: number): Iterable<Buffer> | undefined {
  try {
    const maps = readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n').flatMap(readRange)
    closeSync(openSync(`/proc/${pid}/mem`, 'r'))
    return pieces(pid, maps)
  } catch {
    return undefined
  }
}

type Range = readonly [from: number, to: number]

function readRange(line: string): readonly Range[] {
  const [, from = '', to = '', name = ''] = /^(\w+)-(\w+) .w\S* \S+ \S+ \S+ *(.*)$/.exec(line) ?? []
  return from === '' || name.startsWith('/dev/') ? [] : [[Number.parseInt(from, 16), Number.parseInt(to, 16)]]
}

function* pieces(pid: number, ranges: readonly Range[]): Generator<Buffer> {
  const memory = openSync(`/proc/${pid}/mem`, 'r')
  try {
    for (const [from, to] of ranges) {
      for (let at = from; at < to; at += piece - overlap) {
        const buffer = Buffer.alloc(Math.min(piece, to - at))
        const read = readOrNothing(memory, buffer, at)
        if (read > 0) yield buffer.subarray(0, read)
      }
    }
  } finally {
    closeSync(memory)
  }
}

/** Ranges may go while they are read. */
function readOrNothing(memory: number, buffer: Buffer, at: number): number {
  try {
    return readSync(memory, buffer, 0, buffer.length, at)
  } catch {
    return 0
  }
}
