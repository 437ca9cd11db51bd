import type { LoginAnswer, Probe, ProbeTarget } from '../core/probe.ts'
import { attempt, judgingTime, ProbeStop, refusedUnless, unknownFor } from '../probe-library/attempt.ts'
import { type Dialect, inspectLines } from '../probe-library/line-inspection.ts'
import { tlsOf, tlsOptions } from '../probe-library/tls.ts'

/** Answers of RFC 959 and RFC 4217 to USER and PASS, other than 230 and 530. */
const answers: Readonly<Record<number, LoginAnswer>> = {
  202: unknownFor('no-password-asked'),
  421: unknownFor('try-later'),
  332: unknownFor('not-offered'),
  500: unknownFor('not-offered'),
  502: unknownFor('not-offered'),
  522: unknownFor('plain-not-allowed'),
  534: unknownFor('plain-not-allowed'),
  550: unknownFor('plain-not-allowed'),
}

const isLast = (line: string) => /^\d{3} /.test(line)

const dialect: Dialect = {
  isLast,
  begin: async conversation => (await conversation.ask('AUTH TLS', isLast)).join().startsWith('234'),
  takesPlain: async conversation =>
    (await conversation.ask('USER kagimori-inspection', isLast)).join().startsWith('331'),
  anonymous: async conversation => {
    const named = (await conversation.ask('USER anonymous', isLast)).join()
    const answer = named.startsWith('331') ? await conversation.ask('PASS inspection@', isLast) : [named]
    return answer.join().startsWith('230')
  },
}

/** What every exchange up to the password's answer begins with. */
const asked = [{ say: '220 ready' }, { expect: /^USER/ }, { say: '331 password' }, { expect: /^PASS/ }]

/** FTP: AUTH TLS before the password (RFC 4217); in clear only where the system is declared so. */
export default {
  name: 'ftp',
  protocols: ['ftp', 'ftps'],
  about: {
    en: 'Logs in to an FTP server, by AUTH TLS unless the system is declared plain.',
    ja: 'FTPサーバーにログインして確かめます。平文と申告されていない限りAUTH TLSを使います。',
  },
  tryLogin: (target, login, password, limits) =>
    attempt(limits, async ({ onEnd, onSent }) => {
      const { Client, FTPError } = await import('basic-ftp')
      const client = new Client(judgingTime(limits))
      onEnd(() => client.close())
      const options = tlsOptions(target)
      if (target.tls === 'implicit') await client.connectImplicitTLS(target.address, target.port, options)
      else await client.connect(target.address, target.port)
      if (target.tls === 'upgrade') {
        await client.useTLS(options).catch((error: unknown) => {
          throw error instanceof FTPError ? new ProbeStop('plain-not-allowed') : error
        })
      }
      const tls = tlsOf(client.ftp.socket)
      onSent()
      const named = await client.sendIgnoringError(`USER ${login}`)
      if (named.code >= 200 && named.code < 300) return { ...unknownFor('no-password-asked'), ...tls }
      if (named.code !== 331) return { ...readReply(named, target), ...tls }
      return { ...readReply(await client.sendIgnoringError(`PASS ${password.reveal()}`), target), ...tls }
    }),
  inspect: (target, limits) => inspectLines(target, limits, dialect),
  examples: [
    {
      about: 'takes 230 for accepted',
      protocol: 'ftp',
      script: [
        { say: '220 ready' },
        { expect: /^USER tanaka/ },
        { say: '331 password' },
        { expect: /^PASS/ },
        { say: '230 in' },
      ],
      answer: { answer: 'accepted' },
    },
    {
      about: 'takes 530 for refused',
      protocol: 'ftp',
      script: [...asked, { say: '530 Login incorrect.' }],
      answer: { answer: 'refused' },
    },
    {
      about: 'does not take a login that opens without a password for accepted',
      protocol: 'ftp',
      script: [{ say: '220 ready' }, { expect: /^USER/ }, { say: '230 in' }],
      answer: { answer: 'unknown', reason: 'no-password-asked' },
    },
    {
      about: 'does not take a password that was superfluous for accepted',
      protocol: 'ftp',
      script: [...asked, { say: '202 superfluous' }],
      answer: { answer: 'unknown', reason: 'no-password-asked' },
    },
    {
      about: 'does not take a locked account for a refusal',
      protocol: 'ftp',
      script: [...asked, { say: '530 Account locked' }],
      answer: { answer: 'unknown', reason: 'locked' },
    },
    {
      about: 'does not take a full server for a refusal',
      protocol: 'ftp',
      script: [{ say: '220 ready' }, { expect: /^USER/ }, { say: '421 Too busy' }],
      answer: { answer: 'unknown', reason: 'try-later' },
    },
    {
      about: 'does not take a server that insists on TLS for a refusal',
      protocol: 'ftp',
      script: [
        { say: '220 ready' },
        { expect: /^USER/ },
        { say: '530 Non-anonymous sessions must use encryption.' },
      ],
      answer: { answer: 'unknown', reason: 'plain-not-allowed' },
    },
  ],
} satisfies Probe

function readReply(
  { code, message }: { readonly code: number; readonly message: string },
  target: ProbeTarget,
): LoginAnswer {
  if (code === 230 || code === 232) return { answer: 'accepted' }
  const isAboutTls = /encrypt|tls|ssl|secure|cleartext/i.test(message)
  if (target.tls === 'none' && isAboutTls) return unknownFor('plain-not-allowed')
  if (code !== 530) return answers[code] ?? unknownFor('unreadable')
  return refusedUnless(message)
}
