import { z } from 'zod'
import { canLogIn, closedExamples } from '../core/credential-state.ts'
import { isAfter } from '../core/days.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** The first password is known to whoever handed it out, and often to everybody who got one that day. */
export default defineRule({
  id: 'LC-05',
  subject: 'account',
  severity: 'medium',
  title: { en: 'Initial password still in use', ja: '初期パスワードのまま使用' },
  references: ['OWASP ASVS 5.0 6.4.1', 'PCI DSS 4.0.1 8.3.5'],
  remedy: {
    en: 'Have the system ask for a new password at the first login, and let unused initial ones expire.',
    ja: '初回ログイン時に変更を必須とし、使われない初期パスワードは失効させてください。',
  },
  reasons: {
    initial: {
      en: 'The password handed out at the start was never changed.',
      ja: '発行時のパスワードが変更されていません。',
    },
    'not-told': {
      en: 'The list does not tell whether the initial password was ever changed.',
      ja: '初期パスワードが変更されたかどうか、一覧からは分かりません。',
    },
  },
  options: z.strictObject({}),
  opens: 'initial',
  check: ({ account }) => {
    const { initial, createdAt, passwordChangedAt } = account
    if (!canLogIn(account) || initial === false) return good
    if (initial === true)
      return bad('initial', {}, { evidence: createdAt === undefined ? {} : { createdAt } })
    const known = createdAt !== undefined && passwordChangedAt !== undefined
    return known && isAfter(passwordChangedAt, createdAt) ? good : unknown('not-told')
  },
  examples: {
    good: [
      ...closedExamples,
      { about: 'told not to be the initial one', subject: { account: { initial: false } } },
      {
        about: 'changed after the account was made',
        subject: { account: { createdAt: '2026-04-01', passwordChangedAt: '2026-04-02' } },
      },
    ],
    bad: [
      {
        about: 'the first one',
        subject: { account: { initial: true, createdAt: '2026-04-01' } },
        reason: 'initial',
      },
    ],
    unknown: [
      { about: 'a list of logins and hashes', subject: {}, reason: 'not-told' },
      {
        about: 'set on the day the account was made',
        subject: { account: { createdAt: '2026-04-01', passwordChangedAt: '2026-04-01' } },
        reason: 'not-told',
      },
    ],
  },
})
