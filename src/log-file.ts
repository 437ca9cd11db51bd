import { appendFileSync, renameSync, rmSync, statSync } from 'node:fs'

export interface LogFileLimits {
  /** Bytes of one file before it is set aside. */
  readonly fileBytes: number
  /** How many that were set aside are kept. */
  readonly kept: number
}

/**
 * A log file that cannot fill a disk: past its cap it is set aside as `.1`, `.2` … and the oldest goes. What cannot
 * be written (a full disk, a folder that is gone) is dropped and counted, and never stops the one who logs.
 */
export class LogFile {
  dropped = 0
  readonly #path: string
  readonly #limits: LogFileLimits
  #bytes: number

  constructor(path: string, limits: LogFileLimits) {
    this.#path = path
    this.#limits = limits
    this.#bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  }

  /** Takes one line with its line end. */
  write(line: string): void {
    const bytes = Buffer.byteLength(line)
    try {
      if (this.#bytes > 0 && this.#bytes + bytes > this.#limits.fileBytes) this.#setAside()
      appendFileSync(this.#path, line, { mode: 0o600 })
      this.#bytes += bytes
    } catch {
      this.dropped += 1
    }
  }

  #setAside(): void {
    const { kept } = this.#limits
    rmSync(`${this.#path}.${kept}`, { force: true })
    for (let older = kept - 1; older >= 0; older--) {
      const from = older === 0 ? this.#path : `${this.#path}.${older}`
      if (statSync(from, { throwIfNoEntry: false }) !== undefined)
        renameSync(from, `${this.#path}.${older + 1}`)
    }
    this.#bytes = 0
  }
}
