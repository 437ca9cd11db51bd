import { z } from 'zod'
import { defineRule } from '../core/rule.ts'
import { judgeTransport, noEndpoints, type Service, serviceOf } from '../core/transport.ts'

/** With what is in no table, a misspelt name among it: nobody else asks after that. */
const concerned: readonly (Service | undefined)[] = [
  'terminal',
  'desktop',
  'database',
  'directory',
  undefined,
]

/** Remote administration, databases and services of an unknown kind that can be listened to. */
export default defineRule({
  id: 'TR-07',
  subject: 'system',
  severity: 'high',
  title: {
    en: 'Unencrypted remote administration or database',
    ja: '暗号化されない遠隔管理・データベース接続',
  },
  references: ['CIS Controls v8.1 4.6', 'OWASP ASVS 5.0 12.3.1'],
  remedy: {
    en: 'Use SSH, a VPN or TLS for administration and database connections.',
    ja: '管理通信とデータベース接続はSSH・VPN・TLSに切り替えてください。',
  },
  reasons: {
    plain: {
      en: 'Logins to administration, a database or a service of another kind cross the network unencrypted: {endpoints}.',
      ja: '管理・データベース・その他のログイン情報が暗号化されずに流れます: {endpoints}。',
    },
    optional: {
      en: 'Encryption is offered but not required: {endpoints}.',
      ja: '暗号化が必須になっていません: {endpoints}。',
    },
    undeclared: {
      en: 'Whether encryption is required is not declared: {endpoints}.',
      ja: '暗号化が必須かどうか登録されていません: {endpoints}。',
    },
    'no-endpoints': noEndpoints,
  },
  options: z.strictObject({}),
  opens: 'plaintext',
  check: ({ system }) => judgeTransport(system, endpoint => concerned.includes(serviceOf(endpoint))),
  examples: {
    good: [
      {
        about: 'SSH, and a database on loopback',
        subject: {
          system: {
            endpoints: [
              { protocol: 'ssh', host: 'vps.aoba.example', port: 22 },
              { protocol: 'mysql', host: '127.0.0.1', port: 3306 },
            ],
          },
        },
      },
    ],
    bad: [
      {
        about: 'telnet to the stock terminal server',
        subject: {
          system: {
            exposure: 'intranet',
            endpoints: [{ protocol: 'telnet', host: '192.168.1.30', port: 23 }],
          },
        },
        reason: 'plain',
      },
      {
        about: 'a database that also takes unencrypted logins',
        subject: {
          system: {
            kind: 'database',
            exposure: 'intranet',
            endpoints: [{ protocol: 'postgresql', host: '192.168.1.31', port: 5432, tls: 'optional' }],
          },
        },
        reason: 'optional',
      },
      {
        about: 'a protocol that nobody knows, declared without TLS',
        subject: {
          system: { endpoints: [{ protocol: 'fpt', host: 'ftp.aoba.example', port: 21, tls: 'none' }] },
        },
        reason: 'plain',
      },
    ],
    unknown: [
      {
        about: 'a protocol that nobody knows, nothing said of TLS',
        subject: { system: { endpoints: [{ protocol: 'fpt', host: 'ftp.aoba.example', port: 21 }] } },
        reason: 'undeclared',
      },
      {
        about: 'a database, nothing said of TLS',
        subject: {
          system: {
            kind: 'database',
            exposure: 'intranet',
            endpoints: [{ protocol: 'mysql', host: '192.168.1.31', port: 3306 }],
          },
        },
        reason: 'undeclared',
      },
      { about: 'no endpoint is declared', subject: { system: { endpoints: [] } }, reason: 'no-endpoints' },
    ],
  },
})
