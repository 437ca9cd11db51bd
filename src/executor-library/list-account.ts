import { statSync, utimesSync } from 'node:fs'
import type { Executor, ExecutorExample, FoundAccount } from '../core/executor.ts'
import { looksHashed } from '../core/hash-text.ts'
import type { Sentence } from '../core/message.ts'
import { Refusal } from '../core/refusal.ts'
import type { Secret } from '../core/secret.ts'
import { holdFile } from '../live-file/file-lock.ts'
import { besides, readLive, replaceFile, resolveFile } from '../live-file/live-file.ts'
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
  /** A password in clear, which must not be copied anywhere. */
  readonly isClear: (text: string) => boolean
  /** Has the server take the new list up where that needs more than the file. */
  readonly publish?: (file: string) => Promise<void>
  readonly examples: readonly ExecutorExample[]
}

/** How long another edit of the same file may take. */
const lockSeconds = 10

/** What stands where no password opens the account. */
const placeholder = /^(?:|x|[!*]+|\*LK\*|NP)$/i

/** Makes an executor of the row: one field of one line changes, under a lock and at one blow; the old file is kept beside. */
export function defineListExecutor({ publish, ...row }: ListRow): Executor {
  return {
    name: row.name,
    needs: 'file',
    protocols: [],
    about: row.about,
    examples: row.examples,
    open: async (login, reach) => {
      if (reach.by !== 'file') throw new TypeError(`${row.name} edits a file`)
      const file = resolveFile(reach.file)
      const found = fieldOf(readLines(file), login, file).text
      const [keeping] = row.keepings.filter(({ form }) => form.test(found))
      if (keeping === undefined) throw new TypeError(`${row.name} knows no way to keep this`)
      const isClear = row.isClear(found)
      let present = found
      const put = async (to: string, keepsCopy: boolean) => {
        const from = present
        present = to
        await exchange({ file, login, from, to, keepsCopy })
        await publish?.(file)
      }
      const longest = longestOf(keeping.as)
      return {
        at: file,
        kept: { now: isClear ? 'clear' : schemeOf(found), next: keeping.as },
        ...(longest === undefined ? {} : { longest }),
        change: async (password: Secret) => {
          const hash = await makeHash(keeping.as, password.reveal(), found)
          await put(keeping.written?.(hash) ?? hash, !isClear)
        },
        restore: async () => {
          if (present !== found) await put(found, false)
        },
        close: async () => undefined,
      } satisfies FoundAccount
    },
  }
}

/** What the text calls its scheme; only the oldest ones have no name for it. */
function schemeOf(text: string): string {
  const [, label = 'crypt'] = /^[{$]([\w.-]+)[}$]/.exec(text) ?? []
  return label
}

interface Exchange {
  readonly file: string
  readonly login: string
  readonly from: string
  readonly to: string
  /** Whether the whole list as it was is kept beside. */
  readonly keepsCopy: boolean
}

/** Puts one text in another's place in the line of this login; everything else stays byte for byte. */
async function exchange({ file, login, from, to, keepsCopy }: Exchange): Promise<void> {
  const letGo = await holdFile(file, lockSeconds)
  try {
    const text = readLines(file)
    const { start, text: present } = fieldOf(text, login, file)
    if (present === to) return
    if (present !== from) throw new Refusal('conflict', 'rotate-changed-meanwhile', { file, login })
    if (keepsCopy) replaceFile(besides(file, 'kagimori-old'), bytesOf(text), 0o600)
    const { mtimeMs } = statSync(file)
    replaceFile(file, bytesOf(text.slice(0, start) + to + text.slice(start + present.length)))
    showAsChanged(file, mtimeMs)
  } finally {
    letGo()
  }
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
