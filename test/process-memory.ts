import { closeSync, openSync, readFileSync, readSync } from 'node:fs'

const page = 4096
const piece = 4096 * page
/** Longest text that may lie across two pieces. */
const overlap = page

type Range = readonly [from: number, to: number]

/**
 * The writable memory of a running process, as far as it is there, piece by piece, each beginning with the end of the
 * one before; undefined where this system or this user may not look.
 */
export function readMemory(pid: number): Iterable<Buffer> | undefined {
  try {
    const ranges = readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n').flatMap(readRange)
    closeSync(openSync(`/proc/${pid}/mem`, 'r'))
    return pieces(
      pid,
      ranges.flatMap(range => presentIn(pid, range)),
    )
  } catch {
    return undefined
  }
}

function readRange(line: string): readonly Range[] {
  const [, from = '', to = '', name = ''] = /^(\w+)-(\w+) .w\S* \S+ \S+ \S+ *(.*)$/.exec(line) ?? []
  return from === '' || name.startsWith('/dev/') ? [] : [[Number.parseInt(from, 16), Number.parseInt(to, 16)]]
}

/** Parts of a range with memory behind them; most of what a process reserves it never touches. */
function presentIn(pid: number, [from, to]: Range): readonly Range[] {
  const entries = Buffer.alloc(((to - from) / page) * 8)
  const pagemap = openSync(`/proc/${pid}/pagemap`, 'r')
  readSync(pagemap, entries, 0, entries.length, (from / page) * 8)
  closeSync(pagemap)
  const ranges: [number, number][] = []
  for (let at = 0; at < entries.length; at += 8) {
    // The two highest bits: in memory, or swapped out.
    if ((entries[at + 7] ?? 0) >>> 6 === 0) continue
    const start = from + (at / 8) * page
    const last = ranges.at(-1)
    if (last?.[1] === start) last[1] = start + page
    else ranges.push([start, start + page])
  }
  return ranges
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
