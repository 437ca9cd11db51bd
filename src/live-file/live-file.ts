import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Refusal } from '../core/refusal.ts'

const usualMode = 0o644

/**
 * The file a path leads to, links followed, so that a link stays one. Refuses a path that leads to no file, or into no
 * folder.
 */
export function resolveFile(path: string): string {
  const there = statOf(path)
  if (there !== undefined && !there.isFile()) throw new Refusal('invalid', 'sync-no-file', { file: path })
  try {
    return there === undefined ? join(realpathSync(dirname(path)), basename(path)) : realpathSync(path)
  } catch {
    throw new Refusal('invalid', 'sync-no-folder', { folder: dirname(path) })
  }
}

/** A name beside the file that no wildcard of a server's configuration takes in. */
export function besides(file: string, purpose: string): string {
  return join(dirname(file), `.${basename(file)}.${purpose}`)
}

/** The bytes of the file; undefined where there is none. */
export function readLive(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch (error) {
    if (isAbsent(error)) return undefined
    throw new Refusal('invalid', 'cli-file', { file })
  }
}

/**
 * Puts the bytes in the file's place at one blow: whoever reads meanwhile, and whoever looks after a crash, finds the
 * old file or the new one. Owner and mode stay; a new file gets `mode`.
 */
export function replaceFile(file: string, bytes: Buffer | string, mode = usualMode): void {
  const before = statOf(file)
  const fresh = besides(file, 'kagimori-new')
  try {
    writeWhole(fresh, bytes)
    if (before !== undefined) keepOwner(fresh, before, file)
    chmodSync(fresh, (before?.mode ?? mode) & 0o7777)
    renameSync(fresh, file)
    syncFolder(dirname(file))
  } catch (error) {
    rmSync(fresh, { force: true })
    if (error instanceof Refusal) throw error
    throw new Refusal('invalid', 'sync-cannot-write', { file, cause: codeOf(error) })
  }
}

/** Takes the file away, for good even if the power goes. */
export function removeFile(file: string): void {
  rmSync(file, { force: true })
  syncFolder(dirname(file))
}

function writeWhole(path: string, bytes: Buffer | string): void {
  // A left-over of a sync that was killed; only one at a time holds the file.
  rmSync(path, { force: true })
  const handle = openSync(path, 'wx', 0o600)
  try {
    writeFileSync(handle, bytes)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** A list that its server can no longer read is no list. */
function keepOwner(fresh: string, { uid, gid }: Stats, file: string): void {
  const own = statSync(fresh)
  if (own.uid === uid && own.gid === gid) return
  try {
    chownSync(fresh, uid, gid)
  } catch {
    throw new Refusal('invalid', 'sync-owner', { file, uid, gid })
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false })
}

function isAbsent(error: unknown): boolean {
  return codeOf(error) === 'ENOENT'
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
