import { AccountBooks } from '../../src/file-audit/account-books.ts'
import { type ListKind, readWholeList } from '../../src/file-audit/list-reader.ts'
import type { ReadingOrder } from '../../src/file-audit/reading-order.ts'
import { readShelf } from '../../src/shelf.ts'

const words = [
  'zaiko',
  'Sakura',
  'aoba',
  'password',
  'tanaka',
  'kiri-ume',
  'qwerty',
  'Himitsu',
  'souko',
  'umeboshi',
]
const people = ['田中 一郎', '佐藤 花子', '鈴木', '"高橋\n倉庫"', '表 ソフィア', 'ポール, 渡辺'].map(name =>
  name.includes(',') ? `"${name}"` : name,
)
const hashes = ['{SHA}yCtrbyBZ3Ns7IHayryyoGQGu06Q=', '$apr1$aB3dE5fG$fuL43iB/7FApvj/vB11Yj.']

/** Every so many rows something is wrong with one, or it has a hash. */
const oddities: readonly (readonly [every: number, row: (login: string, at: number) => string])[] = [
  [997, (_, at) => `user${at - 500},Zaiko,二度,一般,有効,`],
  [1301, login => `${login},a"b"c,鍵,一般,有効,`],
  [1709, login => `${login},Zaiko,鍵,一般,有効,,`],
  [2203, login => `${login},Zaiko,鍵,一般,有効,2026/2/30`],
  [1511, (login, at) => `${login},${hashes[at % 2]},鍵,管理者,有効,`],
]

/** An invented list of so many rows: many share a password, some cells have line breaks, some rows are rejected. */
export function longList(rows: number): string {
  const lines = Array.from({ length: rows }, (_, at) => {
    const login = `user${at}`
    const [, odd] = oddities.find(([every]) => at > 500 && at % every === 0) ?? []
    if (odd !== undefined) return odd(login, at)
    const password = at % 101 === 0 ? login : `${words[at % words.length]}${(at * 31) % 43}`
    return `${login},${password},${people[at % people.length]},${at % 9 === 0 ? '管理者' : '一般'},${
      at % 11 === 0 ? '停止' : '有効'
    },2026/${1 + (at % 11)}/20 9:05`
  })
  return `ログインID,パスワード,氏名,権限,状態,最終ログイン日時\r\n${lines.join('\r\n')}\r\n`
}

export const order: ReadingOrder = {
  format: 'auto',
  encoding: 'auto',
  columns: {},
  askedLengths: [15, 8],
  companyWords: ['aoba'],
  systemWords: ['zaiko'],
  now: '2026-11-23T09:00:00.000Z',
  candidateBudgetMilliseconds: 2,
  key: 'a key of this run',
  descriptor: 0,
}

const partBytes = 256 * 2 ** 10
const shelves = { formats: await readShelf('formats'), schemes: await readShelf('hashes') }

/** A list as read, in the books; `size` as the file tells it, undefined for a pipe. */
export async function readIntoBooks(
  bytes: Uint8Array,
  size: number | undefined,
): Promise<{ readonly books: AccountBooks; readonly kind: ListKind; readonly summary: object }> {
  const source = (async function* () {
    // Copies: what has been read is overwritten.
    for (let from = 0; from < bytes.length; from += partBytes)
      yield Uint8Array.from(bytes.subarray(from, from + partBytes))
  })()
  const books = new AccountBooks(1)
  const list = books.openList(0)
  const reading = readWholeList(source, order, shelves, size)
  let next = await reading.next()
  for (; next.done !== true; next = await reading.next()) list.take(next.value)
  return { books, kind: next.value, summary: list.summary() }
}
