import type { AccountRow, Credential } from '../core/account.ts'
import { type Cell, hasColumns, openTable } from '../core/account-table.ts'
import { defineDialect, type Format, type Head, type ReadResult, type RejectedLine } from '../core/format.ts'
import { readCredential } from '../core/hash-text.ts'
import { knownFacts } from '../core/known-facts.ts'
import { readInstant } from '../core/list-time.ts'
import { openLogins } from '../core/login-register.ts'
import { openInserts } from '../core/sql-inserts.ts'

const needed = ['user_login', 'user_pass']
/** The users table of one site or many; its prefix is chosen at installation. */
const usersTable = {
  name: /^\w*users$/i,
  needed,
  columns:
    'id user_login user_pass user_nicename user_email user_url user_registered user_activation_key user_status display_name'.split(
      ' ',
    ),
}

function readUser(cell: Cell, line: number): AccountRow | RejectedLine {
  const registered = cell('user_registered')
  const createdAt = registered.startsWith('0000') ? undefined : readInstant(registered)
  if (registered !== '' && !registered.startsWith('0000') && createdAt === undefined) {
    return { line, key: 'entry-time', values: { field: 'user_registered' } }
  }
  return {
    ...knownFacts({
      displayName: cell('display_name'),
      email: cell('user_email'),
      enabled: cell('spam') === '1' || cell('deleted') === '1' ? false : undefined,
      createdAt,
    }),
    login: cell('user_login'),
    line,
    credential: readPassword(cell('user_pass')),
  }
}

/** No password has an empty hash; 32 hexadecimal digits are md5, which the next login would replace. */
function readPassword(text: string): Credential {
  if (text === '') return { seen: 'locked' }
  return readCredential(text, /^[0-9a-f]{32}$/i.test(text) ? 'md5' : undefined)
}

const created = /^\s*CREATE TABLE (?:IF NOT EXISTS )?[`"]?\w*users[`"]?\s*\(/im
const inserted =
  /^\s*INSERT INTO [`"]?\w*users[`"]?\s*(?:\([^)']*\buser_pass\b[^)']*\)\s*VALUES|VALUES\s[^;]*\$(?:P|wp|2y)\$)/im
/** A dump of the whole server is read for the server's own accounts. */
const wholeServer = /^-- Current Database: `mysql`|^CREATE TABLE `global_priv`/m

function recognisesDump({ text }: Head): boolean {
  if (wholeServer.test(text)) return false
  return (created.test(text) && /[`"]user_pass[`"]/.test(text)) || inserted.test(text)
}

function openDump() {
  const inserts = openInserts([usersTable])
  const admit = openLogins()
  let last = 0
  const read = (text: string, line: number): readonly ReadResult[] => {
    last = line
    return inserts.read(text, line).map(row => {
      const user = typeof row === 'function' ? readUser(row, line) : row
      return 'login' in user ? admit(user) : user
    })
  }
  return { read, end: () => inserts.end(last) }
}

/** WordPress' wp_users as CSV, or in an SQL dump by mysqldump, mariadb-dump or phpMyAdmin. */
const wordpress: Format = {
  name: 'wordpress',
  expects: {
    en: 'wp_users as CSV with the header user_login,user_pass,user_email, or as an SQL dump',
    ja: 'wp_users の CSV(見出しは user_login,user_pass,user_email)、または SQL のダンプ',
  },
  dialects: [
    defineDialect({
      syntax: 'delimited',
      recognises: head => hasColumns(head, needed),
      open: () => {
        const admit = openLogins()
        return { read: openTable([needed], readUser, row => [admit(row)]), end: () => [] }
      },
    }),
    defineDialect({ syntax: 'lines', recognises: recognisesDump, open: openDump }),
  ],
  examples: {
    good: [
      {
        about: 'CSV: phpass, bcrypt of 6.8, md5 set by hand',
        text: `ID,user_login,user_pass,user_email,user_registered,display_name
1,tanaka,$P$Bch.XBEhZAQ7DpcSUIoEPmyXCEhc8I0,tanaka@aoba.example,2024-04-01 00:00:00,田中
2,sato,$wp$2y$10$h8O3Mg20wbFBOU4Qe1Qtwuq4tAneaRFoESnwMDpRWT5yrdA33GuPK,,0000-00-00 00:00:00,
3,suzuki,5ebe2294ecd0e0f08eab7690d2a6ee69,suzuki@aoba.example,,
`,
        logins: ['tanaka', 'sato', 'suzuki'],
      },
      {
        about: 'mysqldump: several tuples in one line, quotes and brackets inside',
        text: `-- MySQL dump 10.13
INSERT INTO \`wp_posts\` VALUES (1,'INSERT INTO \`wp_users\`');
INSERT INTO \`wp_users\` VALUES (1,'tanaka','$P$Bch.XBEhZAQ7DpcSUIoEPmyXCEhc8I0','tanaka','tanaka@aoba.example','','2024-04-01 00:00:00','',0,'Tanaka (\\'boss\\'), 2F'),(2,'sato','$wp$2y$10$h8O3Mg20wbFBOU4Qe1Qtwuq4tAneaRFoESnwMDpRWT5yrdA33GuPK','sato','sato@aoba.example','','2024-04-02 00:00:00','',0,'It''s \\\\ me');
`,
        logins: ['tanaka', 'sato'],
      },
      {
        about: 'phpMyAdmin: one tuple a line, another prefix, columns in another order',
        text: `INSERT INTO \`shop2_users\` (\`user_pass\`, \`user_login\`, \`display_name\`) VALUES
('$P$Bch.XBEhZAQ7DpcSUIoEPmyXCEhc8I0', 'tanaka', 'Tanaka'),
('$P$Bch.XBEhZAQ7DpcSUIoEPmyXCEhc8I0', 'sato', NULL);
`,
        logins: ['tanaka', 'sato'],
      },
    ],
    bad: [
      {
        about: 'users of another program',
        text: "INSERT INTO `users` (`id`, `name`) VALUES (1, 'tanaka');\n",
      },
      {
        about: 'a cell too many, no login, a day that does not exist, a login twice',
        text: `user_login,user_pass,user_registered
tanaka,$P$Bch.XBEhZAQ7DpcSUIoEPmyXCEhc8I0,
sato,$P$Bch.XBEhZAQ7DpcSUIoEPmyXCEhc8I0,,
,$P$Bch.XBEhZAQ7DpcSUIoEPmyXCEhc8I0,
suzuki,$P$Bch.XBEhZAQ7DpcSUIoEPmyXCEhc8I0,2026-02-30 00:00:00
tanaka,$P$Bch.XBEhZAQ7DpcSUIoEPmyXCEhc8I0,
`,
        rejectedLines: [3, 4, 5, 6],
      },
      {
        about: 'a dump cut short inside a tuple',
        text: `INSERT INTO \`wp_users\` (\`user_login\`,\`user_pass\`) VALUES
('tanaka','$P$Bch.XBEhZAQ7DpcSUIoEPmyXCEhc8I0'),
('sato','$P$Bch.XBEh
`,
        rejectedLines: [3, 3],
      },
    ],
  },
}

export default wordpress
