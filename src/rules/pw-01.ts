import { z } from 'zod'
import { closedExamples, unseenExamples, unseenReasons } from '../core/credential-state.ts'
import { defineRule } from '../core/rule.ts'
import { judgeWeakness } from '../core/weakness.ts'

/** A blank password, or one that repeats the login, is the first thing anybody tries. */
export default defineRule({
  id: 'PW-01',
  subject: 'account',
  severity: 'critical',
  title: { en: 'Blank password, or the same as the login', ja: 'パスワードが空、またはIDと同じ' },
  references: ['NIST SP 800-63B-4 3.1.1.2', 'OWASP ASVS 5.0 6.2.11'],
  remedy: {
    en: 'Set a random password today that has nothing to do with the login.',
    ja: 'IDと無関係なランダムなパスワードを本日中に設定してください。',
  },
  reasons: {
    blank: { en: 'The password is blank.', ja: 'パスワードが空です。' },
    'equals-login': { en: 'The password is the login itself.', ja: 'パスワードがIDと同じです。' },
    ...unseenReasons,
  },
  options: z.strictObject({}),
  opens: 'default',
  check: ({ account }) => judgeWeakness(account, ['blank', 'equals-login']),
  examples: {
    good: [
      ...closedExamples,
      { about: 'a rated password', subject: { account: { assessment: { credential: 'clear', score: 4 } } } },
    ],
    bad: [
      {
        about: 'no password at all',
        subject: { account: { assessment: { credential: 'clear', score: 0, weaknesses: ['blank'] } } },
        reason: 'blank',
      },
      {
        about: 'a hash that the login opened',
        subject: { account: { assessment: { credential: 'hash', score: 0, weaknesses: ['equals-login'] } } },
        reason: 'equals-login',
      },
    ],
    unknown: unseenExamples,
  },
})
