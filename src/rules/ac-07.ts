import { z } from 'zod'
import { canLogIn, closedExamples } from '../core/credential-state.ts'
import { daysBetween } from '../core/days.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** Nobody notices when a sleeping account is used by somebody else. */
export default defineRule({
  id: 'AC-07',
  subject: 'account',
  severity: 'medium',
  title: { en: 'Dormant account', ja: '休眠アカウント' },
  references: ['CIS Controls v8.1 5.3', 'PCI DSS 4.0.1 8.2.6'],
  remedy: {
    en: 'Disable the account, or write down why it must stay.',
    ja: '休眠アカウントを無効にするか、残す理由を記録してください。',
  },
  reasons: {
    dormant: {
      en: 'Last login {days} days ago; after {dormantAfterDays} an account counts as dormant.',
      ja: '最後のログインから{days}日たっています。{dormantAfterDays}日を超えると休眠とみなします。',
    },
    'never-used': {
      en: 'Made {days} days ago and never used: the initial password is still the one handed out.',
      ja: '作成から{days}日たっても使われておらず、発行時のパスワードのままです。',
    },
    'login-unknown': {
      en: 'When somebody last logged in is not known.',
      ja: '最終ログイン日時が分かりません。',
    },
  },
  options: z.strictObject({
    dormantAfterDays: z.int().min(1).default(45),
    highAfterDays: z.int().min(1).default(90),
  }),
  check: ({ account, now }, { dormantAfterDays, highAfterDays }) => {
    if (!canLogIn(account)) return good
    const { lastLoginAt, createdAt, initial } = account
    // A missing time of login is no proof of disuse; a first password that is still in use is.
    const since = lastLoginAt ?? (initial === true ? createdAt : undefined)
    if (since === undefined) return unknown('login-unknown')
    const days = daysBetween(since, now)
    if (days <= dormantAfterDays) return good
    return bad(
      lastLoginAt === undefined ? 'never-used' : 'dormant',
      { days, dormantAfterDays },
      { severity: days > highAfterDays ? 'high' : 'medium', evidence: { since } },
    )
  },
  examples: {
    good: [
      ...closedExamples,
      { about: '45 days ago', subject: { account: { lastLoginAt: '2026-10-09T00:00:00Z' } } },
      {
        about: 'made last week, not used yet',
        subject: { account: { initial: true, createdAt: '2026-11-16' } },
      },
      {
        about: '80 days where the profile waits 90',
        subject: { account: { lastLoginAt: '2026-09-04' } },
        options: { dormantAfterDays: 90 },
      },
    ],
    bad: [
      {
        about: '46 days ago',
        subject: { account: { lastLoginAt: '2026-10-08T09:00:00Z' } },
        reason: 'dormant',
        severity: 'medium',
      },
      {
        about: '90 days ago',
        subject: { account: { lastLoginAt: '2026-08-25' } },
        reason: 'dormant',
        severity: 'medium',
      },
      {
        about: '91 days ago',
        subject: { account: { lastLoginAt: '2026-08-24' } },
        reason: 'dormant',
        severity: 'high',
      },
      {
        about: 'made in spring and never used',
        subject: { account: { initial: true, createdAt: '2026-04-01' } },
        reason: 'never-used',
        severity: 'high',
      },
    ],
    unknown: [
      {
        about: 'a list without logins, however old the account',
        subject: { account: { createdAt: '2020-04-01' } },
        reason: 'login-unknown',
      },
    ],
  },
})
