import type { AccountRow, Credential } from '../core/account.ts'
import { type Cell, cellOf, hasColumns, openTable } from '../core/account-table.ts'
import { entriesOf, mostFit } from '../core/colon-list.ts'
import { readDatabaseBoolean } from '../core/database-boolean.ts'
import { defineDialect, type Format, type Head, type ReadResult, type RejectedLine } from '../core/format.ts'
import { readCredential } from '../core/hash-text.ts'
import { knownFacts } from '../core/known-facts.ts'
import { readInstant } from '../core/list-time.ts'
import { openLogins } from '../core/login-register.ts'

/** Columns by their number, for lines without a header: a choice of pg_authid, pg_shadow, all of pg_authid. */
const layouts: ReadonlyMap<number, readonly string[]> = new Map(
  [
    'rolname rolpassword',
    'rolname rolcanlogin rolvaliduntil rolpassword',
    'usename usesysid usecreatedb usesuper userepl usebypassrls passwd valuntil useconfig',
    'oid rolname rolsuper rolinherit rolcreaterole rolcreatedb rolcanlogin rolreplication rolbypassrls rolconnlimit rolpassword rolvaliduntil',
  ].map(columns => [columns.split(' ').length, columns.split(' ')]),
)
const expectedFields = [...layouts.keys()].join(' / ')
const headers = [
  ['rolname', 'rolpassword'],
  ['usename', 'passwd'],
]
const nameColumns: ReadonlySet<string> = new Set(['rolname', 'usename'])
const timeless: ReadonlySet<string> = new Set(['', 'infinity'])
const hashText = /(?:^|[|\t])(?:SCRAM-SHA-256\$|md5[0-9a-f]{32}(?:$|[|\t]))/

const roleStatement = /^(?:ALTER|CREATE) (?:ROLE|USER) (?<name>"(?:[^"]|"")+"|[^\s";]+) WITH (?<options>.*)$/i
const passwordOption = /\bPASSWORD (?:E?'(?<password>(?:[^']|'')*)'|NULL)/i
const untilOption = /\bVALID UNTIL '(?<until>[^']*)'/i
/** What tells an SQL dump, in which rows stand in COPY blocks alone. */
const otherStatement = /^(?:--|\\|(?:SET|SELECT|CREATE|ALTER|DROP|GRANT|REVOKE|COMMENT|SECURITY) )/i
const copyStart =
  /^COPY (?:(?<wanted>(?:pg_catalog\.)?"?pg_(?:authid|shadow|user)"?)(?=[ (])|[^\s(]+)\s*(?:\((?<columns>[^)]*)\))?\s*FROM stdin\b/i

function readRole(cell: Cell, line: number): AccountRow | RejectedLine {
  const [login, text] = [cell('rolname') || cell('usename'), cell('rolpassword') || cell('passwd')]
  const until = cell('rolvaliduntil') || cell('valuntil')
  const flags = { rolcanlogin: cell('rolcanlogin'), rolsuper: cell('rolsuper') || cell('usesuper') }
  const wrong = Object.entries(flags).find(
    ([, flag]) => flag !== '' && readDatabaseBoolean(flag) === undefined,
  )
  if (wrong !== undefined) return { line, key: 'account-word', values: { field: wrong[0], words: 't, f' } }
  const expiresAt = timeless.has(until) ? undefined : readInstant(until)
  if (!timeless.has(until) && expiresAt === undefined) {
    return { line, key: 'entry-time', values: { field: 'rolvaliduntil' } }
  }
  return {
    ...knownFacts({
      enabled: readDatabaseBoolean(flags.rolcanlogin),
      role: readDatabaseBoolean(flags.rolsuper) === true ? 'admin' : undefined,
      expiresAt,
    }),
    login,
    line,
    credential: readPassword(text),
  }
}

/** A role without a password is not let in by password at all; before version 10 it could stand in clear. */
function readPassword(text: string): Credential {
  if (text === '') return { seen: 'locked' }
  return readCredential(text, text.startsWith('md5') ? 'postgresql-md5' : undefined)
}

/** The account of pg_dumpall's ALTER ROLE; CREATE ROLE without options and settings of a role say nothing of one. */
function readStatement(text: string, line: number): AccountRow | RejectedLine | undefined {
  if (!/^(?:ALTER|CREATE) (?:ROLE|USER) /i.test(text)) return undefined
  const { name, options } = roleStatement.exec(text)?.groups ?? {}
  if (name === undefined || options === undefined) {
    return /^CREATE|\s(?:SET|RESET|IN DATABASE)\s/i.test(text) ? undefined : { line, key: 'postgresql-role' }
  }
  if (!/;\s*$/.test(options)) return { line, key: 'postgresql-role' }
  const password = passwordOption.exec(options)?.groups?.password ?? ''
  const until = untilOption.exec(options)?.groups?.until ?? ''
  const words = options
    .replace(/'(?:[^']|'')*'/g, '')
    .toUpperCase()
    .split(/[\s;]+/)
  const flag = (word: string) => (words.includes(word) ? 't' : words.includes(`NO${word}`) ? 'f' : '')
  return readRole(
    cellOf(
      ['rolname', 'rolpassword', 'rolvaliduntil', 'rolcanlogin', 'rolsuper'],
      [unquote(name), password.replaceAll("''", "'"), until, flag('LOGIN'), flag('SUPERUSER')],
    ),
    line,
  )
}

function unquote(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name
}

const copied: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** A cell of COPY's text format as it was; `\N`, which is nothing, stays. */
function unescapeCopy(cell: string): string {
  return cell === '\\N' ? cell : cell.replace(/\\(.)/gs, (_, sign: string) => copied[sign] ?? sign)
}

function openLines() {
  const admit = openLogins()
  let block: 'none' | 'roles' | 'other' = 'none'
  let columns: readonly string[] | undefined
  let isDump = false
  let last = 0
  const readRow = (cells: readonly string[], line: number): ReadResult => {
    columns ??= layouts.get(cells.length)
    if (columns?.length !== cells.length) {
      const expected = columns?.length ?? expectedFields
      return { line, key: 'entry-fields', values: { expected, found: cells.length } }
    }
    const row = readRole(cellOf(columns, cells), line)
    return 'login' in row ? admit(row) : row
  }
  const readCopy = (text: string, line: number): readonly ReadResult[] => {
    if (text === '\\.') block = 'none'
    return block === 'roles' ? [readRow(text.split('\t').map(unescapeCopy), line)] : []
  }
  const read = (text: string, line: number): readonly ReadResult[] => {
    last = line
    if (block !== 'none') return readCopy(text, line)
    const copy = copyStart.exec(text)?.groups
    if (copy !== undefined) {
      block = copy.wanted === undefined ? 'other' : 'roles'
      columns = copy.columns?.split(',').map(name => unquote(name.trim().toLowerCase()))
      return []
    }
    const role = readStatement(text, line)
    if (role !== undefined) return ['login' in role ? admit(role) : role]
    isDump ||= otherStatement.test(text)
    if (isDump || text.trim() === '' || /^\(\d+ rows?\)$/.test(text)) return []
    return [readRow(text.split(text.includes('\t') ? '\t' : '|'), line)]
  }
  const end = (): readonly ReadResult[] => (block === 'none' ? [] : [{ line: last, key: 'entry-cut-short' }])
  return { read, end }
}

function recognisesLines(head: Head): boolean {
  if (/^COPY (?:pg_catalog\.)?"?pg_(?:authid|shadow)"?[ (]/im.test(head.text)) return true
  if (/^ALTER ROLE (?:"(?:[^"\n]|"")+"|\S+) WITH (?:NO)?SUPERUSER /m.test(head.text)) return true
  const lines = entriesOf(head)
  return lines.some(line => hashText.test(line)) && mostFit(lines, isRow)
}

/** A row without a header, with yes and no where its layout has them. */
function isRow(text: string): boolean {
  const cells = text.split(text.includes('\t') ? '\t' : '|')
  const columns = layouts.get(cells.length) ?? []
  const name = cells[columns.findIndex(column => nameColumns.has(column))] ?? ''
  const login = cells[columns.indexOf('rolcanlogin')] ?? 't'
  return /^\S.{0,62}$/.test(name) && /^[tf]$/.test(login)
}

/** Roles of PostgreSQL: pg_authid or pg_shadow as CSV, `psql -At` lines or a COPY block, and pg_dumpall --roles-only. */
const postgresql: Format = {
  name: 'postgresql',
  expects: {
    en: 'pg_authid as CSV with the header rolname,rolcanlogin,rolvaliduntil,rolpassword, or pg_dumpall --roles-only',
    ja: 'pg_authid の CSV(見出しは rolname,rolcanlogin,rolvaliduntil,rolpassword)、または pg_dumpall --roles-only',
  },
  dialects: [
    defineDialect({
      syntax: 'delimited',
      recognises: head => headers.some(columns => hasColumns(head, columns)),
      open: () => {
        const admit = openLogins()
        return { read: openTable(headers, readRole, row => [admit(row)]), end: () => [] }
      },
    }),
    defineDialect({ syntax: 'lines', recognises: recognisesLines, open: openLines }),
  ],
  examples: {
    good: [
      {
        about: 'COPY … TO STDOUT WITH CSV HEADER: SCRAM, md5, a group',
        text: `rolname,rolsuper,rolcanlogin,rolpassword,rolvaliduntil
taro,t,t,SCRAM-SHA-256$4096:o0NIQ38Rxt73iUdV44C2Ug==$Epp+o/syp+cy2gPEGjyXDjN8fSjro/R+70ZZCX6YVb4=:kfiG2YZc2xzm+4wpmTy3HcTwD8GZu4obOMxKB8tDRNY=,2027-01-01 00:00:00+00
hana,f,t,md5fe0f09ba00c7121ce90600a36c3083f3,infinity
pg_monitor,f,f,,
`,
        logins: ['taro', 'hana', 'pg_monitor'],
      },
      {
        about: 'psql -At',
        text: `taro|t|2027-01-01 00:00:00+00|SCRAM-SHA-256$4096:o0NIQ38Rxt73iUdV44C2Ug==$Epp+o/syp+cy2gPEGjyXDjN8fSjro/R+70ZZCX6YVb4=:kfiG2YZc2xzm+4wpmTy3HcTwD8GZu4obOMxKB8tDRNY=
hana|t||md5fe0f09ba00c7121ce90600a36c3083f3
`,
        logins: ['taro', 'hana'],
      },
      {
        about: 'a COPY block',
        text: `COPY pg_catalog.pg_authid (rolname, rolcanlogin, rolpassword, rolvaliduntil) FROM stdin;
taro\tt\tmd5fe0f09ba00c7121ce90600a36c3083f3\t2027-01-01 00:00:00+00
hana\tf\t\\N\t\\N
\\.
`,
        logins: ['taro', 'hana'],
      },
      {
        about: 'a COPY block with all columns, in an order of its own',
        text: `SET client_encoding = 'UTF8';
COPY pg_authid (oid, rolname, rolsuper, rolpassword, rolcanlogin, rolvaliduntil) FROM stdin;
10\ttaro\tt\tmd5fe0f09ba00c7121ce90600a36c3083f3\tt\t\\N
16384\tsato\\\\hana\tf\t\\N\tt\tinfinity
\\.
`,
        logins: ['taro', 'sato\\hana'],
      },
      {
        about: 'pg_dumpall --roles-only',
        text: `--
-- PostgreSQL database cluster dump
--

SET default_transaction_read_only = off;

CREATE ROLE taro;
ALTER ROLE taro WITH NOSUPERUSER INHERIT NOCREATEROLE NOCREATEDB LOGIN NOREPLICATION NOBYPASSRLS PASSWORD 'SCRAM-SHA-256$4096:o0NIQ38Rxt73iUdV44C2Ug==$Epp+o/syp+cy2gPEGjyXDjN8fSjro/R+70ZZCX6YVb4=:kfiG2YZc2xzm+4wpmTy3HcTwD8GZu4obOMxKB8tDRNY=' VALID UNTIL '2027-01-01 00:00:00+00';
CREATE ROLE "Sato Hana";
ALTER ROLE "Sato Hana" WITH SUPERUSER INHERIT CREATEROLE CREATEDB NOLOGIN REPLICATION BYPASSRLS;
ALTER ROLE taro SET search_path TO 'inventory';

GRANT taro TO "Sato Hana" GRANTED BY postgres;
`,
        logins: ['taro', 'Sato Hana'],
      },
    ],
    bad: [
      { about: 'a table of something else', text: 'sku|name|price\nA-1|pencil|80\n' },
      {
        about: 'a cell too few, a word that is not t or f, a time that does not exist, no name, a role twice',
        text: `rolname,rolcanlogin,rolvaliduntil,rolpassword
taro,t,,md5fe0f09ba00c7121ce90600a36c3083f3
hana,t,
jiro,perhaps,,
saburo,t,2027-02-30 00:00:00+00,
,t,,
taro,t,,
`,
        rejectedLines: [3, 4, 5, 6, 7],
      },
      {
        about: 'a statement cut short',
        text: `ALTER ROLE taro WITH NOSUPERUSER INHERIT LOGIN;
ALTER ROLE hana WITH NOSUPERUSER INHERIT LOGIN PASSWORD 'md5fe0f09ba00c71
`,
        rejectedLines: [2],
      },
    ],
  },
}

export default postgresql
