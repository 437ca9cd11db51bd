import { z } from 'zod'
import { defineRule } from '../core/rule.ts'
import { judgeTransport, noEndpoints, serviceOf } from '../core/transport.ts'

/** File transfer that lets a password cross the network in clear. */
export default defineRule({
  id: 'TR-01',
  subject: 'system',
  severity: 'critical',
  title: { en: 'FTP login in plaintext', ja: '平文FTPでのログイン' },
  references: ['CIS Controls v8.1 3.10', 'PCI DSS 4.0.1 8.3.2', 'OWASP ASVS 5.0 12.3.1'],
  remedy: {
    en: 'Switch to SFTP or FTPS and close plain FTP; then change every password that went over it.',
    ja: 'FTPをSFTPまたはFTPSに切り替えて平文FTPを閉じ、使用していたパスワードをすべて変更してください。',
  },
  reasons: {
    plain: {
      en: 'Logins cross the network unencrypted: {endpoints}.',
      ja: 'ログイン情報が暗号化されずに流れます: {endpoints}。',
    },
    optional: {
      en: 'TLS is offered but not required, so a client may send its password unencrypted: {endpoints}.',
      ja: 'TLSが必須でないため、暗号化せずにログインできてしまいます: {endpoints}。',
    },
    'no-endpoints': noEndpoints,
  },
  options: z.strictObject({}),
  opens: 'plaintext',
  check: ({ system }) => judgeTransport(system, endpoint => serviceOf(endpoint) === 'files', 'high'),
  examples: {
    good: [
      {
        about: 'files go over SFTP',
        subject: { system: { endpoints: [{ protocol: 'sftp', host: 'files.aoba.example', port: 22 }] } },
      },
      {
        about: 'FTP with TLS required before the login',
        subject: {
          system: { endpoints: [{ protocol: 'ftp', host: 'files.aoba.example', port: 21, tls: 'required' }] },
        },
      },
      {
        about: 'FTP that only the server itself reaches',
        subject: { system: { endpoints: [{ protocol: 'ftp', host: '127.0.0.1', port: 21 }] } },
      },
    ],
    bad: [
      {
        about: 'plain FTP on the rented server',
        subject: { system: { endpoints: [{ protocol: 'ftp', host: 'files.aoba.example', port: 21 }] } },
        reason: 'plain',
        severity: 'critical',
      },
      {
        about: 'FTP that also takes TLS',
        subject: {
          system: { endpoints: [{ protocol: 'ftp', host: 'files.aoba.example', port: 21, tls: 'optional' }] },
        },
        reason: 'optional',
        severity: 'high',
      },
    ],
    unknown: [
      { about: 'no endpoint is declared', subject: { system: { endpoints: [] } }, reason: 'no-endpoints' },
    ],
  },
})
