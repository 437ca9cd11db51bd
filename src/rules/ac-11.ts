import { z } from 'zod'
import { canLogIn, closedExamples } from '../core/credential-state.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** A service account nobody can explain is one nobody dares to remove. */
export default defineRule({
  id: 'AC-11',
  subject: 'account',
  severity: 'medium',
  title: { en: 'Service account without purpose or review', ja: '用途・棚卸日のないサービス用アカウント' },
  references: ['CIS Controls v8.1 5.5'],
  remedy: {
    en: 'Write down what the account is for, and when somebody last checked that it is still needed.',
    ja: '用途と、必要性を最後に確認した日(棚卸日)を記録してください。',
  },
  reasons: {
    'no-purpose': {
      en: 'What the service account is for is not recorded.',
      ja: '用途が記録されていません。',
    },
    'no-review': {
      en: 'When the service account was last reviewed is not recorded.',
      ja: '棚卸日が記録されていません。',
    },
    'role-unknown': {
      en: 'Whether a person or a service uses the account is not known.',
      ja: '人が使うアカウントかサービス用か分かりません。',
    },
  },
  options: z.strictObject({}),
  check: ({ account }) => {
    const { role, purpose, reviewedAt } = account
    if (!canLogIn(account)) return good
    if (role !== 'service') return role === undefined ? unknown('role-unknown') : good
    if (!purpose?.trim()) return bad('no-purpose')
    return reviewedAt === undefined ? bad('no-review', {}, { evidence: { purpose } }) : good
  },
  examples: {
    good: [
      ...closedExamples,
      { about: "a person's account", subject: { account: { role: 'user' } } },
      {
        about: 'purpose and review recorded',
        subject: {
          account: { role: 'service', purpose: 'nightly stock transfer', reviewedAt: '2026-10-01' },
        },
      },
    ],
    bad: [
      { about: 'nothing recorded', subject: { account: { role: 'service' } }, reason: 'no-purpose' },
      {
        about: 'never reviewed',
        subject: { account: { role: 'service', purpose: 'nightly stock transfer' } },
        reason: 'no-review',
      },
    ],
    unknown: [{ about: 'no role', subject: {}, reason: 'role-unknown' }],
  },
})
