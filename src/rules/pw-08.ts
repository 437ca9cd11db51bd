import { z } from 'zod'
import { closedExamples, unseenExamples, unseenReasons } from '../core/credential-state.ts'
import { defineRule } from '../core/rule.ts'
import { judgeWeakness } from '../core/weakness.ts'

/** Patterns make a password look longer than it is: tools that guess by pattern take them as one step. */
export default defineRule({
  id: 'PW-08',
  subject: 'account',
  severity: 'medium',
  title: { en: 'Password built on a pattern', ja: '規則性のあるパスワード' },
  references: ['NIST SP 800-63B-4'],
  remedy: {
    en: 'Avoid runs of keys, letters or digits, repetition, dates, and a name with digits behind it.',
    ja: 'キー配列順、連番、繰り返し、日付、「名前+数字」を避けてください。',
  },
  reasons: {
    keyboard: { en: 'The password follows the keyboard.', ja: 'パスワードがキーボードの並び順です。' },
    sequence: { en: 'The password counts up or down.', ja: 'パスワードに連続した文字や数字があります。' },
    repeat: { en: 'The password repeats itself.', ja: 'パスワードに同じ文字列の繰り返しがあります。' },
    date: { en: 'The password contains a date or a year.', ja: 'パスワードに日付または年が含まれています。' },
    'name-digits': {
      en: 'The password is a name followed by digits.',
      ja: 'パスワードが「名前+数字」の形です。',
    },
    ...unseenReasons,
  },
  options: z.strictObject({}),
  opens: 'weak',
  check: ({ account }) => judgeWeakness(account, ['keyboard', 'sequence', 'repeat', 'date', 'name-digits']),
  examples: {
    good: [
      ...closedExamples,
      {
        about: 'weak for another reason only',
        subject: { account: { assessment: { credential: 'clear', score: 1, weaknesses: ['common'] } } },
      },
    ],
    bad: (['keyboard', 'sequence', 'repeat', 'date', 'name-digits'] as const).map(code => ({
      about: `weak by ${code}`,
      subject: { account: { assessment: { credential: 'clear', score: 2, weaknesses: [code] } } },
      reason: code,
    })),
    unknown: unseenExamples,
  },
})
