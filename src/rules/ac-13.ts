import { z } from 'zod'
import { daysBetween } from '../core/days.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** Accounts pile up by themselves; only somebody going through the list takes them away. */
export default defineRule({
  id: 'AC-13',
  subject: 'system',
  severity: 'medium',
  title: { en: 'Access review overdue', ja: 'アカウント棚卸の遅れ' },
  references: ['CIS Controls v8.1 5.1', 'PCI DSS 4.0.1'],
  remedy: {
    en: 'Go through the accounts with their owners, remove what is not needed, and record the date.',
    ja: '責任者とともにアカウントを見直し、不要なものを削除して、実施日を記録してください。',
  },
  reasons: {
    overdue: {
      en: 'The accounts were last reviewed {days} days ago; the policy asks for it every {maxAgeDays}.',
      ja: '最後の棚卸から{days}日たっています。ポリシーは{maxAgeDays}日ごとの実施を求めています。',
    },
    undeclared: {
      en: 'When the accounts were last reviewed (accessReviewedAt) is not declared.',
      ja: 'アカウント棚卸の実施日(accessReviewedAt)が登録されていません。',
    },
  },
  options: z.strictObject({ maxAgeDays: z.int().min(1).default(90) }),
  check: ({ system, now }, { maxAgeDays }) => {
    const { accessReviewedAt } = system.facts
    if (accessReviewedAt === undefined) return unknown('undeclared')
    const days = daysBetween(accessReviewedAt, now)
    return days <= maxAgeDays
      ? good
      : bad('overdue', { days, maxAgeDays }, { evidence: { accessReviewedAt } })
  },
  examples: {
    good: [
      { about: '90 days ago', subject: { system: { facts: { accessReviewedAt: '2026-08-25' } } } },
      {
        about: 'five months ago where half a year is allowed',
        subject: { system: { facts: { accessReviewedAt: '2026-06-20' } } },
        options: { maxAgeDays: 180 },
      },
    ],
    bad: [
      {
        about: '91 days ago',
        subject: { system: { facts: { accessReviewedAt: '2026-08-24' } } },
        reason: 'overdue',
      },
    ],
    unknown: [{ about: 'nothing declared', subject: {}, reason: 'undeclared' }],
  },
})
