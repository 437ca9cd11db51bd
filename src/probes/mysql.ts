import { connect } from 'node:net'
import type { LoginAnswer, Probe, ProbeUnknown } from '../core/probe.ts'
import { attempt, judgingTime, reasonOf, unknownFor } from '../probe-library/attempt.ts'
import { mysqlLogin } from '../probe-library/server-logins.ts'
import { tlsOf } from '../probe-library/tls.ts'

/** Server errors a login may end with, of MySQL and MariaDB. */
const numbers: Readonly<Record<number, 'accepted' | 'refused' | ProbeUnknown>> = {
  1040: 'try-later',
  1044: 'accepted',
  1045: 'refused',
  1129: 'locked',
  1130: 'not-offered',
  1203: 'try-later',
  1226: 'try-later',
  1251: 'not-offered',
  1698: 'not-offered',
  1820: 'accepted',
  1862: 'locked',
  3118: 'locked',
  3159: 'plain-not-allowed',
  4151: 'locked',
}

/** MySQL and MariaDB: TLS first unless the system is declared plain. Runs no query. */
export default {
  name: 'mysql',
  protocols: ['mysql', 'mariadb'],
  about: {
    en: 'Logs in to a MySQL or MariaDB server, with TLS unless the system is declared plain. Runs no query.',
    ja: 'MySQLまたはMariaDBにログインして確かめます。平文と申告されていない限りTLSを使い、問い合わせは実行しません。',
  },
  tryLogin: (target, login, password, limits) =>
    attempt(limits, async ({ onEnd, onSent }) => {
      const { createConnection } = await import('mysql2')
      const milliseconds = limits.milliseconds + judgingTime(limits)
      // It greets, and is answered with login and password.
      const stream = connect({ host: target.address, port: target.port }).once('data', onSent)
      const connection = createConnection({
        ...mysqlLogin(target, { login, password, milliseconds }),
        stream,
        ...(target.database === undefined ? {} : { database: target.database }),
      })
      onEnd(() => connection.destroy())
      return new Promise(resolve => {
        const tls = () => tlsOf(Reflect.get(connection, 'stream'))
        connection.once('connect', () => resolve({ answer: 'accepted', ...tls() }))
        connection.on('error', (error: Fault) => resolve({ ...readFault(error), ...tls() }))
      })
    }),
  examples: [],
} satisfies Probe

type Fault = Error & { readonly errno?: number; readonly code?: string }

function readFault(fault: Fault): LoginAnswer {
  const known = fault.errno === undefined ? undefined : numbers[fault.errno]
  if (known === 'accepted' || known === 'refused') return { answer: known }
  if (known !== undefined) return unknownFor(known)
  return unknownFor(fault.code === 'HANDSHAKE_NO_SSL_SUPPORT' ? 'plain-not-allowed' : reasonOf(fault))
}
