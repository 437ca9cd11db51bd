import type { AccountRow, Credential } from '../core/account.ts'
import { type Cell, hasColumns, openTable } from '../core/account-table.ts'
import { readDatabaseBoolean } from '../core/database-boolean.ts'
import { defineDialect, type Format, type ReadResult, type RejectedLine } from '../core/format.ts'
import { readCredential } from '../core/hash-text.ts'
import { knownFacts } from '../core/known-facts.ts'
import { readInstant } from '../core/list-time.ts'
import { openLogins } from '../core/login-register.ts'
import { Secret } from '../core/secret.ts'

const header = ['username', 'is_superuser', 'is_staff']
const needed = ['username', 'password']
/** The head of dumpdata: whatever model comes first, with the keys in the order Django writes them, or sorted. */
const dumpStart =
  /^\s*\[?\s*\{\s*(?:"model":\s*"[\w.]+",\s*(?:"pk":\s*[^,{]+,\s*)?"fields":|"pk":\s*[^,{]+,\s*"model":\s*"[\w.]+",\s*"fields":)\s*\{/

function readUser(cell: Cell, line: number): AccountRow | RejectedLine {
  const times = { last_login: cell('last_login'), date_joined: cell('date_joined') }
  const flags = { is_active: cell('is_active'), is_superuser: cell('is_superuser') }
  for (const [field, text] of Object.entries(times)) {
    if (text !== '' && readInstant(text) === undefined) return { line, key: 'entry-time', values: { field } }
  }
  for (const [field, text] of Object.entries(flags)) {
    if (text !== '' && readDatabaseBoolean(text) === undefined) {
      return { line, key: 'account-word', values: { field, words: 'true, false, t, f, 1, 0' } }
    }
  }
  return {
    ...knownFacts({
      displayName: `${cell('last_name')} ${cell('first_name')}`.trim(),
      email: cell('email'),
      enabled: readDatabaseBoolean(flags.is_active),
      role: readDatabaseBoolean(flags.is_superuser) === true ? 'admin' : undefined,
      lastLoginAt: readInstant(times.last_login),
      createdAt: readInstant(times.date_joined),
    }),
    login: cell('username'),
    line,
    credential: readPassword(cell('password')),
  }
}

/** Django writes an unusable password as `!` with random characters; 32 hexadecimal digits are its unsalted md5. */
function readPassword(text: string): Credential {
  if (text === '' || text.startsWith('!')) return { seen: 'locked' }
  if (/^[0-9a-f]{32}$/i.test(text)) return { seen: 'hash', hash: new Secret(text), scheme: 'md5' }
  // Hashers of the site's own are named before the first dollar too.
  return /^\w+\$.+\$/.test(text) ? { seen: 'hash', hash: new Secret(text) } : readCredential(text)
}

function openDump() {
  const admit = openLogins()
  const read = (record: unknown, line: number): readonly ReadResult[] => {
    if (!isObject(record) || typeof record.model !== 'string' || !isObject(record.fields)) {
      return [{ line, key: 'django-object' }]
    }
    const { fields } = record
    if (!/user/i.test(record.model) || !('password' in fields)) return []
    if (typeof fields.username !== 'string' || typeof fields.password !== 'string') {
      return [{ line, key: 'table-columns', values: { columns: needed.join(', ') } }]
    }
    const user = readUser(column => textOf(fields[column]), line)
    return ['login' in user ? admit(user) : user]
  }
  return { read, end: () => [] }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'
    ? String(value)
    : ''
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Users of a Django site: auth_user as CSV, or `dumpdata auth.user` as JSON or JSON lines. */
const django: Format = {
  name: 'django',
  expects: {
    en: 'auth_user as CSV with the header username,password,is_superuser,is_staff, or dumpdata auth.user',
    ja: 'auth_user の CSV(見出しは username,password,is_superuser,is_staff)、または dumpdata auth.user',
  },
  dialects: [
    defineDialect({
      syntax: 'delimited',
      recognises: head => hasColumns(head, header),
      open: () => {
        const admit = openLogins()
        return { read: openTable([needed], readUser, row => [admit(row)]), end: () => [] }
      },
    }),
    defineDialect({
      syntax: 'json',
      recognises: head => /^\s*\[/.test(head.text) && dumpStart.test(head.text),
      open: openDump,
    }),
    defineDialect({
      syntax: 'ndjson',
      recognises: head => dumpStart.test(head.lines[0] ?? '') && head.text.trimStart().startsWith('{'),
      open: openDump,
    }),
  ],
  examples: {
    good: [
      {
        about: 'CSV of PostgreSQL',
        text: `id,password,last_login,is_superuser,username,first_name,last_name,email,is_staff,is_active,date_joined
1,pbkdf2_sha256$260000$T7373ffHKYqUWJJ7WiNDpt$fe2r+rZF5wK9RWS3kAxHwuk2EADcK7+H1h209XrNimg=,2026-11-22 18:49:32.099+00,t,taro,太郎,田中,taro@aoba.example,t,t,2024-04-01 00:00:00+00
2,!LYPmeYjzIudjc6uPoBKon1mWjXqLvi77uEisiYhY,,f,hana,,,,f,f,2024-04-01 00:00:00+00
3,5ebe2294ecd0e0f08eab7690d2a6ee69,,0,jiro,,,,0,1,2024-04-01 00:00:00
`,
        logins: ['taro', 'hana', 'jiro'],
      },
      {
        about: 'dumpdata with a group before the users',
        text: `[{"model": "auth.group", "pk": 1, "fields": {"name": "shop"}},
{"model": "auth.user", "pk": 1, "fields": {"password": "pbkdf2_sha256$260000$n3Fca1IjBYGoox4LieO55M$R/SsP6Xyupt8cDflxHICdIKxp3e1JrHbhuuqprP05/M=", "last_login": null, "is_superuser": false, "username": "taro", "first_name": "太郎", "last_name": "", "email": "taro@aoba.example", "is_staff": false, "is_active": true, "date_joined": "2026-11-22T18:49:32.099Z", "groups": [], "user_permissions": []}}]
`,
        logins: ['taro'],
      },
      {
        about: 'dumpdata --format jsonl',
        text: '{"pk": 1, "model": "auth.user", "fields": {"password": "bcrypt_sha256$$2b$12$l.cPcS/gebmVa/xDBCkj.eQRsrDq0KWNGpxmG.dDN4eUQFN0uUGMu", "username": "taro", "is_active": true}}\n',
        logins: ['taro'],
      },
    ],
    bad: [
      { about: 'a list of anything', text: '[{"model": "A-1", "price": 80}]' },
      {
        about:
          'a cell too few, a time that does not exist, a word that is neither yes nor no, no name, a name twice',
        text: `username,password,is_superuser,is_staff,is_active,last_login
taro,!x,f,f,t,
hana,!x,f,f
jiro,!x,f,f,t,2026-02-30 00:00:00+00
saburo,!x,f,f,perhaps,
,!x,f,f,t,
taro,!x,f,f,t,
`,
        rejectedLines: [3, 4, 5, 6, 7],
      },
      {
        about: 'a number in place of a user, a user without a name',
        text: `[{"model": "auth.user", "pk": 1, "fields": {"username": "taro", "password": "!x"}},
7,
{"model": "auth.user", "pk": 2, "fields": {"password": "!x"}}]
`,
        rejectedLines: [2, 3],
      },
    ],
  },
}

export default django
