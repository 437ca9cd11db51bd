import { z } from 'zod'
import { enumerate } from '../core/enumeration.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'
import { crossesNetwork, endpointName, noEndpoints, speaksTls } from '../core/transport.ts'

/** Endpoints that still speak TLS versions older than allowed. */
export default defineRule({
  id: 'TR-05',
  subject: 'system',
  severity: 'high',
  title: { en: 'Outdated TLS version', ja: '古いTLSバージョン' },
  references: ['OWASP ASVS 5.0 12.1.1'],
  remedy: {
    en: 'Allow TLS 1.2 and 1.3 only.',
    ja: 'TLS 1.2と1.3のみを許可してください。',
  },
  reasons: {
    outdated: {
      en: 'Endpoints accept {versions}: {endpoints}.',
      ja: '{versions}を受け付けます: {endpoints}。',
    },
    'versions-undeclared': {
      en: 'The accepted TLS versions are not declared: {endpoints}.',
      ja: '受け付けるTLSバージョンが登録されていません: {endpoints}。',
    },
    'no-endpoints': noEndpoints,
  },
  options: z.strictObject({
    allowed: z.array(z.string()).min(1).default(['TLSv1.2', 'TLSv1.3']),
  }),
  check: ({ system }, { allowed }) => {
    if (system.endpoints.length === 0) return unknown('no-endpoints')
    const fine = allowed.map(plainVersion)
    const judged = system.endpoints
      .filter(endpoint => speaksTls(endpoint) && crossesNetwork(endpoint, system))
      .map(endpoint => ({
        name: endpointName(endpoint),
        old: endpoint.tlsVersions?.filter(version => !fine.includes(plainVersion(version))),
      }))
    const outdated = judged.filter(({ old }) => old !== undefined && old.length > 0)
    if (outdated.length > 0) {
      const endpoints = outdated.map(({ name }) => name)
      const versions = [...new Set(outdated.flatMap(({ old }) => old ?? []))]
      const values = { endpoints: enumerate(endpoints), versions: enumerate(versions) }
      return bad('outdated', values, { evidence: { endpoints, versions } })
    }
    const undeclared = judged.filter(({ old }) => old === undefined).map(({ name }) => name)
    return undeclared.length > 0 ? unknown('versions-undeclared', { endpoints: enumerate(undeclared) }) : good
  },
  examples: {
    good: [
      {
        about: 'TLS 1.2 and 1.3 only',
        subject: {
          system: {
            endpoints: [
              {
                protocol: 'https',
                host: 'shop.aoba.example',
                port: 443,
                tlsVersions: ['TLSv1.2', 'TLSv1.3'],
              },
            ],
          },
        },
      },
      {
        about: 'SSH does not speak TLS',
        subject: { system: { endpoints: [{ protocol: 'ssh', host: 'vps.aoba.example', port: 22 }] } },
      },
    ],
    bad: [
      {
        about: 'TLS 1.0 still accepted',
        subject: {
          system: {
            endpoints: [
              { protocol: 'https', host: 'shop.aoba.example', port: 443, tlsVersions: ['TLSv1', 'TLSv1.2'] },
            ],
          },
        },
        reason: 'outdated',
      },
      {
        about: 'TLS 1.2 where the policy wants 1.3 alone',
        subject: {
          system: {
            endpoints: [
              { protocol: 'imaps', host: 'mail.aoba.example', port: 993, tlsVersions: ['TLS 1.2'] },
            ],
          },
        },
        options: { allowed: ['TLSv1.3'] },
        reason: 'outdated',
      },
    ],
    unknown: [
      {
        about: 'HTTPS, nothing said of its versions',
        subject: { system: { endpoints: [{ protocol: 'https', host: 'shop.aoba.example', port: 443 }] } },
        reason: 'versions-undeclared',
      },
      { about: 'no endpoint is declared', subject: { system: { endpoints: [] } }, reason: 'no-endpoints' },
    ],
  },
})

/** `TLSv1.0`, `TLS 1.0`, `tls1` → `tls1`. */
function plainVersion(version: string): string {
  return version
    .toLowerCase()
    .replace(/[\sv_-]/g, '')
    .replace(/\.0$/, '')
}
