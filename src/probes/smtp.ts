import type { LoginAnswer, Probe, ProbeUnknown } from '../core/probe.ts'
import {
  attempt,
  judgingTime,
  ProbeStop,
  reasonOf,
  refusedUnless,
  unknownFor,
} from '../probe-library/attempt.ts'
import { type Dialect, inspectLines } from '../probe-library/line-inspection.ts'
import { tlsOf, tlsOptions } from '../probe-library/tls.ts'

/** Replies of RFC 4954 to AUTH, other than 535. */
const replies: Readonly<Record<number, ProbeUnknown>> = {
  421: 'try-later',
  432: 'locked',
  450: 'try-later',
  451: 'try-later',
  454: 'try-later',
  500: 'not-offered',
  502: 'not-offered',
  503: 'not-offered',
  504: 'not-offered',
  530: 'plain-not-allowed',
  534: 'not-offered',
  538: 'plain-not-allowed',
}

const greeted = [
  { say: '220 mail.aoba.example ESMTP' },
  { expect: /^EHLO/ },
  { say: '250-mail.aoba.example\r\n250 AUTH PLAIN' },
  { expect: /^AUTH PLAIN/ },
]

const isLast = (line: string) => /^\d{3}(?: |$)/.test(line)
const hello = 'EHLO kagimori.invalid'

const dialect: Dialect = {
  isLast,
  begin: async conversation => {
    await conversation.ask(hello, isLast)
    return (await conversation.ask('STARTTLS', isLast)).join().startsWith('220')
  },
  takesPlain: async conversation =>
    (await conversation.ask(hello, isLast)).some(line => /^250[ -]AUTH\b/i.test(line)),
}

/** SMTP submission (RFC 6409, 4954): STARTTLS before AUTH; in clear only where the system is declared so. */
export default {
  name: 'smtp',
  protocols: ['smtp', 'smtps', 'submission', 'submissions'],
  about: {
    en: 'Logs in to a mail submission server, by STARTTLS unless the system is declared plain. Sends no mail.',
    ja: 'メール送信サーバーにログインして確かめます。平文と申告されていない限りSTARTTLSを使い、メールは送りません。',
  },
  tryLogin: (target, login, password, limits) =>
    attempt(limits, async ({ onEnd, onSent }) => {
      const { default: SMTPConnection } = await import('nodemailer/lib/smtp-connection')
      const connection = new SMTPConnection({
        host: target.address,
        port: target.port,
        name: 'kagimori.invalid',
        secure: target.tls === 'implicit',
        ...(target.tls === 'none' ? { ignoreTLS: true } : { requireTLS: target.tls === 'upgrade' }),
        tls: tlsOptions(target),
        maxResponseSize: limits.bytes,
        connectionTimeout: limits.milliseconds,
        greetingTimeout: limits.milliseconds,
        socketTimeout: judgingTime(limits),
      })
      onEnd(() => connection.close())
      const failed = new Promise<never>((_, reject) => connection.on('error', reject))
      failed.catch(() => undefined)
      let tls: ReturnType<typeof tlsOf> = {}
      try {
        await Promise.race([failed, new Promise<void>(resolve => connection.connect(() => resolve()))])
        if (!connection.allowsAuth) throw new ProbeStop('not-offered')
        tls = tlsOf(connection._socket)
        onSent()
        const credentials = { user: login, pass: password.reveal() }
        const answered = new Promise<Fault | null>(resolve =>
          connection.login({ credentials }, error => resolve(error as Fault | null)),
        )
        const fault = await Promise.race([failed, answered])
        return { ...(fault === null ? { answer: 'accepted' } : readFault(fault)), ...tls }
      } catch (error) {
        return { ...readFault(error as Fault), ...tls }
      }
    }),
  inspect: (target, limits) => inspectLines(target, limits, dialect),
  examples: [
    {
      about: 'takes 235 for accepted',
      protocol: 'smtp',
      script: [...greeted, { say: '235 2.7.0 in' }],
      answer: { answer: 'accepted' },
    },
    {
      about: 'takes 535 for refused',
      protocol: 'smtp',
      script: [...greeted, { say: '535 5.7.8 Error: authentication failed: (reason unavailable)' }],
      answer: { answer: 'refused' },
    },
    {
      about: 'does not take 454 for a refusal',
      protocol: 'smtp',
      script: [...greeted, { say: '454 4.7.0 Temporary authentication failure' }],
      answer: { answer: 'unknown', reason: 'try-later' },
    },
    {
      about: 'does not take 535 after too many tries for a refusal',
      protocol: 'smtp',
      script: [...greeted, { say: '535 5.7.0 Too many failed logins' }],
      answer: { answer: 'unknown', reason: 'locked' },
    },
    {
      about: 'sends no password where AUTH is not offered',
      protocol: 'smtp',
      script: [{ say: '220 mail.aoba.example ESMTP' }, { expect: /^EHLO/ }, { say: '250 mail.aoba.example' }],
      answer: { answer: 'unknown', reason: 'not-offered' },
    },
  ],
} satisfies Probe

interface Fault extends Error {
  readonly code?: string
  readonly responseCode?: number
  readonly response?: string
}

function readFault(fault: Fault): LoginAnswer {
  const { code, responseCode, response = '' } = fault
  if (code === 'EAUTH' && responseCode === 535) return refusedUnless(response)
  if (code === 'ETLS' && responseCode !== undefined) return unknownFor('plain-not-allowed')
  const reason = responseCode === undefined ? undefined : replies[responseCode]
  return unknownFor(reason ?? reasonOf(fault))
}
