import { z } from 'zod'
import { closedExamples, unseenExamples, unseenReasons } from '../core/credential-state.ts'
import { defineRule } from '../core/rule.ts'
import { judgeWeakness } from '../core/weakness.ts'

/** Off by default: NIST and ASVS forbid asking for character classes; only the card standard still does. */
export default defineRule({
  id: 'PW-10',
  subject: 'account',
  severity: 'low',
  title: { en: 'Password without letters or without digits', ja: '英字または数字を含まないパスワード' },
  references: ['PCI DSS 4.0.1 8.3.6'],
  remedy: {
    en: 'Use letters as well as digits; needed only where the card standard applies.',
    ja: '英字と数字の両方を使ってください(カード情報の基準が適用される場合のみ)。',
  },
  reasons: {
    'no-letter': { en: 'The password has no letter.', ja: 'パスワードに英字がありません。' },
    'no-digit': { en: 'The password has no digit.', ja: 'パスワードに数字がありません。' },
    ...unseenReasons,
  },
  options: z.strictObject({}),
  offByDefault: true,
  check: ({ account }) => judgeWeakness(account, ['no-letter', 'no-digit']),
  examples: {
    good: [
      ...closedExamples,
      {
        about: 'letters and digits',
        subject: { account: { assessment: { credential: 'clear', score: 4 } } },
      },
    ],
    bad: [
      {
        about: 'digits only',
        subject: { account: { assessment: { credential: 'clear', score: 3, weaknesses: ['no-letter'] } } },
        reason: 'no-letter',
      },
      {
        about: 'a phrase of words',
        subject: { account: { assessment: { credential: 'clear', score: 4, weaknesses: ['no-digit'] } } },
        reason: 'no-digit',
      },
    ],
    unknown: unseenExamples,
  },
})
