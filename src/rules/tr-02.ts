import { z } from 'zod'
import { enumerate } from '../core/enumeration.ts'
import { defineRule, unknown } from '../core/rule.ts'
import type { Endpoint, System } from '../core/system.ts'
import { endpointName, isPlaintext, judgeTransport, noEndpoints, serviceOf } from '../core/transport.ts'

/** Web logins and WebDAV without TLS. */
export default defineRule({
  id: 'TR-02',
  subject: 'system',
  severity: 'critical',
  title: { en: 'Web login or WebDAV without TLS', ja: 'TLSなしのWebログイン・WebDAV' },
  references: ['OWASP ASVS 5.0 12.2.1', 'CIS Controls v8.1 3.10', 'PCI DSS 4.0.1 8.3.2'],
  remedy: {
    en: 'Serve logins and WebDAV on HTTPS only; let plain HTTP do nothing but redirect.',
    ja: 'ログイン画面とWebDAVはHTTPSのみで提供し、HTTPは転送専用にしてください。',
  },
  reasons: {
    plain: {
      en: 'Logins cross the network unencrypted: {endpoints}.',
      ja: 'ログイン情報が暗号化されずに流れます: {endpoints}。',
    },
    optional: {
      en: 'TLS is offered but not required: {endpoints}.',
      ja: 'TLSが必須になっていません: {endpoints}。',
    },
    'purpose-undeclared': {
      en: 'Plain HTTP without a declared purpose; whether anybody logs in there is unknown: {endpoints}.',
      ja: '用途が未登録のHTTPがあり、ログインに使われているか不明です: {endpoints}。',
    },
    'no-endpoints': noEndpoints,
  },
  options: z.strictObject({}),
  opens: 'plaintext',
  check: ({ system }) => {
    const verdict = judgeTransport(system, endpoint => takesLogin(endpoint, system) === true, 'high')
    if (verdict.verdict !== 'good') return verdict
    const unclear = system.endpoints.filter(
      endpoint => takesLogin(endpoint, system) === undefined && isPlaintext(endpoint, system),
    )
    if (unclear.length === 0) return verdict
    return unknown('purpose-undeclared', { endpoints: enumerate(unclear.map(endpointName)) })
  },
  examples: {
    good: [
      {
        about: 'login over HTTPS, plain HTTP only redirects',
        subject: {
          system: {
            endpoints: [
              { protocol: 'https', host: 'shop.aoba.example', port: 443, purpose: 'login' },
              { protocol: 'http', host: 'shop.aoba.example', port: 80, purpose: 'public' },
            ],
          },
        },
      },
      {
        about: 'a test page on loopback',
        subject: { system: { endpoints: [{ protocol: 'http', host: 'localhost', port: 8080 }] } },
      },
      {
        about: 'a system only its own server reaches',
        subject: {
          system: { exposure: 'localhost', endpoints: [{ protocol: 'http', host: '192.0.2.10', port: 80 }] },
        },
      },
    ],
    bad: [
      {
        about: 'WebDAV with Basic authentication over HTTP',
        subject: {
          system: { kind: 'webdav', endpoints: [{ protocol: 'webdav', host: 'dav.aoba.example', port: 80 }] },
        },
        reason: 'plain',
        severity: 'critical',
      },
      {
        about: 'an inventory login over HTTP on the intranet',
        subject: {
          system: {
            kind: 'inventory',
            exposure: 'intranet',
            endpoints: [{ protocol: 'http', host: '192.168.1.20', port: 80 }],
          },
        },
        reason: 'plain',
      },
      {
        about: 'HTTPS beside HTTP for the same login',
        subject: {
          system: {
            endpoints: [
              { protocol: 'http', host: 'shop.aoba.example', port: 80, tls: 'optional', purpose: 'login' },
            ],
          },
        },
        reason: 'optional',
        severity: 'high',
      },
    ],
    unknown: [
      {
        about: 'a web site on HTTP that may have an administration page',
        subject: {
          system: { kind: 'website', endpoints: [{ protocol: 'http', host: 'www.aoba.example', port: 80 }] },
        },
        reason: 'purpose-undeclared',
      },
      { about: 'no endpoint is declared', subject: { system: { endpoints: [] } }, reason: 'no-endpoints' },
    ],
  },
})

/** Whether people log in at a web endpoint; a web site may be there to be read only, so only its owner can tell. */
function takesLogin(endpoint: Endpoint, { kind }: System): boolean | undefined {
  const service = serviceOf(endpoint)
  if (service === 'webdav') return true
  if (service !== 'web' || endpoint.purpose === 'public') return false
  return endpoint.purpose === undefined && kind === 'website' ? undefined : true
}
