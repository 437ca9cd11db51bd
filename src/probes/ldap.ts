import type { LoginAnswer, Probe, ProbeUnknown } from '../core/probe.ts'
import {
  attempt,
  judgingTime,
  ProbeStop,
  reasonOf,
  refusedUnless,
  unknownFor,
} from '../probe-library/attempt.ts'
import { directoryAt, directoryName } from '../probe-library/server-logins.ts'
import { tlsOf, tlsOptions } from '../probe-library/tls.ts'

/** Result codes of RFC 4511 beside 49 (invalidCredentials). */
const codes: Readonly<Record<number, ProbeUnknown>> = {
  3: 'timed-out',
  7: 'not-offered',
  8: 'plain-not-allowed',
  13: 'plain-not-allowed',
  51: 'try-later',
  52: 'try-later',
  53: 'locked',
}

/** What Active Directory adds to 49: the password was not judged, or is right and may not be used. */
const additions: Readonly<Record<string, ProbeUnknown>> = {
  '530': 'locked',
  '531': 'locked',
  '532': 'locked',
  '533': 'locked',
  '701': 'locked',
  '773': 'locked',
  '775': 'locked',
}

/** LDAP simple bind (RFC 4513): StartTLS before the password; in clear only where the system is declared so. */
export default {
  name: 'ldap',
  protocols: ['ldap', 'ldaps'],
  about: {
    en: 'Binds to a directory by name and password, by StartTLS unless the system is declared plain. Searches nothing.',
    ja: 'ディレクトリーに名前とパスワードで接続して確かめます。平文と申告されていない限りStartTLSを使い、検索しません。',
  },
  tryLogin: (target, login, password, limits) =>
    attempt(limits, async ({ onEnd, onSent }) => {
      // A bind with an empty password is anonymous and always succeeds.
      if (password.reveal() === '') throw new ProbeStop('not-offered')
      const { Client, ResultCodeError } = await import('ldapts')
      const { address: at } = target
      const place = directoryAt(target, { at, milliseconds: limits.milliseconds })
      const client = new Client({ ...place, timeout: judgingTime(limits) })
      onEnd(() => void client.unbind().catch(() => undefined))
      if (target.tls === 'upgrade') {
        await client.startTLS(tlsOptions(target)).catch((error: unknown) => {
          throw error instanceof ResultCodeError ? new ProbeStop('plain-not-allowed') : error
        })
      }
      const tls = () => tlsOf(Reflect.get(client, 'socket'))
      onSent()
      try {
        await client.bind(directoryName(login, target), password.reveal())
        return { answer: 'accepted', ...tls() }
      } catch (error) {
        if (error instanceof ResultCodeError) return { ...readRefusal(error), ...tls() }
        return { ...unknownFor(reasonOf(error)), ...tls() }
      }
    }),
  examples: [],
} satisfies Probe

function readRefusal({ code, message }: { readonly code: number; readonly message: string }): LoginAnswer {
  if (code !== 49) return unknownFor(codes[code] ?? 'unreadable')
  const addition = /\bdata ([0-9a-f]{3})\b/i.exec(message)?.[1]
  const reason = addition === undefined ? undefined : additions[addition.toLowerCase()]
  return reason === undefined ? refusedUnless(message) : unknownFor(reason)
}
