import type { LoginAnswer, Probe, ProbeUnknown } from '../core/probe.ts'
import { attempt, judgingTime, reasonOf, unknownFor } from '../probe-library/attempt.ts'
import { postgresqlLogin } from '../probe-library/server-logins.ts'
import { tlsOf } from '../probe-library/tls.ts'

/** SQLSTATEs a login may end with; those that come after the password was judged count as accepted. */
const states: Readonly<Record<string, 'accepted' | 'refused' | ProbeUnknown>> = {
  '28P01': 'refused',
  '28000': 'not-offered',
  '3D000': 'accepted',
  '42501': 'accepted',
  '53300': 'try-later',
  '57P03': 'try-later',
  '0A000': 'unreadable',
}

/** In which ways it asks for a password; a server that trusts whoever comes asks in none. */
const ways = ['authenticationCleartextPassword', 'authenticationMD5Password', 'authenticationSASL'] as const
const unasked = unknownFor('no-password-asked')

/** PostgreSQL (protocol 3.0): TLS first unless the system is declared plain. Runs no query. */
export default {
  name: 'postgresql',
  protocols: ['postgresql', 'postgres'],
  about: {
    en: 'Logs in to a PostgreSQL server, with TLS unless the system is declared plain. Runs no query.',
    ja: 'PostgreSQLにログインして確かめます。平文と申告されていない限りTLSを使い、問い合わせは実行しません。',
  },
  tryLogin: (target, login, password, limits) =>
    attempt(limits, async ({ onEnd, onSent }) => {
      const { default: pg } = await import('pg')
      const milliseconds = limits.milliseconds + judgingTime(limits)
      const given = postgresqlLogin(target, { at: target.address, login, password, milliseconds })
      const client = new pg.Client(given)
      client.on('error', () => undefined)
      const { connection } = client
      onEnd(() => connection.stream.destroy())
      let isAsked = false
      const onAsked = () => {
        isAsked = true
        onSent()
      }
      for (const way of ways) connection.once(way, onAsked)
      let tls: ReturnType<typeof tlsOf> = {}
      connection.once('sslconnect', () => {
        tls = tlsOf(connection.stream)
      })
      try {
        await client.connect()
        return { ...(isAsked ? { answer: 'accepted' } : unasked), ...tls, ...tlsOf(connection.stream) }
      } catch (error) {
        const said = readFault(error as Fault)
        return { ...(said.answer === 'accepted' && !isAsked ? unasked : said), ...tls }
      }
    }),
  examples: [],
} satisfies Probe

type Fault = Error & { readonly code?: string; readonly routine?: string }

function readFault(fault: Fault): LoginAnswer {
  // A role that may not log in fails with the code of a host that may not, after its password was found right.
  if (fault.routine === 'InitializeSessionUserId') return unknownFor('locked')
  const known = states[fault.code ?? '']
  if (known === 'accepted' || known === 'refused') return { answer: known }
  if (known !== undefined) return unknownFor(known)
  if (/does not support SSL/i.test(fault.message)) return unknownFor('plain-not-allowed')
  return unknownFor(reasonOf(fault))
}
