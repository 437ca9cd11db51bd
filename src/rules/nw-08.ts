import { z } from 'zod'
import { allowlistReasons, badEntries, judgeAllowlist, type ListedNetwork } from '../core/guard.ts'
import { bad, defineRule, good } from '../core/rule.ts'

/** IPv4 is restricted, and IPv6 walks past it. */
export default defineRule({
  id: 'NW-08',
  subject: 'system',
  severity: 'high',
  title: { en: 'IPv6 open while IPv4 is restricted', ja: 'IPv4は制限、IPv6は開放' },
  references: ['OWASP ASVS 5.0 15.3.4'],
  remedy: {
    en: 'Restrict IPv6 as IPv4, and write IPv4 addresses as IPv4, never as ::ffff:….',
    ja: 'IPv6にもIPv4と同じ制限を適用し、IPv4アドレスを::ffff:…の形で書かないでください。',
  },
  reasons: {
    'ipv6-open': {
      en: 'IPv4 is restricted, but IPv6 is open: {entries}.',
      ja: 'IPv4は制限されていますが、IPv6が開放されています: {entries}。',
    },
    mapped: {
      en: 'IPv4 written as IPv6, which servers read differently: {entries}.',
      ja: 'IPv4がIPv6形式で書かれており、サーバーによって解釈が異なります: {entries}。',
    },
    ...allowlistReasons,
  },
  options: z.strictObject({
    /** An IPv6 network this wide or wider counts as open; 2000::/3 is all of the public IPv6 internet. */
    openPrefix: z.int().min(0).max(128).default(3),
  }),
  check: (subject, { openPrefix }) => {
    const mapped = subject.allowlist?.filter(({ network }) => /^::ffff:/i.test(network)) ?? []
    if (mapped.length > 0) {
      const entries = mapped.map(({ network }) => network)
      return bad('mapped', { entries: entries.join(', ') }, { evidence: { entries } })
    }
    return judgeAllowlist(subject, listed => {
      const open = (family: ListedNetwork['network']['family'], prefix: number) =>
        listed.filter(({ network }) => network.family === family && network.prefix <= prefix)
      return open(4, 0).length > 0 ? good : badEntries('ipv6-open', open(6, openPrefix))
    })
  },
  examples: {
    good: [
      {
        about: 'both families restricted',
        subject: {
          allowlist: [
            { network: '203.0.113.0/28', createdAt: '2026-10-01T00:00:00Z' },
            { network: '2001:db8:1::/48', createdAt: '2026-10-01T00:00:00Z' },
          ],
        },
      },
      {
        about: 'a public site open to both',
        subject: {
          allowlist: [
            { network: '0.0.0.0/0', createdAt: '2026-10-01T00:00:00Z' },
            { network: '::/0', createdAt: '2026-10-01T00:00:00Z' },
          ],
        },
      },
    ],
    bad: [
      {
        about: 'IPv6 forgotten',
        subject: {
          allowlist: [
            { network: '203.0.113.0/28', createdAt: '2026-10-01T00:00:00Z' },
            { network: '::/0', createdAt: '2026-10-01T00:00:00Z' },
          ],
        },
        reason: 'ipv6-open',
      },
      {
        about: 'an IPv4 address written as IPv6',
        subject: { allowlist: [{ network: '::ffff:203.0.113.7/128', createdAt: '2026-10-01T00:00:00Z' }] },
        reason: 'mapped',
      },
    ],
    unknown: [
      {
        about: 'accounting without any allowlist',
        subject: { system: { kind: 'accounting', exposure: 'intranet' } },
        reason: 'no-allowlist',
      },
      {
        about: 'an entry nobody can read',
        subject: { allowlist: [{ network: '203.0.113.300', createdAt: '2026-10-01T00:00:00Z' }] },
        reason: 'unreadable',
      },
    ],
  },
})
