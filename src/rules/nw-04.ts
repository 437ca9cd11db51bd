import { z } from 'zod'
import { allowlistReasons, badEntries, judgeAllowlist } from '../core/guard.ts'
import { isPublic } from '../core/network.ts'
import { bad, defineRule, good } from '../core/rule.ts'
import { privateKinds } from '../core/system.ts'
import { endpointName } from '../core/transport.ts'

/** Private data that somebody outside the company's own networks can reach. */
export default defineRule({
  id: 'NW-04',
  subject: 'system',
  severity: 'critical',
  title: { en: 'Private system reachable from outside', ja: '社内システムが社外から接続可能' },
  references: ['ISO/IEC 27001:2022 A.8.22', 'CIS Controls v8.1 3.12'],
  remedy: {
    en: 'Move it behind the VPN or into the intranet, and allow private addresses only.',
    ja: '在庫・会計などは社内またはVPN経由のみとし、私設アドレスだけを許可してください。',
  },
  reasons: {
    exposed: {
      en: 'A system with private data is reachable from the internet.',
      ja: '社内データを扱うシステムがインターネットから接続できます。',
    },
    'public-source': {
      en: 'The allowlist lets public addresses in: {entries}.',
      ja: '社外のグローバルアドレスを許可しています: {entries}。',
    },
    ...allowlistReasons,
  },
  options: z.strictObject({}),
  check: subject => {
    const { system } = subject
    if (!privateKinds.includes(system.kind)) return good
    if (system.exposure === 'internet') {
      return bad('exposed', {}, { evidence: { endpoints: system.endpoints.map(endpointName) } })
    }
    return judgeAllowlist(subject, listed =>
      badEntries(
        'public-source',
        listed.filter(({ network }) => isPublic(network)),
      ),
    )
  },
  examples: {
    good: [
      {
        about: 'accounting for office and loopback',
        subject: {
          system: { kind: 'accounting', exposure: 'intranet' },
          allowlist: [
            { network: '192.168.1.0/24', createdAt: '2026-10-01T00:00:00Z' },
            { network: '127.0.0.1/32', createdAt: '2026-10-01T00:00:00Z' },
            { network: 'fd00:1::/64', createdAt: '2026-10-01T00:00:00Z' },
          ],
        },
      },
      { about: 'a shop is meant to be reached', subject: { system: { kind: 'shop', exposure: 'internet' } } },
    ],
    bad: [
      {
        about: 'inventory on the internet',
        subject: {
          system: {
            kind: 'inventory',
            exposure: 'internet',
            endpoints: [{ protocol: 'https', host: 'stock.aoba.example', port: 443 }],
          },
        },
        reason: 'exposed',
      },
      {
        about: "points that take a contractor's public address",
        subject: {
          system: { kind: 'points', exposure: 'intranet' },
          allowlist: [{ network: '203.0.113.0/28', label: 'contractor', createdAt: '2026-10-01T00:00:00Z' }],
        },
        reason: 'public-source',
      },
      {
        about: 'a private block made wider than it is',
        subject: {
          system: { kind: 'accounting', exposure: 'intranet' },
          allowlist: [{ network: '172.0.0.0/8', createdAt: '2026-10-01T00:00:00Z' }],
        },
        reason: 'public-source',
      },
    ],
    unknown: [
      {
        about: 'accounting in the intranet without any allowlist',
        subject: { system: { kind: 'accounting', exposure: 'intranet' } },
        reason: 'no-allowlist',
      },
      {
        about: 'an entry nobody can read',
        subject: {
          system: { kind: 'accounting', exposure: 'intranet' },
          allowlist: [{ network: 'office', createdAt: '2026-10-01T00:00:00Z' }],
        },
        reason: 'unreadable',
      },
    ],
  },
})
