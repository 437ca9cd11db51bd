import { z } from 'zod'
import { canLogIn, closedExamples } from '../core/credential-state.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'
import { hasSecondFactor } from '../core/second-factor.ts'

/** An administrator's password alone must not be enough. */
export default defineRule({
  id: 'AC-08',
  subject: 'account',
  severity: 'high',
  title: { en: 'Administrator without a second factor', ja: '多要素認証のない管理者' },
  references: ['CIS Controls v8.1 6.5', 'クレジットカード・セキュリティガイドライン 6.0版 脆弱性対策①'],
  remedy: {
    en: 'Turn on multi-factor authentication for everybody with administrator rights.',
    ja: '管理者権限を持つ全員に多要素認証を必須にしてください。',
  },
  reasons: {
    'admin-without-mfa': {
      en: 'The account has administrator rights and no second factor.',
      ja: '管理者権限がありますが、多要素認証がありません。',
    },
    'factor-unknown': {
      en: 'The account has administrator rights; whether it has a second factor is not known.',
      ja: '管理者権限がありますが、多要素認証の有無が分かりません。',
    },
    'role-unknown': {
      en: 'Neither the rights of the account nor its second factor are known.',
      ja: '権限も多要素認証の有無も分かりません。',
    },
  },
  options: z.strictObject({}),
  check: ({ account, system }) => {
    const factor = hasSecondFactor(account, system)
    if (!canLogIn(account) || factor === true) return good
    if (account.role === undefined) return unknown('role-unknown')
    if (account.role !== 'admin') return good
    return factor === undefined
      ? unknown('factor-unknown')
      : bad('admin-without-mfa', {}, { evidence: { mfa: false } })
  },
  examples: {
    good: [
      ...closedExamples,
      { about: 'an ordinary user', subject: { account: { role: 'user', mfa: false } } },
      { about: 'an administrator with a second factor', subject: { account: { role: 'admin', mfa: true } } },
      {
        about: 'a system that lets nobody in without one',
        subject: { account: { role: 'admin' }, system: { facts: { mfaRequired: true } } },
      },
    ],
    bad: [
      {
        about: 'an administrator without one',
        subject: { account: { role: 'admin', mfa: false } },
        reason: 'admin-without-mfa',
      },
    ],
    unknown: [
      { about: 'no word on factors', subject: { account: { role: 'admin' } }, reason: 'factor-unknown' },
      { about: 'no word on rights', subject: { account: { mfa: false } }, reason: 'role-unknown' },
    ],
  },
})
