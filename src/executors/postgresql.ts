import type { Client } from 'pg'
import type { Executor } from '../core/executor.ts'
import { placeName } from '../core/probe-target.ts'
import { Refusal } from '../core/refusal.ts'
import {
  type Administrator,
  asAdministrator,
  atServer,
  serverMilliseconds,
} from '../executor-library/administrator.ts'
import { makeHash } from '../executor-library/hash-making.ts'
import type { KeptThere } from '../executor-library/journal-page.ts'
import { openServerAccount } from '../executor-library/server-account.ts'
import { postgresqlLogin } from '../probe-library/server-logins.ts'

/** Not even the verifier goes into the server's log, where this administrator may say so. */
const quietly = [
  "log_statement = 'none'",
  'log_min_duration_statement = -1',
  "log_min_error_statement = 'panic'",
]

/** PostgreSQL roles: the SCRAM verifier is made here and sent in the password's place, so that no log holds the password. */
export default {
  name: 'postgresql',
  needs: 'administrator',
  protocols: ['postgresql', 'postgres'],
  about: {
    en: 'ALTER ROLE with a SCRAM-SHA-256 verifier made here. The administrator must be able to read pg_authid, so that the old one can be put back.',
    ja: 'こちらで作ったSCRAM-SHA-256の検証値でALTER ROLEを実行します。元に戻せるよう、pg_authidを読める管理者が必要です。',
  },
  open: async (login, reach) => {
    const administrator = asAdministrator(reach)
    const client = await connect(administrator)
    const close = () => client.end().catch(() => undefined)
    try {
      const found = await atServer(administrator, 'look', () => readVerifier(client, login))
      if (found === undefined) {
        throw new Refusal('not-found', 'rotate-no-role', { at: placeName(administrator.place), login })
      }
      const put = async ({ verifier }: KeptThere) => {
        const text = verifier === undefined ? 'NULL' : client.escapeLiteral(verifier)
        await client.query(`ALTER ROLE ${client.escapeIdentifier(login)} PASSWORD ${text}`)
      }
      return await openServerAccount(administrator, login, {
        kept: { now: schemeOf(found), next: 'scram-sha-256' },
        found,
        read: async () => (await readVerifier(client, login)) ?? {},
        put,
        set: async (password, begin) => {
          const verifier = await makeHash('scram-sha-256', password.reveal(), found.verifier ?? '')
          begin({ verifier })
          await put({ verifier })
        },
        close,
      })
    } catch (error) {
      await close()
      throw error
    }
  },
  examples: [],
} satisfies Executor

async function connect(administrator: Administrator): Promise<Client> {
  const { place, as, password } = administrator
  const { default: pg } = await import('pg')
  const given = { at: place.host, login: as, password, milliseconds: serverMilliseconds }
  const client = new pg.Client({ ...postgresqlLogin(place, given), query_timeout: serverMilliseconds })
  client.on('error', () => undefined)
  await atServer(administrator, 'log-in', () => client.connect())
  for (const setting of quietly) await client.query(`SET ${setting}`).catch(() => undefined)
  return client
}

/** Without a member where the role has no password; undefined where there is no such role. */
async function readVerifier(
  client: Client,
  login: string,
): Promise<{ readonly verifier?: string } | undefined> {
  const { rows } = await client.query<{ readonly verifier: string | null }>(
    'SELECT rolpassword AS verifier FROM pg_authid WHERE rolname = $1 AND rolcanlogin',
    [login],
  )
  return rows.map(({ verifier }) => (verifier === null ? {} : { verifier }))[0]
}

function schemeOf({ verifier }: { readonly verifier?: string }): string {
  if (verifier === undefined) return 'none'
  return verifier.startsWith('SCRAM-') ? 'scram-sha-256' : 'md5'
}
