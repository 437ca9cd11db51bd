import { z } from 'zod'
import { allowlistReasons, badEntries, judgeAllowlist, mustBeGuarded } from '../core/guard.ts'
import { mergeNetworks } from '../core/network.ts'
import { bad, defineRule, good } from '../core/rule.ts'

/** An allowlist that lets everybody near something private. */
export default defineRule({
  id: 'NW-01',
  subject: 'system',
  severity: 'critical',
  title: { en: 'Allowlist open to everybody', ja: '全開放の許可リスト' },
  references: ['クレジットカード・セキュリティガイドライン 6.0版 脆弱性対策①', 'CIS Controls v8.1 4.4'],
  remedy: {
    en: 'Replace it by the addresses people really come from: office, VPN, contractor.',
    ja: '全開放をやめ、事務所・VPN・委託先など実際の接続元だけに限定してください。',
  },
  reasons: {
    open: {
      en: 'The allowlist lets every address in: {entries}.',
      ja: 'すべての接続元を許可しています: {entries}。',
    },
    'adds-up': {
      en: 'Together, the entries let every IPv{family} address in.',
      ja: '許可項目を合わせると、すべてのIPv{family}アドレスを許可しています。',
    },
    ...allowlistReasons,
  },
  options: z.strictObject({}),
  check: subject => {
    if (!mustBeGuarded(subject.system)) return good
    return judgeAllowlist(subject, listed => {
      const open = listed.filter(({ network }) => network.prefix === 0)
      if (open.length > 0) return badEntries('open', open)
      // 0.0.0.0/1 and 128.0.0.0/1 are 0.0.0.0/0 to a server.
      const whole = mergeNetworks(listed.map(({ network }) => network)).find(({ prefix }) => prefix === 0)
      if (whole === undefined) return good
      return bad('adds-up', { family: whole.family }, { evidence: { entries: [whole.text] } })
    })
  },
  examples: {
    good: [
      {
        about: 'accounting for the office only',
        subject: {
          system: { kind: 'accounting', exposure: 'intranet' },
          allowlist: [{ network: '192.168.1.0/24', createdAt: '2026-10-01T00:00:00Z' }],
        },
      },
      {
        about: 'a shop without an administration endpoint is there for everybody',
        subject: {
          system: { kind: 'shop' },
          allowlist: [{ network: '0.0.0.0/0', createdAt: '2026-10-01T00:00:00Z' }],
        },
      },
    ],
    bad: [
      {
        about: 'inventory for the whole internet',
        subject: {
          system: { kind: 'inventory', exposure: 'intranet' },
          allowlist: [{ network: '0.0.0.0/0', label: 'temporary', createdAt: '2026-10-01T00:00:00Z' }],
        },
        reason: 'open',
      },
      {
        about: "the shop's administration page open over IPv6",
        subject: {
          system: {
            endpoints: [{ protocol: 'https', host: 'shop.aoba.example', port: 8443, purpose: 'admin' }],
          },
          allowlist: [
            { network: '203.0.113.10/32', createdAt: '2026-10-01T00:00:00Z' },
            { network: '::/0', createdAt: '2026-10-01T00:00:00Z' },
          ],
        },
        reason: 'open',
      },
      {
        about: 'the whole internet in two halves',
        subject: {
          system: { kind: 'points', exposure: 'intranet' },
          allowlist: [
            { network: '0.0.0.0/1', createdAt: '2026-10-01T00:00:00Z' },
            { network: '128.0.0.0/1', createdAt: '2026-10-01T00:00:00Z' },
          ],
        },
        reason: 'adds-up',
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
        subject: {
          system: { kind: 'accounting', exposure: 'intranet' },
          allowlist: [{ network: '192.168.1.*', createdAt: '2026-10-01T00:00:00Z' }],
        },
        reason: 'unreadable',
      },
    ],
  },
})
