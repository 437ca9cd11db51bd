import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  statfsSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Refusal } from '../core/refusal.ts'

/** SQLite's `application_id` of our files: "KGMR". */
export const applicationId = 0x4b474d52

/** The embedded database's file. */
export function databaseFile(folder: string): string {
  return join(folder, 'kagimori.sqlite')
}

/** Makes the folder (0700) where it is missing. Refuses a place where none can be, and one this user may not write into. */
export function makeFolder(folder: string): void {
  usable(folder, () => {
    makeWithParents(folder)
    // A file is refused by the slash.
    accessSync(`${folder}/`, constants.R_OK | constants.W_OK | constants.X_OK)
  })
}

/** Refuses the folder for what the file system answers, but for a full disk, on which the service can still start. */
function usable(folder: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined || code === 'ENOSPC') throw error
    throw new Refusal('invalid', 'store-folder', { folder, code })
  }
}

/** Node's own way to do this never ends below /proc, where nothing can be made and nothing is in the way. */
function makeWithParents(folder: string): void {
  if (existsSync(folder)) return
  makeWithParents(dirname(folder))
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    // Another process may have been first.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** Makes the folder (0700) and, empty, the database's file (0600) where they are missing; nobody else may read either. */
export function prepareFolder(folder: string): void {
  makeFolder(folder)
  const file = databaseFile(folder)
  usable(folder, () => {
    closeSync(openSync(file, 'a', 0o600))
    chmodSync(file, 0o600)
  })
  // SQLite takes its log's mode from the file, and sorts what does not fit into memory where this says: a container
  // with a read-only root has no /tmp, and accounts have no business there. Read at SQLite's first call.
  process.env.SQLITE_TMPDIR ??= folder
}

/**
 * Keeps the folder for this process; answers what lets it go. Refuses a folder another process holds, naming its pid.
 * The lock is the kernel's, on a small SQLite file whose `user_version` is the holder's pid: it goes with the process
 * however that dies, and counts between containers, whose pids mean nothing to each other.
 */
export function holdFolder(folder: string): () => void {
  const file = join(folder, 'kagimori.lock')
  usable(folder, () => closeSync(openSync(file, 'a', 0o600)))
  const lock = new DatabaseSync(file, { timeout: 0 })
  try {
    lock.exec('pragma journal_mode = memory; pragma synchronous = off; begin immediate')
    lock.exec(`pragma user_version = ${process.pid}; commit; begin immediate`)
  } catch (error) {
    const pid = holderOf(lock)
    lock.close()
    if (!isBusy(error)) throw error
    throw new Refusal('conflict', 'store-held', { folder, pid })
  }
  return () => lock.close()
}

function holderOf(lock: DatabaseSync): number {
  return Number(lock.prepare('pragma user_version').get()?.user_version ?? 0)
}

function isBusy(error: unknown): boolean {
  return (error as { errcode?: number }).errcode === 5
}

/** Makes names written into a folder outlive a power cut. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

const leastFreeBytes = 2 ** 20

/** Whether the disk a file lies on has less than 1 MiB left. */
export function isDiskFull(file: string): boolean {
  const { bavail, bsize } = statfsSync(dirname(file))
  return bavail * bsize < leastFreeBytes
}
