import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Refusal } from '../core/refusal.ts'
import { applicationId, databaseFile, holdFolder, prepareFolder, syncFolder } from './data-folder.ts'
import { readSeal, sealBytes, sealFile } from './seal.ts'

/** Writes a consistent copy of a folder's database to a new file (0600), with the service running or not. */
export async function copyDatabase(folder: string, target: string): Promise<{ readonly bytes: number }> {
  const file = databaseFile(folder)
  if (!existsSync(file)) throw new Refusal('not-found', 'store-none', { folder })
  writeCopy(file, target)
  return { bytes: statSync(target).size }
}

/**
 * Puts a backup in place of a folder's database, after reading it through. Refuses a file that was altered or is no
 * sound Kagimori database, a folder in use, and, without `replace`, one that holds a database already.
 */
export async function restoreDatabase(
  backup: string,
  folder: string,
  { replace }: { readonly replace: boolean },
): Promise<void> {
  requireSound(backup)
  const isSealed = requireUnaltered(backup)
  const file = databaseFile(folder)
  if (!replace && existsSync(file) && statSync(file).size > 0) {
    throw new Refusal('conflict', 'store-exists', { folder })
  }
  prepareFolder(folder)
  const letGo = holdFolder(folder)
  try {
    const part = `${file}.part`
    copyFileSync(backup, part)
    if (isSealed) truncateSync(part, statSync(part).size - sealBytes)
    sync(part)
    // The old log belongs to the old file; beside the new one it would be played into it.
    rmSync(`${file}-wal`, { force: true })
    rmSync(`${file}-shm`, { force: true })
    renameSync(part, file)
    prepareFolder(folder)
    syncFolder(folder)
  } catch (error) {
    rmSync(`${file}.part`, { force: true })
    throw isFull(error) ? new Refusal('storage-full', 'store-full') : error
  } finally {
    letGo()
  }
}

/** Copies a database that may be in use; the target appears whole, checked, sealed and on the disk, or not at all. */
export function writeCopy(file: string, target: string): void {
  const part = `${target}.part`
  makePart(part, target)
  try {
    const source = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
    try {
      source.prepare('vacuum into ?').run(part)
    } finally {
      source.close()
    }
    requireSound(part)
    sealFile(part)
    sync(part)
    renameSync(part, target)
    syncFolder(dirname(target))
  } catch (error) {
    rmSync(part, { force: true })
    throw isFull(error) ? new Refusal('storage-full', 'backup-full', { file: target }) : error
  }
}

/** Made empty first, so that the copy has its mode from the first byte. */
function makePart(part: string, target: string): void {
  try {
    rmSync(part, { force: true })
    closeSync(openSync(part, 'wx', 0o600))
  } catch (error) {
    if (isFull(error)) throw new Refusal('storage-full', 'backup-full', { file: target })
    const { code = '' } = error as NodeJS.ErrnoException
    throw new Refusal('invalid', 'backup-place', { file: target, code })
  }
}

function requireUnaltered(file: string): boolean {
  const seal = readSeal(file)
  if (seal === 'altered') throw new Refusal('invalid', 'backup-altered', { file })
  return seal === 'sealed'
}

function requireSound(file: string): void {
  if (!existsSync(file)) throw new Refusal('not-found', 'store-no-backup', { file })
  if (!isSound(file)) throw new Refusal('invalid', 'store-unsound', { file })
}

function isSound(file: string): boolean {
  let db: DatabaseSync | undefined
  try {
    db = new DatabaseSync(file, { readOnly: true })
    const id = db.prepare('pragma application_id').get()?.application_id
    return id === applicationId && db.prepare('pragma integrity_check').get()?.integrity_check === 'ok'
  } catch {
    return false
  } finally {
    db?.close()
  }
}

function sync(file: string): void {
  const handle = openSync(file, 'r+')
  fsyncSync(handle)
  closeSync(handle)
}

/** The file system's answer or SQLite's own. */
function isFull(error: unknown): boolean {
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown }
  return code === 'ENOSPC' || errcode === 13
}
