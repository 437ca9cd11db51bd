import { basename } from 'node:path'
import { type SystemKind, systemKinds } from '../core/system.ts'

/** What a file's name tells of the system its list is from. */
export interface FileSystem {
  readonly file: string
  readonly id: string
  /** As the file is called, without its ending. */
  readonly name: string
  readonly kind: SystemKind
}

/** How systems of a kind are called in file names. */
const callings: readonly (readonly [RegExp, SystemKind])[] = [
  ...systemKinds.map(kind => [new RegExp(kind), kind] as const),
  [/在庫|倉庫|zaiko/, 'inventory'],
  [/会計|経理|keiri|kaikei/, 'accounting'],
  [/メール|postfix|dovecot/, 'mail'],
  [/通販|店舗|ショップ/, 'shop'],
  [/ホームページ|ウェブサイト|サイト/, 'website'],
  [/ポイント/, 'points'],
  [/データベース|postgres|mysql/, 'database'],
]

/** The systems these files are from, each its own: two files that would share an id are numbered. */
export function systemsOfFiles(files: readonly string[]): readonly FileSystem[] {
  const taken = new Set<string>()
  return files.map(file => {
    const name = basename(file)
      .normalize('NFKC')
      .replace(/\.[^.]*$/, '')
    const kind = kindOf(name.toLowerCase())
    const id = firstFree(idOf(name) || (kind === 'other' ? 'list' : kind), taken)
    taken.add(id)
    return { file, id, name, kind }
  })
}

/** The kind that a system's id or a file's name tells of. */
export function kindOf(text: string): SystemKind {
  return callings.find(([calling]) => calling.test(text))?.[1] ?? 'other'
}

function idOf(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9.-]+/g, '-')
  return plain.slice(0, 60).replace(/^[-.]+|[-.]+$/g, '')
}

function firstFree(id: string, taken: ReadonlySet<string>): string {
  let free = id
  for (let number = 2; taken.has(free); number++) free = `${id}-${number}`
  return free
}
