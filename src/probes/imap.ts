import type { LoginAnswer, Probe, ProbeUnknown } from '../core/probe.ts'
import {
  attempt,
  judgingTime,
  putOff,
  reasonOf,
  refusedUnless,
  unknownFor,
} from '../probe-library/attempt.ts'
import { type Dialect, inspectLines } from '../probe-library/line-inspection.ts'
import { tlsOf, tlsOptions } from '../probe-library/tls.ts'

/** Response codes of RFC 5530 and RFC 9051 that judge no password; many servers refuse one without any code. */
const codes: Readonly<Record<string, ProbeUnknown>> = {
  UNAVAILABLE: 'try-later',
  LIMIT: 'try-later',
  INUSE: 'try-later',
  SERVERBUG: 'try-later',
  PRIVACYREQUIRED: 'plain-not-allowed',
  CONTACTADMIN: 'locked',
  EXPIRED: 'locked',
  NOPERM: 'locked',
  AUTHORIZATIONFAILED: 'locked',
  ALERT: 'locked',
}

const greeted = [
  { say: '* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready' },
  { expect: /^1 AUTHENTICATE PLAIN/ },
  { say: '+ ' },
  { expect: /^[\w+/]+=*\r$/ },
]

const isTagged = (line: string) => line.startsWith('a ')

const dialect: Dialect = {
  isLast: () => true,
  begin: async conversation => (await conversation.ask('a STARTTLS', isTagged)).join().includes('a OK'),
  takesPlain: async conversation => {
    const told = (await conversation.ask('a CAPABILITY', isTagged)).join(' ')
    return /\bCAPABILITY\b/.test(told) ? !/\bLOGINDISABLED\b/i.test(told) : undefined
  },
}

/** IMAP (RFC 9051): STARTTLS before the password; in clear only where the system is declared so. */
export default {
  name: 'imap',
  protocols: ['imap', 'imaps'],
  about: {
    en: 'Logs in to an IMAP mailbox, by STARTTLS unless the system is declared plain.',
    ja: 'IMAPのメールボックスにログインして確かめます。平文と申告されていない限りSTARTTLSを使います。',
  },
  tryLogin: (target, login, password, limits) =>
    attempt(limits, async ({ onEnd, onSent }) => {
      const { ImapFlow } = await import('imapflow')
      const client = new ImapFlow({
        host: target.address,
        port: target.port,
        secure: target.tls === 'implicit',
        doSTARTTLS: target.tls === 'upgrade',
        tls: tlsOptions(target),
        auth: {
          user: login,
          // Read when it goes out, which nothing else tells.
          get pass() {
            onSent()
            return password.reveal()
          },
        },
        logger: false,
        verifyOnly: true,
        disableCompression: true,
        disableAutoIdle: true,
        maxLiteralSize: limits.bytes,
        connectionTimeout: limits.milliseconds,
        greetingTimeout: limits.milliseconds,
        socketTimeout: judgingTime(limits),
      })
      client.on('error', () => undefined)
      onEnd(() => client.close())
      // The socket is gone by the time the answer is here; every tagged response passes by.
      let tls: ReturnType<typeof tlsOf> = {}
      client.on('response', () => {
        tls = { ...tls, ...tlsOf(Reflect.get(client, 'socket')) }
      })
      // Which method the server let in by; a server that greets with PREAUTH has judged no password.
      const isIn = () => [...(Reflect.get(client, 'authCapabilities') as Methods).values()].includes(true)
      const fault = await client.connect().catch((error: Fault) => error)
      if (isIn()) return { answer: 'accepted', ...tls }
      return { ...(fault instanceof Error ? readFault(fault) : unknownFor('no-password-asked')), ...tls }
    }),
  inspect: (target, limits) => inspectLines(target, limits, dialect),
  examples: [
    {
      about: 'takes OK for accepted',
      protocol: 'imap',
      script: [
        ...greeted,
        { say: '1 OK [CAPABILITY IMAP4rev1] in' },
        { expect: /^2 LIST/ },
        { say: '2 OK' },
        { expect: /^3 LOGOUT/ },
        { say: '3 OK' },
      ],
      answer: { answer: 'accepted' },
    },
    {
      about: 'takes NO [AUTHENTICATIONFAILED] for refused',
      protocol: 'imap',
      script: [...greeted, { say: '1 NO [AUTHENTICATIONFAILED] Authentication failed.' }],
      answer: { answer: 'refused' },
    },
    {
      about: 'takes NO without any code for refused',
      protocol: 'imap',
      script: [...greeted, { say: '1 NO Login failed.' }],
      answer: { answer: 'refused' },
    },
    {
      about: 'does not take the words of our own gate for a refusal',
      protocol: 'imap',
      script: [...greeted, { say: '1 NO [ALERT] Access from this address is not permitted' }],
      answer: { answer: 'unknown', reason: 'denied-by-own-gate' },
    },
    {
      about: 'does not take another alert for a refusal',
      protocol: 'imap',
      script: [...greeted, { say: '1 NO [ALERT] Log in on the web first.' }],
      answer: { answer: 'unknown', reason: 'locked' },
    },
    {
      about: 'does not take a code it has never heard of for a refusal',
      protocol: 'imap',
      script: [...greeted, { say: '1 NO [XKANRI] Ask the office.' }],
      answer: { answer: 'unknown', reason: 'unreadable' },
    },
    {
      about: 'does not take [UNAVAILABLE] for a refusal',
      protocol: 'imap',
      script: [...greeted, { say: '1 NO [UNAVAILABLE] Temporary authentication failure.' }],
      answer: { answer: 'unknown', reason: 'try-later' },
    },
    {
      about: 'does not take BAD for a refusal',
      protocol: 'imap',
      script: [...greeted, { say: '1 BAD what?' }],
      answer: { answer: 'unknown', reason: 'unreadable' },
    },
    {
      about: 'sends no password to a server that greets as already logged in',
      protocol: 'imap',
      script: [
        { say: '* PREAUTH [CAPABILITY IMAP4rev1] welcome' },
        { expect: /^1 LIST/ },
        { say: '1 OK' },
        { expect: /^2 LOGOUT/ },
        { say: '2 OK bye' },
      ],
      answer: { answer: 'unknown', reason: 'no-password-asked' },
    },
    {
      about: 'sends no password where login is disabled',
      protocol: 'imap',
      script: [{ say: '* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] ready' }],
      answer: { answer: 'unknown', reason: 'not-offered' },
    },
  ],
} satisfies Probe

type Methods = ReadonlyMap<string, boolean>

interface Fault extends Error {
  readonly authenticationFailed?: boolean
  readonly tlsFailed?: boolean
  readonly serverResponseCode?: string
  readonly responseStatus?: string
  readonly response?: unknown
}

function readFault(fault: Fault): LoginAnswer {
  const { authenticationFailed, tlsFailed, serverResponseCode = '', responseStatus, response } = fault
  if (authenticationFailed && responseStatus === undefined) return unknownFor('not-offered')
  if (authenticationFailed && responseStatus === 'NO') {
    const words = String(response)
    const code = serverResponseCode.toUpperCase()
    if (code === '' || code === 'AUTHENTICATIONFAILED') return refusedUnless(words)
    return unknownFor(putOff(words) ?? codes[code] ?? 'unreadable')
  }
  if (tlsFailed && reasonOf(fault) === 'unreadable') return unknownFor('plain-not-allowed')
  return unknownFor(reasonOf(fault))
}
