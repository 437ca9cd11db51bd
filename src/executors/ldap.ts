import type { Client } from 'ldapts'
import type { Executor } from '../core/executor.ts'
import { placeName } from '../core/probe-target.ts'
import { Refusal } from '../core/refusal.ts'
import type { Secret } from '../core/secret.ts'
import {
  type Administrator,
  asAdministrator,
  atServer,
  serverMilliseconds,
} from '../executor-library/administrator.ts'
import type { KeptThere } from '../executor-library/journal-page.ts'
import { openServerAccount } from '../executor-library/server-account.ts'
import { directoryAt, directoryName } from '../probe-library/server-logins.ts'
import { tlsOptions } from '../probe-library/tls.ts'

/** Password Modify (RFC 3062). */
const passwordModify = '1.3.6.1.4.1.4203.1.11.1'

/** A directory: its own password operation, so that it hashes as its owner has set it up, over TLS. */
export default {
  name: 'ldap',
  needs: 'administrator',
  protocols: ['ldap', 'ldaps'],
  about: {
    en: 'The password modify operation of RFC 3062; the directory makes the hash. The administrator must be able to read userPassword, so that the old value can be put back.',
    ja: 'RFC 3062のパスワード変更操作を使い、ハッシュはディレクトリーが作ります。元に戻せるよう、userPasswordを読める管理者が必要です。',
  },
  open: async (login, reach) => {
    const administrator = asAdministrator(reach)
    const at = placeName(administrator.place)
    const name = directoryName(login, administrator.place)
    const client = await connect(administrator)
    const close = () => client.unbind().catch(() => undefined)
    try {
      const found = await atServer(administrator, 'look', () => readPasswords(client, name))
      if (found.length === 0) throw new Refusal('not-found', 'rotate-no-role', { at, login })
      const read = async () => keptAs(await readPasswords(client, name))
      return await openServerAccount(administrator, login, {
        kept: { now: schemeOf(found), next: 'RFC 3062' },
        found: keptAs(found),
        read,
        put: ({ values = '' }) => putBack(client, name, values.split(' ')),
        set: async (password, begin) => {
          begin()
          await client.exop(passwordModify, changeRequest(name, password))
          begin(await read())
        },
        changedAt: () => readChange(client, name),
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
  const { Client } = await import('ldapts')
  const at = directoryAt(place, { at: place.host, milliseconds: serverMilliseconds })
  const client = new Client({ ...at, timeout: serverMilliseconds })
  await atServer(administrator, 'log-in', async () => {
    if (place.tls === 'upgrade') await client.startTLS(tlsOptions(place))
    await client.bind(as, password.reveal())
  }).catch(async error => {
    await client.unbind().catch(() => undefined)
    throw error
  })
  return client
}

async function readPasswords(client: Client, name: string): Promise<readonly Buffer[]> {
  const { NoSuchObjectError } = await import('ldapts')
  const asked = { attributes: ['userPassword'], explicitBufferAttributes: ['userPassword'] }
  const search = client.search(name, { scope: 'base', ...asked })
  const { searchEntries } = await search.catch((error: unknown) => {
    if (error instanceof NoSuchObjectError) return { searchEntries: [] }
    throw error
  })
  const values = searchEntries[0]?.userPassword ?? []
  return [values].flat().map(value => Buffer.from(value))
}

/** The entry's modifyTimestamp (RFC 4512), a GeneralizedTime in UTC. */
async function readChange(client: Client, name: string): Promise<number | undefined> {
  const { searchEntries } = await client.search(name, { scope: 'base', attributes: ['modifyTimestamp'] })
  const time = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/
  const [, ...parts] = time.exec(String(searchEntries[0]?.modifyTimestamp)) ?? []
  const [year, month, ...rest] = parts.map(Number)
  return year === undefined || month === undefined ? undefined : Date.UTC(year, month - 1, ...rest)
}

/** A directory answers several values in whatever order. */
function keptAs(values: readonly Buffer[]): KeptThere {
  return {
    values: values
      .map(value => value.toString('base64'))
      .toSorted()
      .join(' '),
  }
}

async function putBack(client: Client, name: string, texts: readonly string[]): Promise<void> {
  const { Attribute, Change } = await import('ldapts')
  const modification = new Attribute({
    type: 'userPassword',
    values: texts.map(text => Buffer.from(text, 'base64')),
  })
  await client.modify(name, new Change({ operation: 'replace', modification }))
}

/** PasswdModifyRequestValue: userIdentity [0] and newPasswd [2] in a SEQUENCE; with a new password, nothing is answered. */
function changeRequest(name: string, password: Secret): Buffer {
  return tagged(
    0x30,
    Buffer.concat([tagged(0x80, Buffer.from(name)), tagged(0x82, Buffer.from(password.reveal()))]),
  )
}

/** Tag, length and content as BER writes them (X.690, section 8.1). */
function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

function schemeOf([first]: readonly Buffer[]): string {
  return /^\{([\w.-]+)\}/.exec(first?.toString('latin1') ?? '')?.[1] ?? 'clear'
}
