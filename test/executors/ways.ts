import { join } from 'node:path'
import mysql from 'mysql2/promise'
import pg from 'pg'
import type { LaidOut } from '../proof/proven-server.ts'

/** How an administrator comes at the passwords of a server that the proofs know already. */
export interface Way {
  readonly server: string
  /** The list it reads, in its folder. */
  readonly file?: string
  readonly as?: string
  /** Makes the administrator known to it. */
  readonly admit?: (folder: string, endpoint: LaidOut['endpoint'], password: string) => Promise<void>
  /** Whether it has to begin anew for that. */
  readonly restarts?: true
  /** The password of an administrator who is there from the start. */
  readonly password?: string
  /** What its own log shows of a rotation, once it writes down whatever it is told. */
  readonly logs?: RegExp
  /** What of its own list tells how passwords are kept. */
  readonly kept?: RegExp
}

/** Every way there is. */
export const ways: readonly Way[] = [
  { server: 'Apache WebDAV with Basic', file: 'logins' },
  { server: 'Dovecot IMAP', file: 'users' },
  { server: 'Pure-FTPd', file: 'pureftpd.passwd' },
  { server: 'ProFTPD, declared plain', file: 'ftpd.passwd' },
  {
    server: 'PostgreSQL',
    as: 'kanri',
    admit: async (folder, { port }, password) => {
      const client = new pg.Client({ host: folder, port, user: 'kanri', database: 'postgres' })
      await client.connect()
      await client.query(`alter role kanri password '${password}'`)
      // Whatever the server is told from here on, it writes down.
      const logged = ["log_statement = 'all'", 'log_min_duration_statement = 0', 'logging_collector = on']
      for (const setting of [...logged, `log_directory = '${folder}'`]) {
        await client.query(`alter system set ${setting}`)
      }
      await client.end()
    },
    restarts: true,
    logs: /statement: SET log_statement = 'none'/,
    kept: /^ALTER ROLE.*$/gm,
  },
  {
    server: 'MariaDB',
    as: 'kanri',
    admit: async (folder, _endpoint, password) => {
      const connection = await mysql.createConnection({ socketPath: join(folder, 'socket'), user: 'root' })
      await connection.query(`create user kanri@localhost identified by '${password}'`)
      await connection.query('grant all on *.* to kanri@localhost with grant option')
      await connection.query(`set global general_log_file = '${folder}/general.log'`)
      await connection.query('set global general_log = on')
      await connection.end()
    },
    logs: /Query\s+SET SESSION sql_log_off = 1/,
  },
  {
    server: 'slapd',
    as: 'cn=admin,dc=aoba,dc=example',
    password: 'the-administrators-own',
    kept: /^userPassword.*$/gm,
  },
]
