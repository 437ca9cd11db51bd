import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, truncateSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

const piece = Buffer.alloc(2 ** 20)
const page = 4096

/** A disk of 64 MiB in memory, and the file of somebody else's that fills it. */
export class TinyDisk {
  readonly folder: string
  readonly #filler: string
  readonly #unmount: () => void

  constructor(folder: string) {
    this.folder = folder
    this.#filler = join(folder, 'access.log')
    this.#unmount = () => {
      execFileSync('umount', ['--lazy', folder])
      rmSync(folder, { recursive: true })
    }
    process.once('exit', this.#unmount)
  }

  /** Bytes nobody has taken. */
  free(): number {
    const { bavail, bsize } = statfsSync(this.folder)
    return bavail * bsize
  }

  /** Lets the other file grow until no more than this is free: 0 is to the last page. */
  fill(leaving: number): void {
    const file = openSync(this.#filler, 'a')
    try {
      for (let free = this.free(); free > leaving; free = this.free()) {
        writeSync(file, piece, 0, Math.min(piece.length, Math.max(page, free - leaving)))
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    } finally {
      closeSync(file)
    }
  }

  /** Takes the other file's bytes away again. */
  clear(): void {
    truncateSync(this.#filler)
  }

  close(): void {
    process.off('exit', this.#unmount)
    this.#unmount()
  }
}

/**
 * Mounts such a disk. Where that is not permitted the test is skipped, and undefined is answered; with
 * KAGIMORI_E2E=required it fails instead.
 */
export function mountTinyDisk(t: TestContext): TinyDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'kagimori-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m,mode=0700', 'tmpfs', folder], { stdio: 'pipe' })
    return new TinyDisk(folder)
  } catch {
    rmSync(folder, { recursive: true })
    const message = 'A disk of 64 MiB cannot be mounted here; run as root, in a container with SYS_ADMIN.'
    if (process.env.KAGIMORI_E2E === 'required') throw new Error(message)
    t.skip(message)
    return undefined
  }
}
