import type { Connection, RowDataPacket } from 'mysql2/promise'
import type { Executor } from '../core/executor.ts'
import { placeName } from '../core/probe-target.ts'
import { Refusal } from '../core/refusal.ts'
import {
  type Administrator,
  asAdministrator,
  atServer,
  serverMilliseconds,
} from '../executor-library/administrator.ts'
import type { KeptThere } from '../executor-library/journal-page.ts'
import { mysqlPlugins } from '../executor-library/mysql-hash.ts'
import { openServerAccount } from '../executor-library/server-account.ts'
import { mysqlLogin } from '../probe-library/server-logins.ts'

/** One user at one host: each has a password of its own. */
interface HostAccount extends RowDataPacket {
  readonly host: string
  readonly plugin: string
  /** What the plugin keeps, in hex: a salt may be any bytes. */
  readonly kept: string
}

/** MySQL and MariaDB: every host's account of the user, its hash made here and sent in the password's place. */
export default {
  name: 'mysql',
  needs: 'administrator',
  protocols: ['mysql', 'mariadb'],
  about: {
    en: 'ALTER USER with a hash made here (mysql_native_password, caching_sha2_password), for every host of the user. Other plugins are refused: they would put the password into the statement.',
    ja: 'こちらで作ったハッシュ(mysql_native_password、caching_sha2_password)でALTER USERを、そのユーザーのすべてのホストに実行します。ほかのプラグインは、パスワードが文に入るため扱いません。',
  },
  open: async (login, reach) => {
    const administrator = asAdministrator(reach)
    const at = placeName(administrator.place)
    const { connection, isMaria } = await connect(administrator)
    try {
      const found = await atServer(administrator, 'look', () => readAccounts(connection, login, isMaria))
      if (found.length === 0) throw new Refusal('not-found', 'rotate-no-role', { at, login })
      const other = found.find(({ plugin }) => mysqlPlugins[plugin] === undefined)
      if (other !== undefined) {
        throw new Refusal('conflict', 'rotate-plugin', { at, login, host: other.host, plugin: other.plugin })
      }
      const [{ plugin }] = found as [HostAccount]
      const put = (kept: KeptThere) => putBy(connection, login, isMaria, kept)
      return await openServerAccount(administrator, login, {
        kept: { now: plugin, next: plugin },
        found: keptAt(found),
        read: async () => keptAt(await readAccounts(connection, login, isMaria)),
        put,
        set: async (password, begin) => {
          const make = ({ plugin, kept }: HostAccount) =>
            mysqlPlugins[plugin]?.(password.reveal(), Buffer.from(kept, 'hex')).toString('hex') ?? kept
          const to = keptAt(found.map(account => ({ ...account, kept: make(account) })))
          begin(to)
          await put(to)
        },
        close: async () => connection.destroy(),
      })
    } catch (error) {
      connection.destroy()
      throw error
    }
  },
  examples: [],
} satisfies Executor

async function connect(
  administrator: Administrator,
): Promise<{ readonly connection: Connection; readonly isMaria: boolean }> {
  const { place, as, password } = administrator
  const { createConnection } = await import('mysql2/promise')
  const connection = await atServer(administrator, 'log-in', () =>
    createConnection({
      ...mysqlLogin(place, { login: as, password, milliseconds: serverMilliseconds }),
      port: place.port,
    }),
  )
  connection.on('error', () => undefined)
  // Not even the hash goes into the general log, where this administrator may say so.
  await connection.query('SET SESSION sql_log_off = 1').catch(() => undefined)
  const [[row]] = await connection.query<RowDataPacket[]>('SELECT VERSION() AS version')
  return { connection, isMaria: /mariadb/i.test(String(row?.version)) }
}

/** MariaDB may keep several ways in for one account; only a single one can be put back as it was. */
async function readAccounts(
  connection: Connection,
  login: string,
  isMaria: boolean,
): Promise<readonly HostAccount[]> {
  const [rows] = await connection.query<HostAccount[]>(
    'SELECT Host AS host, plugin, HEX(authentication_string) AS kept FROM mysql.user WHERE User = ?',
    [login],
  )
  if (!isMaria) return rows
  const [several] = await connection.query<RowDataPacket[]>(
    "SELECT Host AS host FROM mysql.global_priv WHERE User = ? AND JSON_EXISTS(Priv, '$.auth_or')",
    [login],
  )
  const hosts = new Set(several.map(({ host }) => host))
  return rows.map(row => (hosts.has(row.host) ? { ...row, plugin: 'auth_or' } : row))
}

/** By host the plugin and what it keeps. */
function keptAt(accounts: readonly HostAccount[]): KeptThere {
  return Object.fromEntries(
    accounts.map(({ host, plugin, kept }) => [host, `${plugin} ${kept.toLowerCase()}`]),
  )
}

async function putBy(
  connection: Connection,
  login: string,
  isMaria: boolean,
  kept: KeptThere,
): Promise<void> {
  for (const [host, text] of Object.entries(kept)) {
    const [plugin, hex = ''] = text.split(' ')
    const bytes = Buffer.from(hex, 'hex')
    // MariaDB takes a text (what its plugins keep is ASCII), MySQL since 8.0.17 any bytes in hex.
    const [form, value] = isMaria ? ['VIA ?? USING', bytes.toString()] : ['WITH ?? AS', bytes]
    await connection.query(`ALTER USER ?@? IDENTIFIED ${form} ?`, [login, host, plugin, value])
  }
}
