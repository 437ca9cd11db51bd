import { z } from 'zod'
import { closedExamples, unseenExamples, unseenReasons } from '../core/credential-state.ts'
import { defineRule } from '../core/rule.ts'
import { judgeWeakness } from '../core/weakness.ts'

/** The few thousand passwords most people choose, in the West and in Japan, take seconds to try. */
export default defineRule({
  id: 'PW-04',
  subject: 'account',
  severity: 'high',
  title: { en: 'One of the most common passwords', ja: 'よく使われるパスワード' },
  references: ['OWASP ASVS 5.0 6.2.4'],
  remedy: {
    en: 'Let a password manager generate one that nobody else would choose.',
    ja: 'パスワード管理ツールで生成し、ほかの人が選ばないものにしてください。',
  },
  reasons: {
    common: {
      en: 'The password is on the list of the most common ones.',
      ja: 'パスワードが、よく使われるものの一覧に載っています。',
    },
    ...unseenReasons,
  },
  options: z.strictObject({}),
  opens: 'weak',
  check: ({ account }) => judgeWeakness(account, ['common']),
  examples: {
    good: [
      ...closedExamples,
      { about: 'an uncommon one', subject: { account: { assessment: { credential: 'clear', score: 3 } } } },
    ],
    bad: [
      {
        about: 'a common one',
        subject: { account: { assessment: { credential: 'clear', score: 0, weaknesses: ['common'] } } },
        reason: 'common',
      },
    ],
    unknown: unseenExamples,
  },
})
