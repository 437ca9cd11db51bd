import { z } from 'zod'
import type { AllowlistEntry } from '../core/allowlist.ts'
import { daysBetween } from '../core/days.ts'
import { allowlistReasons, badEntries, mustBeGuarded } from '../core/guard.ts'
import { defineRule, good, unknown } from '../core/rule.ts'

/** Entries nobody comes through any more, or that nobody has looked at for half a year. */
export default defineRule({
  id: 'NW-05',
  subject: 'system',
  severity: 'medium',
  title: { en: 'Allowlist entry unused or not reviewed', ja: '未使用・未点検の許可項目' },
  references: ['PCI DSS 4.0.1 1.2.7'],
  remedy: {
    en: 'Remove the entries, or review and approve them anew.',
    ja: '不要な許可を削除し、必要なものは点検して再承認してください。',
  },
  reasons: {
    unreviewed: {
      en: 'Not reviewed for more than {days} days: {entries}.',
      ja: '{days}日を超えて点検されていません: {entries}。',
    },
    unused: {
      en: 'Nobody came in through them for more than {days} days: {entries}.',
      ja: '{days}日を超えて使われていません: {entries}。',
    },
    'uses-unknown': {
      en: 'Decisions are not recorded yet, so unused entries cannot be told.',
      ja: '接続判定の記録がまだないため、使われていない許可を判断できません。',
    },
    'no-allowlist': allowlistReasons['no-allowlist'],
  },
  options: z.strictObject({
    unusedDays: z.int().min(1).default(90),
    reviewDays: z.int().min(1).default(183),
  }),
  check: ({ system, allowlist, lastAllowed, now }, { unusedDays, reviewDays }) => {
    if (allowlist === undefined) return mustBeGuarded(system) ? unknown('no-allowlist') : good
    const olderThan = (days: number, times: readonly (string | undefined)[]) =>
      times.every(time => time === undefined || daysBetween(time, now) > days)
    const named = (reason: string, days: number, picks: (entry: AllowlistEntry) => boolean) => {
      const verdict = badEntries(
        reason,
        allowlist.filter(picks).map(entry => ({ entry })),
      )
      return verdict.verdict === 'bad' ? { ...verdict, values: { ...verdict.values, days } } : verdict
    }
    const unreviewed = named('unreviewed', reviewDays, ({ reviewedAt, createdAt }) =>
      olderThan(reviewDays, [reviewedAt, createdAt]),
    )
    if (unreviewed.verdict === 'bad' || allowlist.length === 0) return unreviewed
    if (lastAllowed === undefined) return unknown('uses-unknown')
    return named('unused', unusedDays, ({ network, createdAt }) =>
      olderThan(unusedDays, [lastAllowed[network], createdAt]),
    )
  },
  examples: {
    good: [
      {
        about: 'used yesterday, reviewed this summer',
        subject: {
          now: '2026-11-23T09:00:00Z',
          allowlist: [
            {
              network: '192.168.1.0/24',
              createdAt: '2024-04-01T00:00:00Z',
              reviewedAt: '2026-07-01T00:00:00Z',
            },
          ],
          lastAllowed: { '192.168.1.0/24': '2026-11-22T08:00:00Z' },
        },
      },
      {
        about: 'too new to have been used',
        subject: {
          now: '2026-11-23T09:00:00Z',
          allowlist: [{ network: '203.0.113.10/32', createdAt: '2026-11-20T00:00:00Z' }],
          lastAllowed: {},
        },
      },
      {
        about: 'last used exactly ninety days ago, reviewed exactly 183 days ago',
        subject: {
          now: '2026-11-23T09:00:00Z',
          allowlist: [{ network: '203.0.113.10/32', createdAt: '2026-05-24T09:00:00Z' }],
          lastAllowed: { '203.0.113.10/32': '2026-08-25T09:00:00Z' },
        },
      },
      { about: 'nothing is allowed', subject: { allowlist: [] } },
    ],
    bad: [
      {
        about: 'nobody came for a hundred days',
        subject: {
          now: '2026-11-23T09:00:00Z',
          allowlist: [{ network: '203.0.113.10/32', createdAt: '2026-06-01T00:00:00Z' }],
          lastAllowed: { '203.0.113.10/32': '2026-08-10T08:00:00Z' },
        },
        reason: 'unused',
      },
      {
        about: 'not looked at since last year, though used',
        subject: {
          now: '2026-11-23T09:00:00Z',
          allowlist: [{ network: '203.0.113.10/32', createdAt: '2025-06-01T00:00:00Z' }],
          lastAllowed: { '203.0.113.10/32': '2026-11-22T08:00:00Z' },
        },
        reason: 'unreviewed',
      },
    ],
    unknown: [
      {
        about: 'no decisions recorded yet',
        subject: {
          now: '2026-11-23T09:00:00Z',
          allowlist: [{ network: '203.0.113.10/32', createdAt: '2026-11-01T00:00:00Z' }],
        },
        reason: 'uses-unknown',
      },
      {
        about: 'accounting without any allowlist',
        subject: { system: { kind: 'accounting', exposure: 'intranet' } },
        reason: 'no-allowlist',
      },
    ],
  },
})
