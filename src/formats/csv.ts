import { isStatement } from '../core/account-table.ts'
import type { Field } from '../core/column-aliases.ts'
import { foldHeader, headsAccountList, readColumns } from '../core/column-names.ts'
import { defineDialect, type Format, type ReadResult } from '../core/format.ts'
import { type FieldTexts, openWrittenAccounts } from '../core/written-account.ts'

/** Header pairs of tables that have a format of their own. */
const otherFormats = [
  ['rolname', 'rolpassword'],
  ['user_login', 'user_pass'],
  ['username', 'is_superuser', 'is_staff'],
  ['user', 'host'],
].map(headers => headers.map(foldHeader))

/** As a first line alone these may well be somebody's login. */
const plainWords: ReadonlySet<string> = new Set(['login', 'user', 'account', 'uid', 'username', 'userid'])

/** A header row with a login and something else, unless the table is one of `otherFormats`. */
function recognises(header: readonly string[]): boolean {
  const folded = header.map(foldHeader)
  if (isStatement(header) || otherFormats.some(headers => headers.every(name => folded.includes(name))))
    return false
  if (folded.length === 1) return headsLoginsAlone(folded[0] ?? '')
  return headsAccountList(header)
}

/** A list of nothing but logins. */
function headsLoginsAlone(header: string): boolean {
  return !plainWords.has(header) && headsAccountList([header, 'role'])
}

/** Any table with a header row: spreadsheets, inventory and accounting packages, shop back offices. */
const csv: Format = {
  name: 'csv',
  expects: {
    en: 'a header row with a login column, then one account a row: ログインID,パスワード,氏名,権限,最終ログイン日時',
    ja: '見出し行にログインの列があり、1行に1アカウント: ログインID,パスワード,氏名,権限,最終ログイン日時',
  },
  dialects: [
    defineDialect({
      syntax: 'delimited',
      readsApart: true,
      recognises: head => recognises(head.header),
      open: ({ columns: mapping, isPart }) => {
        let width = 0
        let row: RowTexts | undefined
        let readAccount: ReturnType<typeof openWrittenAccounts> | undefined
        const read = (cells: readonly string[], line: number): readonly ReadResult[] => {
          if (cells.every(cell => cell.trim() === '')) return []
          if (row === undefined || readAccount === undefined) {
            const columns = readColumns(cells, mapping)
            row = new RowTexts(columns)
            readAccount = openWrittenAccounts(isPart, new Set(columns.keys()))
            width = cells.length
            return []
          }
          if (cells.length !== width) {
            return [{ line, key: 'csv-cells', values: { expected: width, found: cells.length } }]
          }
          row.cells = cells
          return [readAccount(row, line)]
        }
        return { read, end: () => [] }
      },
    }),
  ],
  examples: {
    good: [
      {
        about: 'an inventory system of Aoba Shoji, in Japanese',
        text: `ログインID,パスワード,氏名,権限,状態,最終ログイン日時,パスワード変更日
tanaka,Zaiko2024,田中,管理者,有効,2026/11/20 9:05,令和6年4月1日
sato,zaiko,佐藤,一般,停止,,R5.4.1
`,
        logins: ['tanaka', 'sato'],
      },
      {
        about: 'full-width headers and digits, tab-separated, with an empty line at the end',
        text: 'ＬｏｇｉｎＩＤ\tパスワード\t退職日\ntanaka\tpass　word\t２０２６／３／３１\nsuzuki\t\t\n\n',
        logins: ['tanaka', 'suzuki'],
      },
      {
        about: 'English headers, a quoted comma and a hash',
        text: `username;password_hash;email;status;last_login
tanaka;"$2y$05$WHGY26q9xusF2oSPercNQeFMsDyTq1fCRmq6W/pKOrkqGY4QNQUN2";tanaka@aoba.example;active;2026-11-20T00:05:00Z
"sato; part time";"{SSHA}oC9Oj7HgPLdDyXIs8B/LqzfNPeJDhNwA";sato@aoba.example;disabled;never
`,
        logins: ['tanaka', 'sato; part time'],
      },
      {
        about: 'nothing but logins',
        text: 'ログインID\ntanaka\nsato\nsuzuki\n',
        logins: ['tanaka', 'sato', 'suzuki'],
      },
    ],
    bad: [
      { about: 'no login column', text: '商品コード,商品名,単価\nA-1,鉛筆,80\n' },
      { about: 'no header row', text: 'tanaka,Zaiko2024\nsato,zaiko\n' },
      {
        about:
          'a cell too many, no login, the same login twice, a status of no known word, a day that does not exist, a total',
        text: `ログインID,パスワード,状態,退職日
tanaka,Zaiko2024,有効,
sato,zaiko,有効,,
,zaiko,有効,
tanaka,zaiko,有効,
suzuki,zaiko,たぶん,
takahashi,zaiko,退職,2026/2/30
合計,5件,,
`,
        rejectedLines: [3, 4, 5, 6, 7, 8],
      },
    ],
  },
}

/** The cells of one row after the other by field; a cell no column claims is never looked at. */
class RowTexts implements FieldTexts {
  cells: readonly string[] = []
  readonly #places: Partial<Record<Field, number>>

  constructor(columns: ReadonlyMap<Field, number>) {
    this.#places = Object.fromEntries(columns)
  }

  get(field: Field): string | undefined {
    const place = this.#places[field]
    return place === undefined ? undefined : shownInSpreadsheet(this.cells[place] ?? '')
  }
}

/** `="0123"`, as systems write it to keep a spreadsheet from cutting zeros off, is the text 0123. */
function shownInSpreadsheet(cell: string): string {
  const text = cell.startsWith('="') ? /^="((?:[^"]|"")*)"$/.exec(cell)?.[1] : undefined
  return text === undefined ? cell : text.replaceAll('""', '"')
}

export default csv
