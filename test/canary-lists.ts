import Encoding from 'encoding-japanese'
import type { Shape } from './canary-search.ts'

/** One account list to send: how many passwords of what shape it carries, how it is asked for and how it must end. */
export interface CanaryList {
  readonly about: string
  readonly count: number
  readonly shape?: Shape
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body: (passwords: readonly string[]) => Buffer
  /** 422 and nothing kept, or so many accounts of it. */
  readonly ends: { readonly refused: string } | { readonly accepted: number; readonly status?: number }
}

const utf8 = (text: string) => Buffer.from(text, 'utf8')
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')
const into = (encoding: 'SJIS' | 'EUCJP' | 'JIS') => (text: string) =>
  Buffer.from(Encoding.convert(Encoding.stringToCode(text), { from: 'UNICODE', to: encoding }))
const login = (at: number) => `tanaka${at}`

const cell = (text: string) => (/[",\t;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const rowsOf = (passwords: readonly string[], row: (password: string, at: number) => string) =>
  passwords.map((password, at) => `${row(password, at)}\r\n`).join('')
const csv = (passwords: readonly string[]) =>
  `ログインID,パスワード,氏名,状態,最終ログイン日時\r\n${rowsOf(
    passwords,
    (password, at) => `${login(at)},${cell(password)},田中,有効,2026/11/20 9:05`,
  )}`
const colon = (passwords: readonly string[], prefix = '') =>
  passwords.map((password, at) => `${login(at)}:${prefix}${password}\n`).join('')
const objects = (passwords: readonly string[]) =>
  passwords.map((password, at) => ({ login: login(at), password, role: 'user' }))
const pairs = (passwords: readonly string[]) =>
  passwords.map((text, at) => `${login(at)}\n${text}\n`).join('')
const ldif = (passwords: readonly string[]) =>
  passwords
    .map(
      (text, at) =>
        `dn: uid=${login(at)},ou=people,dc=aoba,dc=example\nuid: ${login(at)}\nuserPassword:: ${utf8(text).toString('base64')}\n\n`,
    )
    .join('')
const head = 'login,password,status,last_login,mfa\n'

/** Lists that are read: every format that can carry a password in clear, every encoding of the CSV ones. */
export const goodLists: readonly CanaryList[] = [
  { about: 'CSV in UTF-8', count: 25, body: list => utf8(csv(list)), ends: { accepted: 25 } },
  {
    about: 'CSV in UTF-8 with its mark, Japanese passwords',
    count: 25,
    shape: 'japanese',
    body: list => utf8(`\ufeff${csv(list)}`),
    ends: { accepted: 25 },
  },
  {
    about: 'CSV in CP932, Japanese passwords',
    count: 25,
    shape: 'japanese',
    body: list => into('SJIS')(csv(list)),
    ends: { accepted: 25 },
  },
  {
    about: 'CSV in EUC-JP, Japanese passwords',
    count: 25,
    shape: 'japanese',
    body: list => into('EUCJP')(csv(list)),
    ends: { accepted: 25 },
  },
  {
    about: 'CSV in ISO-2022-JP',
    count: 20,
    body: list => into('JIS')(csv(list)),
    ends: { accepted: 20 },
  },
  { about: 'CSV in UTF-16LE', count: 25, body: list => utf16(csv(list)), ends: { accepted: 25 } },
  {
    about: 'CSV with quotes in quotes',
    count: 20,
    shape: 'quote',
    body: list => utf8(csv(list)),
    ends: { accepted: 20 },
  },
  {
    about: 'CSV with delimiters in cells',
    count: 20,
    shape: 'comma',
    body: list => utf8(csv(list)),
    ends: { accepted: 20 },
  },
  {
    about: 'CSV with formulas',
    count: 20,
    shape: 'formula',
    body: list => utf8(csv(list)),
    ends: { accepted: 20 },
  },
  {
    about: 'CSV with markup and escapes',
    count: 20,
    shape: 'markup',
    body: list => utf8(csv(list)),
    ends: { accepted: 20 },
  },
  {
    about: 'CSV with a column mapping that is kept',
    count: 20,
    query: { columns: 'login:社員番号,password:暗証' },
    body: list => utf8(csv(list).replace('ログインID', '社員番号').replace('パスワード', '暗証')),
    ends: { accepted: 20 },
  },
  {
    about: 'CSV asked for in the background',
    count: 20,
    headers: { Prefer: 'respond-async' },
    body: list => utf8(csv(list)),
    ends: { accepted: 20, status: 202 },
  },
  {
    about: 'CSV as a rehearsal',
    count: 20,
    query: { dryRun: 'true' },
    body: list => utf8(csv(list)),
    ends: { accepted: 20, status: 200 },
  },
  {
    about: 'JSON',
    count: 25,
    shape: 'quote',
    body: list => utf8(JSON.stringify({ accounts: objects(list) }, undefined, 1)),
    ends: { accepted: 25 },
  },
  {
    about: 'NDJSON, Japanese passwords',
    count: 25,
    shape: 'japanese',
    body: list =>
      utf8(
        objects(list)
          .map(object => `${JSON.stringify(object)}\n`)
          .join(''),
      ),
    ends: { accepted: 25 },
  },
  { about: "vsftpd's pairs", count: 25, body: list => utf8(pairs(list)), ends: { accepted: 25 } },
  {
    about: "Dovecot's {PLAIN}",
    count: 25,
    shape: 'spaced',
    body: list => utf8(colon(list, '{PLAIN}')),
    ends: { accepted: 25 },
  },
  { about: 'htpasswd in clear', count: 25, body: list => utf8(colon(list)), ends: { accepted: 25 } },
  {
    about: 'LDIF with its passwords in Base64',
    count: 20,
    shape: 'japanese',
    body: list => utf8(ldif(list)),
    ends: { accepted: 20 },
  },
  {
    about: 'CSV of which every line but one has the password in a wrong column',
    count: 25,
    query: { partial: 'true' },
    body: list =>
      utf8(
        `${head}${rowsOf(list, (password, at) => {
          const bad = [
            `${password},active,,no`,
            `x,${password},,no`,
            `x,active,${password},no`,
            `x,active,,${password}`,
          ]
          return at === 0
            ? `${login(at)},${password},active,,no`
            : `${login(at)},${bad[at % 4]}${at % 4 === 0 ? ',more' : ''}`
        })}`,
      ),
    ends: { accepted: 1 },
  },
  {
    about: 'CSV with stray quotes, a login twice and an empty one',
    count: 20,
    query: { partial: 'true' },
    body: list =>
      utf8(
        `${head}${rowsOf(list, (password, at) => {
          if (at === 0) return `${login(at)},${password},active,,no`
          return (
            [`tanaka0,${password},active,,no`, `,${password},active,,no`, `x${at},ab"${password},active,,no`][
              at % 3
            ] ?? ''
          )
        })}`,
      ),
    ends: { accepted: 1 },
  },
  {
    about: 'JSON of which all elements but one are no accounts',
    count: 20,
    query: { partial: 'true' },
    body: list =>
      utf8(
        JSON.stringify([
          { login: 'tanaka0', password: list[0] },
          ...list.slice(1).map((password, at) => {
            const bad = [password, [password], { login: `x${at}`, password: { clear: password } }]
            return bad[at % 3]
          }),
        ]),
      ),
    ends: { accepted: 1 },
  },
]

/** Lists that are refused whole: nothing of them is kept, nothing of them is quoted. */
export const refusedLists: readonly CanaryList[] = [
  {
    about: 'a CSV with bad lines',
    count: 20,
    headers: { Prefer: 'respond-async' },
    body: list =>
      utf8(`${head}${rowsOf(list, (password, at) => `${login(at)},${password},${password},${password},no`)}`),
    ends: { refused: 'list-rejected' },
  },
  {
    about: 'a rehearsal with bad lines',
    count: 10,
    query: { dryRun: 'true' },
    body: list => utf8(`${head}${rowsOf(list, (password, at) => `${login(at)},x,${password}`)}`),
    ends: { refused: 'list-rejected' },
  },
  {
    about: 'a CSV with a quote that is never closed',
    count: 10,
    body: list => utf8(csv(list).replace('tanaka3,', 'tanaka3,"')),
    ends: { refused: 'intake-quote-open' },
  },
  {
    about: 'a CSV whose first account stands where the header should',
    count: 10,
    body: list => utf8(rowsOf(list, (password, at) => `${login(at)},${password},田中`)),
    ends: { refused: 'intake-unrecognised' },
  },
  {
    about: 'the same, named csv',
    count: 10,
    query: { format: 'csv' },
    body: list => utf8(rowsOf(list, (password, at) => `${login(at)},${password},田中`)),
    ends: { refused: 'intake-not-that-format' },
  },
  {
    about: 'the same, with a mapping of its first account',
    count: 10,
    query: { format: 'csv', columns: 'login:tanaka0,password:暗証' },
    body: list => utf8(rowsOf(list, (password, at) => `${login(at)},${password},田中`)),
    ends: { refused: 'columns-no-header-row' },
  },
  {
    about: 'a CSV with passwords for headers beside a mapping that does not fit',
    count: 10,
    query: { columns: 'login:ログインID,email:社員番号' },
    body: list => utf8(csv(list).replace('最終ログイン日時', list.join(','))),
    ends: { refused: 'columns-missing-header' },
  },
  {
    about: 'a CSV with passwords for headers and no login',
    count: 10,
    query: { format: 'csv', columns: 'password:パスワード,displayName:氏名' },
    headers: { Prefer: 'respond-async' },
    body: list => utf8(csv(list).replace('ログインID', list.join(','))),
    ends: { refused: 'intake-not-that-format' },
  },
  {
    about: 'JSON with passwords for names beside a mapping that does not fit',
    count: 10,
    query: { columns: 'login:login,email:社員番号' },
    body: list =>
      utf8(JSON.stringify([{ ...objects(list)[0], ...Object.fromEntries(list.map(text => [text, 'x'])) }])),
    ends: { refused: 'columns-missing-header' },
  },
  {
    about: 'JSON that breaks off',
    count: 10,
    body: list => utf8(JSON.stringify(objects(list)).slice(0, -12)),
    ends: { refused: 'intake-json-unfinished' },
  },
  {
    about: 'JSON with a comma too few',
    count: 10,
    body: list => utf8(JSON.stringify(objects(list)).replace('},{', '}{')),
    ends: { refused: 'intake-json-broken' },
  },
  {
    about: 'NDJSON with broken lines',
    count: 10,
    body: list =>
      utf8(
        objects(list)
          .map((object, at) => `${JSON.stringify(object).slice(0, at < 5 ? 99 : -1)}\n`)
          .join(''),
      ),
    ends: { refused: 'list-rejected' },
  },
  {
    about: "vsftpd's pairs with a line missing",
    count: 10,
    query: { format: 'vsftpd' },
    body: list => utf8(pairs(list).replace('tanaka4\n', '')),
    ends: { refused: 'list-rejected' },
  },
  {
    about: 'a CSV named htpasswd',
    count: 10,
    query: { format: 'htpasswd' },
    body: list => utf8(csv(list)),
    ends: { refused: 'intake-other-format' },
  },
  {
    about: 'htpasswd named postgresql',
    count: 10,
    query: { format: 'postgresql' },
    body: list => utf8(colon(list)),
    ends: { refused: 'intake-other-format' },
  },
  {
    about: 'a format there is none of',
    count: 5,
    query: { format: 'excel' },
    body: list => utf8(csv(list)),
    ends: { refused: 'intake-unknown-format' },
  },
  {
    about: 'CP932 named UTF-8',
    count: 10,
    shape: 'japanese',
    query: { encoding: 'utf-8' },
    body: list => into('SJIS')(csv(list)),
    ends: { refused: 'intake-undecodable' },
  },
  {
    about: 'a file with NUL characters',
    count: 5,
    body: list => utf8(csv(list).replace('tanaka2', 'tanaka\0')),
    ends: { refused: 'intake-not-text' },
  },
  {
    about: 'a letter',
    count: 5,
    body: list => utf8(`Dear all,\nthe new passwords are:\n\n${list.join('\n')}\n\nYours, Tanaka\n`),
    ends: { refused: 'intake-unrecognised' },
  },
]
