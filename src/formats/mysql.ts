import type { AccountRow } from '../core/account.ts'
import { type Cell, cellOf, hasColumns, openTable } from '../core/account-table.ts'
import { entriesOf, mostFit } from '../core/colon-list.ts'
import { defineDialect, type Format, type Head, type ReadResult, type RejectedLine } from '../core/format.ts'
import { openGathering } from '../core/login-gathering.ts'
import { readMysqlRow } from '../core/mysql-login.ts'
import { isGrant, readAdminGrant, readUserStatement } from '../core/mysql-statement.ts'
import { openInserts } from '../core/sql-inserts.ts'

const needed = ['host', 'user']
const tables = [
  { name: /^user$/i, needed },
  { name: /^global_priv$/i, needed, columns: ['host', 'user', 'priv'] },
]
const dumped =
  /^\s*(?:INSERT|REPLACE)\b[^('\n]*\bINTO\s+(?:`?mysql`?\.)?`?(?:user|global_priv)`?\s*(?:\(`?(?:Host|User)`?,[^)]*\)\s*)?VALUES/im
const userTable = /^\s*CREATE TABLE (?:IF NOT EXISTS )?(?:`?mysql`?\.)?`?(?:user|global_priv)`?\s*\(/im
const userStatement = /^CREATE USER (?:IF NOT EXISTS )?[`'"\w][^@\n]*@[`'"\w%]/im
/** What tells a dump, in which rows stand in INSERT statements alone. */
const furniture =
  /^(?:--|\/\*|(?:SET|USE|LOCK|DROP|CREATE|ALTER|GRANTS?|FLUSH|SELECT|INSERT|REPLACE|DELETE|START) )/i
const plugin = /^(?:[a-z][a-z0-9_]*)?$/

/** Columns of rows without a header, told by their shape: global_priv ends in JSON, mysql.user has a plugin third. */
function layoutOf(cells: readonly string[]): readonly string[] | undefined {
  if (cells.length === 3 && /^\{.*\}$/.test(cells[2] ?? '')) return ['host', 'user', 'priv']
  const columns = ['user', 'host', 'plugin', 'authentication_string', 'password']
  return (cells.length === 4 || cells.length === 5) && plugin.test(cells[2] ?? '')
    ? columns.slice(0, cells.length)
    : undefined
}

function isHeader(cells: readonly string[]): boolean {
  const names = cells.map(cell => cell.toLowerCase())
  return names.includes('user') && names.includes('host')
}

function isRow(line: string): boolean {
  const cells = line.split('\t')
  const layout = layoutOf(cells)
  if (layout === undefined) return false
  const host = cells[layout.indexOf('host')] ?? ''
  return /^[\w.%:/-]*$/.test(host) && (layout[2] === 'priv' || /_|^ed25519$|^$/.test(cells[2] ?? ''))
}

function recognises(head: Head): boolean {
  const cells = (head.lines[0] ?? '').split('\t')
  if (isHeader(cells)) return cells.length > 2
  if (dumped.test(head.text) || userStatement.test(head.text)) return true
  if (userTable.test(head.text)) return /`(?:authentication_string|Priv)`/i.test(head.text)
  return mostFit(entriesOf(head), isRow)
}

type Row = (AccountRow & { readonly host: string }) | RejectedLine | undefined

function openLines() {
  const gathering = openGathering()
  const inserts = openInserts(tables)
  const readCells = openCells()
  const admins = new Set<string>()
  const created = new Set<string>()
  let isDump = false
  let last = 0
  const add = (row: Row, repeats = false): readonly ReadResult[] => {
    if (row === undefined || !('login' in row)) return row === undefined ? [] : [row]
    const { host, ...account } = row
    const name = `${account.login}\n${host}`
    if (repeats && created.has(name)) return []
    created.add(name)
    return gathering.add(account, host)
  }
  const read = (text: string, line: number): readonly ReadResult[] => {
    last = line
    const rows = inserts.read(text, line)
    if (rows.length > 0) {
      return rows.flatMap(row => (typeof row === 'function' ? add(readMysqlRow(row, line)) : [row]))
    }
    const admin = readAdminGrant(text)
    if (admin !== undefined) admins.add(admin)
    const statement = readUserStatement(text, line)
    if (statement !== undefined) return add(statement, isGrant(text))
    isDump ||= furniture.test(text)
    return isDump || text.trim() === '' || inserts.isInside() ? [] : add(readCells(text, line))
  }
  const end = (): readonly ReadResult[] => {
    const accounts = gathering
      .end()
      .map(row => (admins.has(row.login) ? { ...row, role: 'admin' as const } : row))
    return [...inserts.end(last), ...accounts]
  }
  return { read, end }
}

/** Opens a reader of tab-separated rows, with a header or with columns told by the first row's shape. */
function openCells(): (text: string, line: number) => Row {
  let columns: readonly string[] | undefined
  return (text, line) => {
    const cells = text.split('\t')
    if (columns === undefined && isHeader(cells)) {
      columns = cells.map(cell => cell.toLowerCase())
      return undefined
    }
    columns ??= layoutOf(cells)
    if (columns?.length !== cells.length) {
      const expected = columns?.length ?? '3 / 4 / 5'
      return { line, key: 'entry-fields', values: { expected, found: cells.length } }
    }
    return readMysqlRow(cellOf(columns, cells.map(unescapeTab)), line)
  }
}

/** `mysql -B` writes tabs, line ends and backslashes inside a cell as escapes. */
function unescapeTab(text: string): string {
  const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', '0': '\0', '\\': '\\' }
  return text === '\\N'
    ? text
    : text.replace(/\\([tn0\\])/g, (_, letter: string) => escapes[letter] ?? letter)
}

function openDelimited() {
  const gathering = openGathering()
  const hosts = new Map<number, string>()
  const readRow = (cell: Cell, line: number) => {
    const row = readMysqlRow(cell, line)
    if (row === undefined || !('login' in row)) return row
    const { host, ...account } = row
    hosts.set(line, host)
    return account
  }
  const admit = (row: AccountRow) => gathering.add(row, hosts.get(row.line) ?? '')
  return { read: openTable([needed], readRow, admit), end: gathering.end }
}

/** Accounts of MySQL and MariaDB: mysql.user or mysql.global_priv as tab-separated lines, CSV or a dump, and CREATE USER. */
const mysql: Format = {
  name: 'mysql',
  expects: {
    en: 'mysql.user with the header User, Host, plugin, authentication_string, or CREATE USER statements of a dump',
    ja: 'mysql.user(見出しは User, Host, plugin, authentication_string)、またはダンプの CREATE USER 文',
  },
  dialects: [
    defineDialect({ syntax: 'lines', recognises, open: openLines }),
    defineDialect({
      syntax: 'delimited',
      recognises: head =>
        hasColumns(head, needed) &&
        ['plugin', 'authentication_string', 'password', 'priv'].some(column => hasColumns(head, [column])),
      open: openDelimited,
    }),
  ],
  examples: {
    good: [
      {
        about: 'mysql -B: one account at two hosts, an unsalted ed25519 key, a role',
        text: `User\tHost\tplugin\tauthentication_string\tis_role
taro\t10.20.30.%\tmysql_native_password\t*14E65567ABDB5135D0CFD9A70B3032C179A49EE7\tN
hana\tlocalhost\ted25519\tZIgUREUg5PVgQ6LskhXmO+eZLS0nC8be6HPjYWR4YJY\tN
taro\tlocalhost\tmysql_native_password\t*14E65567ABDB5135D0CFD9A70B3032C179A49EE7\tN
readers\t\t\t\tY
`,
        logins: ['taro', 'hana'],
      },
      {
        about: 'the same without a header',
        text: `taro\t10.20.30.%\tmysql_native_password\t*14E65567ABDB5135D0CFD9A70B3032C179A49EE7\t*14E65567ABDB5135D0CFD9A70B3032C179A49EE7
hana\tlocalhost\ted25519\tZIgUREUg5PVgQ6LskhXmO+eZLS0nC8be6HPjYWR4YJY\t
`,
        logins: ['taro', 'hana'],
      },
      {
        about: "MariaDB's mysql.global_priv",
        text: `192.0.2.0/255.255.255.192\tjiro\t{"access":0,"version_id":101119,"plugin":"mysql_native_password","authentication_string":"*14E65567ABDB5135D0CFD9A70B3032C179A49EE7","password_last_changed":1795373213,"account_locked":true}
localhost\troot\t{"access":18446744073709551615,"plugin":"mysql_native_password","authentication_string":"invalid","auth_or":[{},{"plugin":"unix_socket"}]}
`,
        logins: ['jiro', 'root'],
      },
      {
        about:
          'CREATE USER of mariadb-dump --system=users and of MySQL 8, with grants that say nothing of passwords',
        text: `-- MariaDB dump
CREATE USER \`taro\`@\`10.20.30.%\` IDENTIFIED BY PASSWORD '*14E65567ABDB5135D0CFD9A70B3032C179A49EE7';
CREATE USER IF NOT EXISTS \`hana\`@\`localhost\` IDENTIFIED VIA ed25519 USING 'ZIgUREUg5PVgQ6LskhXmO+eZLS0nC8be6HPjYWR4YJY';
CREATE USER IF NOT EXISTS \`jiro\`@\`192.0.2.0/255.255.255.192\` IDENTIFIED BY PASSWORD '*14E65567ABDB5135D0CFD9A70B3032C179A49EE7' ACCOUNT LOCK;
CREATE USER 'goro'@'%' IDENTIFIED WITH 'caching_sha2_password' AS '$A$005$abcdefghijklmnopqrst0123456789012345678901234567890123456789012' REQUIRE NONE PASSWORD EXPIRE DEFAULT ACCOUNT UNLOCK;
GRANT USAGE ON *.* TO \`taro\`@\`10.20.30.%\`;
FLUSH PRIVILEGES;
`,
        logins: ['taro', 'hana', 'jiro', 'goro'],
      },
      {
        about: 'mysqldump of mysql.user',
        text: `CREATE TABLE \`user\` (
  \`Host\` char(60) NOT NULL DEFAULT '',
  \`User\` char(32) NOT NULL DEFAULT '',
  \`Super_priv\` enum('N','Y') NOT NULL DEFAULT 'N',
  \`plugin\` char(64) NOT NULL DEFAULT '',
  \`authentication_string\` text,
  \`password_last_changed\` timestamp NULL DEFAULT NULL,
  \`account_locked\` enum('N','Y') NOT NULL DEFAULT 'N',
  PRIMARY KEY (\`Host\`,\`User\`)
) ENGINE=InnoDB;
INSERT INTO \`user\` VALUES ('%','taro','Y','mysql_native_password','*14E65567ABDB5135D0CFD9A70B3032C179A49EE7','2026-04-01 09:00:00','N'),('localhost','o\\'hara','N','mysql_native_password','',NULL,'Y');
`,
        logins: ['taro', "o'hara"],
      },
      {
        about: 'CSV of a database tool',
        text: '"Host","User","plugin","authentication_string"\n"%","taro","mysql_native_password","*14E65567ABDB5135D0CFD9A70B3032C179A49EE7"\n',
        logins: ['taro'],
      },
    ],
    bad: [
      {
        about: 'a dump of a shop',
        text: "INSERT INTO `orders` VALUES (1,'A-1',80),(2,'A-2',100);\n",
      },
      {
        about: 'a cell too few, a lock of no known word, the same user and host twice, broken JSON',
        text: `User\tHost\tplugin\tauthentication_string\taccount_locked
taro\t%\tmysql_native_password\t*14E65567ABDB5135D0CFD9A70B3032C179A49EE7\tN
hana\t%\tmysql_native_password
jiro\t%\tmysql_native_password\t*14E65567ABDB5135D0CFD9A70B3032C179A49EE7\tperhaps
taro\t%\tmysql_native_password\t*14E65567ABDB5135D0CFD9A70B3032C179A49EE7\tN
`,
        rejectedLines: [3, 4, 5],
      },
      {
        about: 'a statement and a tuple cut short, and rows whose columns nobody names',
        text: `CREATE USER \`taro\`@\`%\` IDENTIFIED BY PASSWORD '*14E65567ABDB
INSERT INTO \`global_priv\` VALUES ('%','hana','{\\"access\\":0}'),('%','jiro','{\\"acc
INSERT INTO \`user\` VALUES ('%','saburo','N');
`,
        rejectedLines: [1, 2, 3],
      },
    ],
  },
}

export default mysql
