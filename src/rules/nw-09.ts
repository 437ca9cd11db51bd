import { z } from 'zod'
import type { AllowlistEntry } from '../core/allowlist.ts'
import { allowlistReasons, badEntries, mustBeGuarded } from '../core/guard.ts'
import { defineRule, good, unknown } from '../core/rule.ts'

/** Addresses of people and companies that should no longer come in. */
export default defineRule({
  id: 'NW-09',
  subject: 'system',
  severity: 'medium',
  title: { en: 'Address of a leaver or vendor still allowed', ja: '退職者・委託先の接続元が残存' },
  references: ['PCI DSS 4.0.1 8.2.7'],
  remedy: {
    en: 'Remove the address; give a vendor an end date and renew it for each piece of work.',
    ja: '不要な接続元を削除し、委託先には期限を付けて作業のたびに更新してください。',
  },
  reasons: {
    'owner-left': {
      en: 'The owner has left: {entries}.',
      ja: '責任者が退職・異動済みです: {entries}。',
    },
    'vendor-without-end': {
      en: 'A vendor may come in without an end date: {entries}.',
      ja: '委託先の許可に期限がありません: {entries}。',
    },
    'owner-undeclared': {
      en: 'Whose addresses these are is not recorded: {entries}.',
      ja: '誰の接続元か記録されていません: {entries}。',
    },
    'leavers-undeclared': {
      en: 'No account list says who has left, so owners cannot be checked.',
      ja: '退職日のある台帳がないため、責任者の在籍を確認できません。',
    },
    'no-allowlist': allowlistReasons['no-allowlist'],
  },
  options: z.strictObject({
    /** Words in a label or owner that mean somebody outside the company. */
    vendorWords: z
      .array(z.string().min(1))
      .default(['vendor', 'contractor', 'supplier', '委託', '業者', '外注', '保守会社', '協力会社']),
  }),
  check: ({ system, allowlist, leavers }, { vendorWords }) => {
    if (allowlist === undefined) return mustBeGuarded(system) ? unknown('no-allowlist') : good
    const words = vendorWords.map(word => word.toLowerCase())
    const left = new Set(leavers?.map(name => name.toLowerCase()))
    const pick = (reason: string, picks: (entry: AllowlistEntry) => boolean) =>
      badEntries(
        reason,
        allowlist.filter(picks).map(entry => ({ entry })),
      )
    const checks = [
      pick('owner-left', ({ owner }) => owner !== undefined && left.has(owner.toLowerCase())),
      pick('vendor-without-end', ({ label = '', owner = '', expiresAt }) => {
        const text = `${label} ${owner}`.toLowerCase()
        return expiresAt === undefined && words.some(word => text.includes(word))
      }),
    ]
    const found = checks.find(({ verdict }) => verdict === 'bad')
    if (found !== undefined) return found
    const nobodys = pick('owner-undeclared', ({ label, owner }) => !label?.trim() && !owner?.trim())
    if (nobodys.verdict === 'bad') return unknown(nobodys.reason, nobodys.values)
    const owned = allowlist.some(({ owner }) => owner !== undefined)
    return owned && leavers === undefined ? unknown('leavers-undeclared') : good
  },
  examples: {
    good: [
      {
        about: 'an owner who is still here, a vendor with an end',
        subject: {
          allowlist: [
            { network: '192.168.1.0/24', owner: 'tanaka', createdAt: '2026-10-01T00:00:00Z' },
            {
              network: '203.0.113.10/32',
              label: 'POS vendor',
              expiresAt: '2026-12-01T00:00:00Z',
              createdAt: '2026-10-01T00:00:00Z',
            },
          ],
          leavers: ['sato'],
        },
      },
      {
        about: 'a label without an owner',
        subject: {
          allowlist: [{ network: '192.168.1.0/24', label: 'office', createdAt: '2026-10-01T00:00:00Z' }],
        },
      },
    ],
    bad: [
      {
        about: "a leaver's home address",
        subject: {
          allowlist: [{ network: '203.0.113.77/32', owner: 'Sato', createdAt: '2026-10-01T00:00:00Z' }],
          leavers: ['sato'],
        },
        reason: 'owner-left',
      },
      {
        about: 'a vendor allowed for ever',
        subject: {
          allowlist: [
            { network: '203.0.113.10/32', label: '在庫システム委託先', createdAt: '2026-10-01T00:00:00Z' },
          ],
        },
        reason: 'vendor-without-end',
      },
    ],
    unknown: [
      {
        about: 'a bare network',
        subject: { allowlist: [{ network: '203.0.113.10/32', createdAt: '2026-10-01T00:00:00Z' }] },
        reason: 'owner-undeclared',
      },
      {
        about: 'an owner, and no list that says who left',
        subject: {
          allowlist: [{ network: '203.0.113.10/32', owner: 'tanaka', createdAt: '2026-10-01T00:00:00Z' }],
        },
        reason: 'leavers-undeclared',
      },
      {
        about: 'accounting without any allowlist',
        subject: { system: { kind: 'accounting', exposure: 'intranet' } },
        reason: 'no-allowlist',
      },
    ],
  },
})
