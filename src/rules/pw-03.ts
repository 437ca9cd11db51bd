import { z } from 'zod'
import { canLogIn, closedExamples, unseenExamples, unseenReasons } from '../core/credential-state.ts'
import { defineRule, unknown } from '../core/rule.ts'
import { judgeWeakness } from '../core/weakness.ts'

/** Breached passwords are what attackers try first. Not found is not the same as never leaked. */
export default defineRule({
  id: 'PW-03',
  subject: 'account',
  severity: 'critical',
  title: { en: 'Password known from a breach', ja: '漏えいが確認されているパスワード' },
  references: ['NIST SP 800-63B-4 3.1.1.2', 'OWASP ASVS 5.0 6.2.12'],
  remedy: {
    en: 'Change the password now, then look through the login history for logins that were not yours.',
    ja: '直ちにパスワードを変更し、ログイン履歴に心当たりのないものがないか確認してください。',
  },
  reasons: {
    breached: {
      en: 'The password is on a list of breached passwords.',
      ja: 'パスワードが漏えいパスワードの一覧に載っています。',
    },
    'no-breach-list': {
      en: 'No list of breached passwords was at hand to compare with.',
      ja: '照合に使える漏えいパスワードの一覧がありません。',
    },
    ...unseenReasons,
  },
  options: z.strictObject({}),
  opens: 'leaked',
  check: ({ account }) => {
    const verdict = judgeWeakness(account, ['breached'])
    return verdict.verdict === 'good' && canLogIn(account) ? unknown('no-breach-list') : verdict
  },
  examples: {
    good: closedExamples,
    bad: [
      {
        about: 'a breached password',
        subject: { account: { assessment: { credential: 'clear', score: 1, weaknesses: ['breached'] } } },
        reason: 'breached',
      },
    ],
    unknown: [
      ...unseenExamples,
      {
        about: 'a strong password that nothing was compared with',
        subject: { account: { assessment: { credential: 'clear', score: 4 } } },
        reason: 'no-breach-list',
      },
    ],
  },
})
