import { readdirSync, readFileSync } from 'node:fs'

/** What processes hold: how many they and their descendants are, and how many files and sockets these have open. */
export interface Footprint {
  readonly processes: number
  readonly descriptors: number
}

/** The footprint of processes with all their descendants, read from /proc; one that goes meanwhile counts as nothing. */
export function footprintOf(pids: readonly number[]): Footprint {
  const all = withDescendants(pids)
  return { processes: all.length, descriptors: all.reduce((sum, pid) => sum + openFiles(pid), 0) }
}

/** These processes and all that descend from them, living ones and those nobody has asked after. */
export function withDescendants(pids: readonly number[]): readonly number[] {
  const parents = new Map(everyPid().map(pid => [pid, parentOf(pid)]))
  const family = new Set(pids.filter(pid => parents.has(pid)))
  for (let before = -1; before < family.size; ) {
    before = family.size
    for (const [pid, parent] of parents) if (parent !== undefined && family.has(parent)) family.add(pid)
  }
  return [...family]
}

/** Every process of this machine. */
export function everyPid(): readonly number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger)
}

/** The fourth field of `stat`; the second is a name that may hold blanks and brackets. */
function parentOf(pid: number): number | undefined {
  const stat = textOf(`/proc/${pid}/stat`)
  return stat === undefined ? undefined : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

function openFiles(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length
  } catch {
    return 0
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
