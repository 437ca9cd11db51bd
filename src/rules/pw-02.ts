import { z } from 'zod'
import { closedExamples, unseenExamples, unseenReasons } from '../core/credential-state.ts'
import { defineRule } from '../core/rule.ts'
import { judgeWeakness } from '../core/weakness.ts'

/** Login and password as the product is delivered stand in every manual and in every attack tool. */
export default defineRule({
  id: 'PW-02',
  subject: 'account',
  severity: 'critical',
  title: { en: 'Password as delivered with the product', ja: '製品出荷時の初期パスワード' },
  references: ['PCI DSS 4.0.1 2.2.2', 'CIS Controls v8.1 4.7', 'OWASP ASVS 5.0 13.2.3'],
  remedy: {
    en: 'Give the built-in account a password of its own, or disable it if nobody needs it.',
    ja: '初期アカウントには固有のパスワードを設定し、不要であれば無効にしてください。',
  },
  reasons: {
    default: {
      en: 'Login and password are a pair that products are delivered with.',
      ja: 'IDとパスワードが、製品の出荷時に使われる組み合わせです。',
    },
    ...unseenReasons,
  },
  options: z.strictObject({}),
  opens: 'default',
  check: ({ account }) => judgeWeakness(account, ['default']),
  examples: {
    good: [
      ...closedExamples,
      { about: 'a rated password', subject: { account: { assessment: { credential: 'clear', score: 4 } } } },
    ],
    bad: [
      {
        about: 'a delivered pair, opened from its hash',
        subject: {
          account: { login: 'admin', assessment: { credential: 'hash', score: 0, weaknesses: ['default'] } },
        },
        reason: 'default',
      },
    ],
    unknown: unseenExamples,
  },
})
