import { hash } from 'node:crypto'
import { join } from 'node:path'
import type { ChangeMark, JournalPlace } from '../core/executor.ts'
import { Refusal } from '../core/refusal.ts'
import { holdFile } from '../live-file/file-lock.ts'
import { readLive, removeFile, replaceFile } from '../live-file/live-file.ts'
import { sealBytes, unsealBytes } from '../sealing.ts'

/** What a server keeps of an account's password, by the names of the places where it does; any text of the server's. */
export type KeptThere = Readonly<Record<string, string>>

/** A change at a server that has not ended. */
export interface BegunThere extends ChangeMark {
  /** RFC 3339. */
  readonly begunAt: string
  readonly from: KeptThere
  /** Absent until a server that makes it itself was asked for it. */
  readonly to?: KeptThere
}

/** How long another change of the same account may take. */
const lockSeconds = 10

/** The journal's page of one account at one server; held for this process from its first change until it is let go. */
export class JournalPage {
  /** Where what stood there before is kept. */
  readonly file: string
  readonly #place: JournalPlace
  readonly #about: string
  #release: (() => void) | undefined

  constructor(place: JournalPlace, at: string, login: string) {
    this.#place = place
    this.#about = JSON.stringify([at, login])
    this.file = join(place.folder, `${hash('sha256', this.#about).slice(0, 16)}.sealed`)
  }

  async hold(): Promise<void> {
    this.#release ??= await holdFile(this.file, lockSeconds)
  }

  letGo(): void {
    this.#release?.()
    this.#release = undefined
  }

  isWritten(): boolean {
    return readLive(this.file) !== undefined
  }

  /** Undefined where no change has begun; refuses what was sealed under another key. */
  read(): BegunThere | undefined {
    const sealed = readLive(this.file)
    if (sealed === undefined) return undefined
    try {
      return JSON.parse(unsealBytes(this.#place.key(), sealed, this.#about).toString())
    } catch (error) {
      if (error instanceof Refusal) throw error
      throw new Refusal('invalid', 'rotate-journal-key', { file: this.file })
    }
  }

  /** On the disk, for its owner alone, once this has returned. */
  write(begun: BegunThere): void {
    const text = Buffer.from(JSON.stringify(begun))
    replaceFile(this.file, sealBytes(this.#place.key(), text, this.#about), 0o600)
  }

  remove(): void {
    removeFile(this.file)
  }
}

/** Whether what is kept now is what it was or what it was to become, place by place. */
export function isBetween(now: KeptThere, { from, to = from }: Pick<BegunThere, 'from' | 'to'>): boolean {
  const places = new Set([now, from, to].flatMap(kept => Object.keys(kept)))
  return [...places].every(place => now[place] === from[place] || now[place] === to[place])
}
