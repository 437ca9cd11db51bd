import { z } from 'zod'
import { defineRule } from '../core/rule.ts'
import { judgeTransport, noEndpoints, serviceOf } from '../core/transport.ts'

/** Mailboxes whose password may cross the network in clear. */
export default defineRule({
  id: 'TR-03',
  subject: 'system',
  severity: 'high',
  title: { en: 'Mailbox login without required TLS', ja: 'TLS必須でないメール受信' },
  references: ['OWASP ASVS 5.0 12.3.1', 'CIS Controls v8.1 3.10', 'PCI DSS 4.0.1 8.3.2'],
  remedy: {
    en: 'Offer mailboxes on 993 (IMAPS) and 995 (POP3S) only, or require STARTTLS before the login.',
    ja: '受信は993(IMAPS)と995(POP3S)のみにするか、ログイン前のSTARTTLSを必須にしてください。',
  },
  reasons: {
    plain: {
      en: 'Mailbox logins cross the network unencrypted: {endpoints}.',
      ja: 'メール受信のログイン情報が暗号化されずに流れます: {endpoints}。',
    },
    optional: {
      en: 'STARTTLS is offered but not required, so a password may go unencrypted: {endpoints}.',
      ja: 'STARTTLSが必須でないため、暗号化せずにログインできてしまいます: {endpoints}。',
    },
    undeclared: {
      en: 'Whether TLS is required is not declared: {endpoints}.',
      ja: 'TLSが必須かどうか登録されていません: {endpoints}。',
    },
    'no-endpoints': noEndpoints,
  },
  options: z.strictObject({}),
  opens: 'plaintext',
  check: ({ system }) => judgeTransport(system, endpoint => serviceOf(endpoint) === 'mailbox'),
  examples: {
    good: [
      {
        about: 'IMAP on 993',
        subject: {
          system: { kind: 'mail', endpoints: [{ protocol: 'imaps', host: 'mail.aoba.example', port: 993 }] },
        },
      },
      {
        about: 'IMAP on 143 with STARTTLS required',
        subject: {
          system: {
            kind: 'mail',
            endpoints: [{ protocol: 'imap', host: 'mail.aoba.example', port: 143, tls: 'required' }],
          },
        },
      },
    ],
    bad: [
      {
        about: 'POP3 without TLS',
        subject: {
          system: {
            kind: 'mail',
            endpoints: [{ protocol: 'pop3', host: 'mail.aoba.example', port: 110, tls: 'none' }],
          },
        },
        reason: 'plain',
      },
      {
        about: 'IMAP with optional STARTTLS',
        subject: {
          system: {
            kind: 'mail',
            endpoints: [{ protocol: 'imap', host: 'mail.aoba.example', port: 143, tls: 'optional' }],
          },
        },
        reason: 'optional',
        severity: 'high',
      },
    ],
    unknown: [
      {
        about: 'IMAP on 143, nothing said of TLS',
        subject: {
          system: { kind: 'mail', endpoints: [{ protocol: 'imap', host: 'mail.aoba.example', port: 143 }] },
        },
        reason: 'undeclared',
      },
      { about: 'no endpoint is declared', subject: { system: { endpoints: [] } }, reason: 'no-endpoints' },
    ],
  },
})
