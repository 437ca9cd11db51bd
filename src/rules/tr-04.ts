import { z } from 'zod'
import { enumerate } from '../core/enumeration.ts'
import { defineRule, unknown } from '../core/rule.ts'
import type { Endpoint } from '../core/system.ts'
import {
  crossesNetwork,
  endpointName,
  judgeTransport,
  noEndpoints,
  serviceOf,
  transportOf,
} from '../core/transport.ts'

/** Mail submission whose password may cross the network in clear. */
export default defineRule({
  id: 'TR-04',
  subject: 'system',
  severity: 'high',
  title: { en: 'SMTP login without required TLS', ja: 'TLS必須でないSMTP認証' },
  references: ['OWASP ASVS 5.0 12.3.1', 'CIS Controls v8.1 3.10', 'PCI DSS 4.0.1 8.3.2'],
  remedy: {
    en: 'Take SMTP logins on 465, or on 587 with STARTTLS required; offer none on 25.',
    ja: 'SMTP認証は465、またはSTARTTLS必須の587のみで受け付け、25では提供しないでください。',
  },
  reasons: {
    plain: {
      en: 'SMTP logins cross the network unencrypted: {endpoints}.',
      ja: 'SMTP認証のログイン情報が暗号化されずに流れます: {endpoints}。',
    },
    optional: {
      en: 'STARTTLS is offered but not required, so a password may go unencrypted: {endpoints}.',
      ja: 'STARTTLSが必須でないため、暗号化せずに認証できてしまいます: {endpoints}。',
    },
    undeclared: {
      en: 'Whether TLS is required is not declared: {endpoints}.',
      ja: 'TLSが必須かどうか登録されていません: {endpoints}。',
    },
    'purpose-undeclared': {
      en: 'Port 25 without a declared purpose; whether it takes logins is unknown: {endpoints}.',
      ja: '25番ポートの用途が未登録で、SMTP認証を受け付けるか不明です: {endpoints}。',
    },
    'no-endpoints': noEndpoints,
  },
  options: z.strictObject({}),
  opens: 'plaintext',
  check: ({ system }) => {
    const submission = system.endpoints.filter(endpoint => serviceOf(endpoint) === 'submission')
    const verdict = judgeTransport(
      system,
      endpoint => submission.includes(endpoint) && takesLogin(endpoint) === true,
    )
    if (verdict.verdict !== 'good') return verdict
    const unclear = submission.filter(
      endpoint =>
        takesLogin(endpoint) === undefined &&
        transportOf(endpoint) !== 'encrypted' &&
        crossesNetwork(endpoint, system),
    )
    if (unclear.length === 0) return verdict
    return unknown('purpose-undeclared', { endpoints: enumerate(unclear.map(endpointName)) })
  },
  examples: {
    good: [
      {
        about: 'submission on 465, port 25 only takes mail from other servers',
        subject: {
          system: {
            kind: 'mail',
            endpoints: [
              { protocol: 'smtps', host: 'mail.aoba.example', port: 465 },
              { protocol: 'smtp', host: 'mail.aoba.example', port: 25, tls: 'optional', purpose: 'public' },
            ],
          },
        },
      },
    ],
    bad: [
      {
        about: 'submission on 587 without TLS',
        subject: {
          system: {
            kind: 'mail',
            endpoints: [{ protocol: 'smtp', host: 'mail.aoba.example', port: 587, tls: 'none' }],
          },
        },
        reason: 'plain',
      },
      {
        about: 'submission on 587 with optional STARTTLS',
        subject: {
          system: {
            kind: 'mail',
            endpoints: [{ protocol: 'submission', host: 'mail.aoba.example', port: 587, tls: 'optional' }],
          },
        },
        reason: 'optional',
      },
    ],
    unknown: [
      {
        about: 'port 587, nothing said of TLS',
        subject: {
          system: { kind: 'mail', endpoints: [{ protocol: 'smtp', host: 'mail.aoba.example', port: 587 }] },
        },
        reason: 'undeclared',
      },
      {
        about: 'port 25 that may take logins',
        subject: {
          system: {
            kind: 'mail',
            endpoints: [{ protocol: 'smtp', host: 'mail.aoba.example', port: 25, tls: 'optional' }],
          },
        },
        reason: 'purpose-undeclared',
      },
      { about: 'no endpoint is declared', subject: { system: { endpoints: [] } }, reason: 'no-endpoints' },
    ],
  },
})

/** Port 25 mostly takes mail from other servers, which do not log in; only the owner can tell. */
function takesLogin({ port, purpose }: Endpoint): boolean | undefined {
  if (purpose !== undefined) return purpose !== 'public'
  return port === 25 ? undefined : true
}
