import { randomBytes } from 'node:crypto'
import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const reserveBytes = 2 ** 20
const leastFreeBytes = 16 * reserveBytes

function reserveFile(folder: string): string {
  return join(folder, 'kagimori.reserve')
}

/**
 * Keeps 1 MiB beside the database where the disk has room for it. SQLite needs 32 KiB to open a database that was
 * closed properly: a machine that is restarted on a full disk would otherwise have nobody to decide who comes in.
 */
export function keepReserve(folder: string): void {
  const file = reserveFile(folder)
  const { bavail, bsize } = statfsSync(folder)
  if (existsSync(file) || bavail * bsize < leastFreeBytes) return
  try {
    // Random, so that no file system compresses it to nothing.
    writeFileSync(file, randomBytes(reserveBytes), { mode: 0o600 })
  } catch {
    // A quota, perhaps. Nobody starts worse without it than before there was one.
    rmSync(file, { force: true })
  }
}

/** Gives the reserve up for a start on a full disk; answers whether there was one. */
export function giveUpReserve(folder: string): boolean {
  const file = reserveFile(folder)
  const isThere = existsSync(file)
  rmSync(file, { force: true })
  return isThere
}
