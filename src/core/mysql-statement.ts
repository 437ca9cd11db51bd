import type { AccountRow } from './account.ts'
import type { RejectedLine } from './format.ts'
import { type MysqlMethod, mysqlAccount } from './mysql-login.ts'
import { unescapeSql } from './sql-inserts.ts'

const quoted = '`(?:[^`]|``)*`|\'(?:[^\'\\\\]|\'\'|\\\\.)*\'|"(?:[^"\\\\]|""|\\\\.)*"'
const account = new RegExp(
  `^(?:CREATE USER (?:IF NOT EXISTS )?|GRANT (?=.* IDENTIFIED ).*? TO )(?<user>${quoted}|[\\w.$-]+)@(?<host>${quoted}|[\\w.%:/-]+)(?<rest>.*)$`,
  'is',
)
const created = /^CREATE USER (?!for )/i
const granted = /^GRANT .* TO .*@.* IDENTIFIED /i
const byPassword = new RegExp(`^\\s+IDENTIFIED BY (?<hashed>PASSWORD )?(?<text>${quoted})`, 'i')
const byPlugins = /^\s+IDENTIFIED (?:VIA|WITH) /i
const method = new RegExp(
  `\\s*(?:OR )?[\`'"]?(?<plugin>\\w+)[\`'"]?(?: (?<how>USING|AS|BY) (?<text>${quoted}|0x[0-9A-F]+))?(?=\\s+OR |[\\s;]|$)`,
  'iy',
)

/**
 * The account of a CREATE USER (or an old GRANT … IDENTIFIED) statement of MySQL or MariaDB on one line, with the host
 * it may come from; a rejection where it cannot be read, undefined for every other statement.
 */
export function readUserStatement(
  text: string,
  line: number,
): (AccountRow & { readonly host: string }) | RejectedLine | undefined {
  if (!created.test(text) && !granted.test(text)) return undefined
  const { user = '', host: at = '', rest = '' } = account.exec(text)?.groups ?? {}
  const methods = at === '' ? undefined : readMethods(rest)
  if (methods === undefined) return { line, key: 'mysql-user' }
  const host = unquote(at)
  const locked = / ACCOUNT LOCK\b/i.test(rest) ? true : / ACCOUNT UNLOCK\b/i.test(rest) ? false : undefined
  return { ...mysqlAccount({ user: unquote(user), host, methods, locked }, line), host }
}

const adminGrant = new RegExp(
  `^GRANT (?:ALL PRIVILEGES|(?:[A-Z ]+, )*SUPER)\\b.* ON \\*\\.\\* TO (?<user>${quoted})@`,
  'is',
)

/** Whom a GRANT statement gives all privileges, or SUPER, on the whole server; undefined for every other statement. */
export function readAdminGrant(text: string): string | undefined {
  const user = adminGrant.exec(text)?.groups?.user
  return user === undefined ? undefined : unquote(user)
}

/** Whether the statement only repeats what CREATE USER has said, where there was one. */
export function isGrant(text: string): boolean {
  return granted.test(text)
}

/** The ways in; a user who is not identified at all comes in without a password. */
function readMethods(rest: string): readonly MysqlMethod[] | undefined {
  const password = byPassword.exec(rest)?.groups
  if (password !== undefined) {
    return [{ plugin: '', text: unquote(password.text ?? ''), clear: password.hashed === undefined }]
  }
  const start = byPlugins.exec(rest)?.[0].length
  if (start === undefined) return /^\s+IDENTIFIED\b/i.test(rest) ? undefined : [{ plugin: '', text: '' }]
  return readPlugins(rest, start)
}

function readPlugins(rest: string, start: number): readonly MysqlMethod[] | undefined {
  const methods: MysqlMethod[] = []
  method.lastIndex = start
  for (let found = method.exec(rest); found !== null; found = method.exec(rest)) {
    const { plugin = '', how = '', text = '' } = found.groups ?? {}
    methods.push({ plugin: plugin.toLowerCase(), text: unquote(text), clear: how.toUpperCase() === 'BY' })
    const end = method.lastIndex
    if (!/^\s+OR /i.test(rest.slice(end))) return methods
    method.lastIndex = end
  }
  return undefined
}

/** A name or text without its quotes. */
function unquote(text: string): string {
  if (text.startsWith('`')) return text.slice(1, -1).replaceAll('``', '`')
  return /^['"]/.test(text) ? unescapeSql(text.slice(1, -1)) : text
}
