import { z } from 'zod'
import {
  allowlistReasons,
  badEntries,
  isForEverybody,
  judgeAllowlist,
  type ListedNetwork,
} from '../core/guard.ts'
import { defineRule, good } from '../core/rule.ts'

const prefix = (bits: number, fallback: number) => z.int().min(0).max(bits).default(fallback)

/** Allowlist entries wider than anybody's own network. */
export default defineRule({
  id: 'NW-03',
  subject: 'system',
  severity: 'medium',
  title: { en: 'Allowlist entry too wide', ja: '広すぎる許可範囲' },
  references: ['CIS Controls v8.1 4.4'],
  remedy: {
    en: 'Narrow the entries to the addresses people really come from.',
    ja: '実際の接続元に合わせて、許可範囲を必要最小限にしてください。',
  },
  reasons: {
    'far-too-wide': {
      en: 'Entries wider than /{ipv4} (IPv4) or /{ipv6} (IPv6): {entries}.',
      ja: '/{ipv4}(IPv4)または/{ipv6}(IPv6)より広い許可があります: {entries}。',
    },
    wide: {
      en: 'Entries wider than /{ipv4} (IPv4) or /{ipv6} (IPv6): {entries}.',
      ja: '/{ipv4}(IPv4)または/{ipv6}(IPv6)より広い許可があります: {entries}。',
    },
    ...allowlistReasons,
  },
  /** Narrowest prefix that is still too wide is one less than these. */
  options: z.strictObject({
    ipv4High: prefix(32, 16),
    ipv4Medium: prefix(32, 24),
    ipv6High: prefix(128, 32),
    ipv6Medium: prefix(128, 48),
  }),
  check: (subject, { ipv4High, ipv4Medium, ipv6High, ipv6Medium }) => {
    if (isForEverybody(subject.system)) return good
    return judgeAllowlist(subject, listed => {
      const far = badWider('far-too-wide', listed, { 4: ipv4High, 6: ipv6High }, 'high')
      return far.verdict === 'bad'
        ? far
        : badWider('wide', listed, { 4: ipv4Medium, 6: ipv6Medium }, 'medium')
    })
  },
  examples: {
    good: [
      {
        about: 'an office network and a single address',
        subject: {
          allowlist: [
            { network: '192.168.1.0/24', createdAt: '2026-10-01T00:00:00Z' },
            { network: '203.0.113.10/32', createdAt: '2026-10-01T00:00:00Z' },
            { network: '2001:db8:1::/48', createdAt: '2026-10-01T00:00:00Z' },
          ],
        },
      },
      {
        about: 'a web site that is there for everybody',
        subject: {
          system: {
            kind: 'website',
            endpoints: [{ protocol: 'https', host: 'www.aoba.example', port: 443, purpose: 'public' }],
          },
          allowlist: [{ network: '0.0.0.0/0', createdAt: '2026-10-01T00:00:00Z' }],
        },
      },
    ],
    bad: [
      {
        about: 'a whole provider',
        subject: { allowlist: [{ network: '203.0.0.0/12', createdAt: '2026-10-01T00:00:00Z' }] },
        reason: 'far-too-wide',
        severity: 'high',
      },
      {
        about: 'IPv6 just wider than /32',
        subject: { allowlist: [{ network: '2001:db8::/31', createdAt: '2026-10-01T00:00:00Z' }] },
        reason: 'far-too-wide',
        severity: 'high',
      },
      {
        about: 'just wider than /24',
        subject: { allowlist: [{ network: '203.0.112.0/23', createdAt: '2026-10-01T00:00:00Z' }] },
        reason: 'wide',
        severity: 'medium',
      },
    ],
    unknown: [
      {
        about: 'inventory without any allowlist',
        subject: { system: { kind: 'inventory', exposure: 'intranet' } },
        reason: 'no-allowlist',
      },
      {
        about: 'an entry nobody can read',
        subject: { allowlist: [{ network: '10.0.0.0/33', createdAt: '2026-10-01T00:00:00Z' }] },
        reason: 'unreadable',
      },
    ],
  },
})

function badWider(
  reason: string,
  listed: readonly ListedNetwork[],
  least: Readonly<Record<4 | 6, number>>,
  severity: 'high' | 'medium',
) {
  const wider = listed.filter(({ network }) => network.prefix < least[network.family])
  const verdict = badEntries(reason, wider, severity)
  if (verdict.verdict !== 'bad') return verdict
  return { ...verdict, values: { ...verdict.values, ipv4: least[4], ipv6: least[6] } }
}
