import { z } from 'zod'
import { closedExamples, unseenExamples, unseenReasons } from '../core/credential-state.ts'
import { defineRule } from '../core/rule.ts'
import { judgeWeakness } from '../core/weakness.ts'

/** Whoever attacks this company tries its own names, numbers and brands first. */
export default defineRule({
  id: 'PW-05',
  subject: 'account',
  severity: 'high',
  title: {
    en: 'Password made of names the company is known by',
    ja: '会社・担当者に関わる語を含むパスワード',
  },
  references: ['OWASP ASVS 5.0 6.2.11'],
  remedy: {
    en: 'Leave out the names of company, system, host and people, and phone numbers and postal codes.',
    ja: '会社名、システム名、ホスト名、氏名、電話番号、郵便番号を含めないでください。',
  },
  reasons: {
    context: {
      en: 'The password contains a word that belongs to the company, the system or the person.',
      ja: 'パスワードに、会社・システム・本人に関わる語が含まれています。',
    },
    ...unseenReasons,
  },
  options: z.strictObject({}),
  opens: 'weak',
  check: ({ account }) => judgeWeakness(account, ['context']),
  examples: {
    good: [
      ...closedExamples,
      { about: 'unrelated words', subject: { account: { assessment: { credential: 'clear', score: 4 } } } },
    ],
    bad: [
      {
        about: 'the company name and a year',
        subject: {
          account: { assessment: { credential: 'clear', score: 2, weaknesses: ['context', 'date'] } },
        },
        reason: 'context',
      },
    ],
    unknown: unseenExamples,
  },
})
