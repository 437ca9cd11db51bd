import { z } from 'zod'
import { canLogIn, closedExamples } from '../core/credential-state.ts'
import { daysBetween } from '../core/days.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** Off by default. Service passwords sit in files many can read; a risk analysis sets their interval. */
export default defineRule({
  id: 'LC-08',
  subject: 'account',
  severity: 'medium',
  title: { en: 'Service password older than its interval', ja: 'サービス用パスワードの更新間隔超過' },
  references: ['PCI DSS 4.0.1 8.6.3', 'OWASP ASVS 5.0 13.3.4'],
  remedy: {
    en: 'Renew it by the written procedure, and name in the policy the interval your risk analysis found.',
    ja: '手順書に従って更新し、リスク分析で定めた間隔をポリシーに記載してください。',
  },
  reasons: {
    'too-old': {
      en: 'The service password was changed {days} days ago; its interval is {maxAgeDays} days.',
      ja: 'サービス用パスワードの最終変更から{days}日たっています。定めた間隔は{maxAgeDays}日です。',
    },
    'role-unknown': {
      en: 'Whether a person or a service uses the account is not known.',
      ja: '人が使うアカウントかサービス用か分かりません。',
    },
    'change-unknown': {
      en: 'When the service password was last changed is not known.',
      ja: 'サービス用パスワードの最終変更日が分かりません。',
    },
  },
  options: z.strictObject({ maxAgeDays: z.int().min(1).default(365) }),
  offByDefault: true,
  opens: 'age',
  check: ({ account, now }, { maxAgeDays }) => {
    const { role, passwordChangedAt } = account
    if (!canLogIn(account)) return good
    if (role !== 'service') return role === undefined ? unknown('role-unknown') : good
    if (passwordChangedAt === undefined) return unknown('change-unknown')
    const days = daysBetween(passwordChangedAt, now)
    return days <= maxAgeDays
      ? good
      : bad('too-old', { days, maxAgeDays }, { evidence: { passwordChangedAt } })
  },
  examples: {
    good: [
      ...closedExamples,
      {
        about: "a person's account",
        subject: { account: { role: 'user', passwordChangedAt: '2020-04-01' } },
      },
      { about: 'within a year', subject: { account: { role: 'service', passwordChangedAt: '2025-11-23' } } },
    ],
    bad: [
      {
        about: 'a day over a year',
        subject: { account: { role: 'service', passwordChangedAt: '2025-11-22' } },
        reason: 'too-old',
      },
    ],
    unknown: [
      { about: 'no role', subject: { account: { passwordChangedAt: '2020-04-01' } }, reason: 'role-unknown' },
      { about: 'no date of change', subject: { account: { role: 'service' } }, reason: 'change-unknown' },
    ],
  },
})
