import { z } from 'zod'
import { canLogIn, closedExamples } from '../core/credential-state.ts'
import { daysBetween } from '../core/days.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** Who leaves takes the shared password along. No leaving date means nobody is known to have left. */
export default defineRule({
  id: 'LC-06',
  subject: 'account',
  severity: 'high',
  title: {
    en: 'Shared password not changed after somebody left',
    ja: '退職・異動後も変わらない共有パスワード',
  },
  references: ['PCI DSS 4.0.1 8.2.5', 'CIS Controls v8.1 6.2'],
  remedy: {
    en: 'Change a shared password on the day one of its holders leaves or changes jobs.',
    ja: '共有パスワードは、知っている人の退職・異動当日に変更してください。',
  },
  reasons: {
    'not-rotated': {
      en: 'A holder left on {leftOn}; the shared password dates from {changedOn}.',
      ja: '{leftOn}に利用者が退職・異動しましたが、共有パスワードは{changedOn}のままです。',
    },
    'change-unknown': {
      en: 'A holder left on {leftOn}; when the shared password was last changed is not known.',
      ja: '{leftOn}に利用者が退職・異動しましたが、共有パスワードの変更日が分かりません。',
    },
    'sharing-unknown': {
      en: 'A holder left on {leftOn}; whether others know the password is not known.',
      ja: '{leftOn}に利用者が退職・異動しましたが、ほかの人と共有しているか分かりません。',
    },
  },
  options: z.strictObject({}),
  opens: 'leaver',
  check: subject => {
    const { account, now } = subject
    const { leftAt, shared, passwordChangedAt } = account
    if (!canLogIn(account) || shared === false) return good
    if (leftAt === undefined || daysBetween(leftAt, now) < 0) return good
    const leftOn = leftAt.slice(0, 10)
    if (shared === undefined) return unknown('sharing-unknown', { leftOn })
    if (passwordChangedAt === undefined) return unknown('change-unknown', { leftOn })
    if (daysBetween(leftAt, passwordChangedAt) >= 0) return good
    const samePassword = subject.peers.slice(0, 20).map(({ system, login }) => `${system}:${login}`)
    return bad(
      'not-rotated',
      { leftOn, changedOn: passwordChangedAt.slice(0, 10) },
      { evidence: { leftAt, passwordChangedAt, samePassword } },
    )
  },
  examples: {
    good: [
      ...closedExamples,
      { about: 'nobody left', subject: { account: { shared: true, passwordChangedAt: '2024-04-01' } } },
      { about: 'one person only', subject: { account: { shared: false, leftAt: '2026-09-30' } } },
      {
        about: 'changed on the very day',
        subject: { account: { shared: true, leftAt: '2026-09-30', passwordChangedAt: '2026-09-30' } },
      },
      {
        about: 'somebody will leave next month',
        subject: { account: { shared: true, leftAt: '2026-12-31', passwordChangedAt: '2026-04-01' } },
      },
    ],
    bad: [
      {
        about: 'last changed a day before',
        subject: { account: { shared: true, leftAt: '2026-09-30', passwordChangedAt: '2026-09-29' } },
        reason: 'not-rotated',
      },
    ],
    unknown: [
      {
        about: 'no date of change',
        subject: { account: { shared: true, leftAt: '2026-09-30' } },
        reason: 'change-unknown',
      },
      {
        about: 'not told whether shared',
        subject: { account: { leftAt: '2026-09-30', passwordChangedAt: '2026-04-01' } },
        reason: 'sharing-unknown',
      },
    ],
  },
})
