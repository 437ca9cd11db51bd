import { z } from 'zod'
import { canLogIn, closedExamples } from '../core/credential-state.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** Who reads mail as administrator hands the whole system to one wrong click. */
export default defineRule({
  id: 'AC-10',
  subject: 'account',
  severity: 'medium',
  title: { en: 'Administrator account in daily use', ja: '日常業務に使われる管理者アカウント' },
  references: ['CIS Controls v8.1 5.4'],
  remedy: {
    en: 'Give its holder a second, ordinary account for daily work.',
    ja: '日常業務用に、管理者権限のない別のアカウントを用意してください。',
  },
  reasons: {
    'daily-admin': {
      en: 'The account has administrator rights and is used for daily work.',
      ja: '管理者権限のあるアカウントが日常業務に使われています。',
    },
    'use-unknown': {
      en: 'The account has administrator rights; whether it is used for daily work is not known.',
      ja: '管理者権限がありますが、日常業務に使われているか分かりません。',
    },
    'role-unknown': {
      en: 'The rights of the account are not known.',
      ja: 'アカウントの権限が分かりません。',
    },
  },
  options: z.strictObject({}),
  check: ({ account }) => {
    const { role, dailyUse } = account
    if (!canLogIn(account) || dailyUse === false) return good
    if (role === undefined) return unknown('role-unknown')
    if (role !== 'admin') return good
    return dailyUse === undefined
      ? unknown('use-unknown')
      : bad('daily-admin', {}, { evidence: { role, dailyUse } })
  },
  examples: {
    good: [
      ...closedExamples,
      { about: 'an ordinary user', subject: { account: { role: 'user', dailyUse: true } } },
      { about: 'for administration only', subject: { account: { role: 'admin', dailyUse: false } } },
    ],
    bad: [
      {
        about: 'an administrator all day',
        subject: { account: { role: 'admin', dailyUse: true } },
        reason: 'daily-admin',
      },
    ],
    unknown: [
      { about: 'no word on use', subject: { account: { role: 'admin' } }, reason: 'use-unknown' },
      { about: 'no word on rights', subject: { account: { dailyUse: true } }, reason: 'role-unknown' },
    ],
  },
})
