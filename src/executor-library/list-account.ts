import { statSync, utimesSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { CutShort, Executor, ExecutorExample, FoundAccount } from '../core/executor.ts'
import { looksHashed } from '../core/hash-text.ts'
import type { Sentence } from '../core/message.ts'
import { Refusal } from '../core/refusal.ts'
import type { Secret } from '../core/secret.ts'
import { holdFile } from '../live-file/file-lock.ts'
import { readLive, replaceFile, resolveFile } from '../live-file/live-file.ts'
import { type BegunChange, beginChange, endChange, notEnded, readBegun } from './begun-change.ts'
import { longestOf, makeHash, type SchemeName } from './hash-making.ts'

/** How a server's list keeps passwords: the first form that the present text has tells how the new one is kept. */
export interface Keeping {
  readonly form: RegExp
  readonly as: SchemeName
  /** What the list writes around the hash; nothing unless given. */
  readonly written?: (hash: string) => string
}

/** What one file that edits `login:password:…` lists has to say. */
export interface ListRow {
  readonly name: string
  readonly about: Sentence
  /** Ends in a form that every text has, with a scheme every such server reads. */
  readonly keepings: readonly [...(readonly Keeping[]), Keeping]
  /** A password in clear. */
  readonly isClear: (text: string) => boolean
  /** Has the server take the new list up where that needs more than the file. */
  readonly publish?: (file: string) => Promise<void>
  /** Milliseconds until the server is sure to have looked at the new list; without them it looks at each login. */
  readonly takenUpAfter?: number
  readonly examples: readonly ExecutorExample[]
}

/** How long another edit of the same file may take. */
const lockSeconds = 10

/** What stands where no password opens the account. */
const placeholder = /^(?:|x|[!*]+|\*LK\*|NP)$/i

/**
 * Makes an executor of the row: one field of one line changes, under a lock and at one blow; the old file is kept beside
 * until the change has ended.
 */
export function defineListExecutor({ publish, takenUpAfter, ...row }: ListRow): Executor {
  const takeUp = async (file: string) => {
    await publish?.(file)
    if (takenUpAfter !== undefined) await pause(takenUpAfter)
  }
  return {
    name: row.name,
    needs: 'file',
    protocols: [],
    about: row.about,
    examples: row.examples,
    open: async (login, reach) => {
      if (reach.by !== 'file') throw new TypeError(`${row.name} edits a file`)
      const file = resolveFile(reach.file)
      const list = new HeldList(file, login, takeUp)
      const cutShort = await list.cutShort()
      const found = fieldOf(readLines(file), login, file).text
      const [keeping] = row.keepings.filter(({ form }) => form.test(found))
      if (keeping === undefined) throw new TypeError(`${row.name} knows no way to keep this`)
      const longest = longestOf(keeping.as)
      let present = found
      return {
        at: file,
        kept: { now: row.isClear(found) ? 'clear' : schemeOf(found), next: keeping.as },
        ...(longest === undefined ? {} : { longest }),
        ...(cutShort === undefined ? {} : { cutShort }),
        change: async (password: Secret, mark) => {
          const hash = await makeHash(keeping.as, password.reveal(), found)
          const to = keeping.written?.(hash) ?? hash
          await list.exchange(found, to, text => {
            beginChange(file, bytesOf(text), { ...mark, login, to })
            present = to
          })
        },
        restore: async () => {
          if (present === found) return
          await list.exchange(present, found)
          present = found
          endChange(file)
        },
        settle: async () => {
          if (present !== found) endChange(file)
        },
        close: async () => list.letGo(),
      } satisfies FoundAccount
    },
  }
}

/** One line of a list, held for this process from its first change until it is let go. */
class HeldList {
  readonly #file: string
  readonly #login: string
  readonly #takeUp: (file: string) => Promise<void>
  #release: (() => void) | undefined

  constructor(file: string, login: string, takeUp: (file: string) => Promise<void>) {
    this.#file = file
    this.#login = login
    this.#takeUp = takeUp
  }

  async hold(): Promise<void> {
    this.#release ??= await holdFile(this.#file, lockSeconds)
  }

  letGo(): void {
    this.#release?.()
    this.#release = undefined
  }

  /** Puts one text in another's place in the line; everything else stays byte for byte. */
  async exchange(from: string, to: string, begin?: (text: string) => void): Promise<void> {
    const [file, login] = [this.#file, this.#login]
    await this.hold()
    const text = readLines(file)
    const { start, text: present } = fieldOf(text, login, file)
    if (present !== to) {
      if (present !== from) throw new Refusal('conflict', 'rotate-changed-meanwhile', { file, login })
      begin?.(text)
      const { mtimeMs } = statSync(file)
      replaceFile(file, bytesOf(text.slice(0, start) + to + text.slice(start + present.length)))
      showAsChanged(file, mtimeMs)
    }
    await this.#takeUp(file)
  }

  /** A change that has not ended, once whoever is at work has; refuses one that only a person can put back. */
  async cutShort(): Promise<CutShort | undefined> {
    const file = this.#file
    if (readBegun(file) === undefined) return undefined
    await this.hold()
    const begun = readBegun(file)
    this.letGo()
    if (begun === undefined) return undefined
    const { copy, record } = begun
    if (record === undefined) throw notEnded(file, copy)
    const { task, handover } = record
    return {
      copy,
      task,
      handover,
      putBack: () => this.#putBack(begun, record),
      forget: async () => endChange(file),
      refusal: () => notEnded(file, copy),
    }
  }

  async #putBack(begun: BegunChange, { login, to }: NonNullable<BegunChange['record']>): Promise<void> {
    const file = this.#file
    await this.hold()
    try {
      if (login !== this.#login) throw notEnded(file, begun.copy)
      const from = fieldOf(begun.text.toString('latin1'), login, begun.copy).text
      // What is neither of the two was written by somebody since.
      if (![from, to].includes(fieldOf(readLines(file), login, file).text)) throw notEnded(file, begun.copy)
      await this.exchange(to, from)
      endChange(file)
    } finally {
      this.letGo()
    }
  }
}

/** What the text calls its scheme; only the oldest ones have no name for it. */
function schemeOf(text: string): string {
  const [, label = 'crypt'] = /^[{$]([\w.-]+)[}$]/.exec(text) ?? []
  return label
}

/**
 * Dovecot reads a list anew where its size or its second of change differs; a change taken back within a second differs
 * in neither.
 */
function showAsChanged(file: string, beforeMilliseconds: number): void {
  const before = Math.floor(beforeMilliseconds / 1_000)
  const { atimeMs, mtimeMs } = statSync(file)
  if (Math.floor(mtimeMs / 1_000) <= before) utimesSync(file, atimeMs / 1_000, before + 1)
}

/** Byte for byte whatever its encoding: one character a byte. */
function readLines(file: string): string {
  const bytes = readLive(file)
  if (bytes === undefined) throw new Refusal('invalid', 'cli-file', { file })
  return bytes.toString('latin1')
}

function bytesOf(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}

/** The password's text in the one line of this login, and where it begins. Refuses none, two, and one that is shut. */
function fieldOf(
  text: string,
  login: string,
  file: string,
): { readonly start: number; readonly text: string } {
  const wanted = `${Buffer.from(login).toString('latin1')}:`
  const starts = [...text.matchAll(/^.*$/gm)].filter(([line]) => line.startsWith(wanted))
  const [first, second] = starts
  if (first === undefined) throw new Refusal('not-found', 'rotate-no-line', { file, login })
  if (second !== undefined) throw new Refusal('conflict', 'rotate-two-lines', { file, login })
  const field = /^[^:\r]*/.exec(first[0].slice(wanted.length))?.[0] ?? ''
  if (isShut(field)) throw new Refusal('conflict', 'rotate-shut', { file, login })
  return { start: first.index + wanted.length, text: field }
}

/** Nobody comes in by these: a new password would open what somebody has shut. */
function isShut(field: string): boolean {
  const bare = field.replace(/^\{[\w.-]+\}/, '')
  return placeholder.test(bare) || (/^[!*]/.test(bare) && looksHashed(bare.replace(/^[!*]+/, '')))
}
