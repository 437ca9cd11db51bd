import { z } from 'zod'
import { bucketRange } from '../core/account.ts'
import {
  canLogIn,
  closedExamples,
  unseenExamples,
  unseenReasons,
  whyUnseen,
} from '../core/credential-state.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'
import { hasSecondFactor } from '../core/second-factor.ts'

/** Length is what a profile can ask for; a second factor that is not known of does not count. */
export default defineRule({
  id: 'PW-06',
  subject: 'account',
  severity: 'high',
  title: { en: 'Password shorter than the policy asks', ja: 'ポリシーの最小文字数に満たないパスワード' },
  references: ['NIST SP 800-63B-4 3.1.1.2', 'PCI DSS 4.0.1 8.3.6', 'CIS Controls v8.1 5.2'],
  remedy: {
    en: 'Use a longer password (15 characters unless your profile differs), or add a second factor.',
    ja: 'より長いパスワード(既定は15文字以上)にするか、多要素認証を併用してください。',
  },
  reasons: {
    'too-short': {
      en: 'The password has {length} characters; with no known second factor it needs {needed}.',
      ja: 'パスワードは{length}文字です。多要素認証が確認できない場合は{needed}文字以上が必要です。',
    },
    'too-short-with-mfa': {
      en: 'The password has {length} characters; even with a second factor it needs {needed}.',
      ja: 'パスワードは{length}文字です。多要素認証を使う場合でも{needed}文字以上が必要です。',
    },
    between: {
      en: 'Of the length only {length} is kept, which does not tell whether it reaches {needed}.',
      ja: '文字数は{length}としか保持しておらず、{needed}文字以上かどうか判断できません。',
    },
    ...unseenReasons,
  },
  options: z.strictObject({
    minLength: z.int().min(1).max(64).default(15),
    minLengthWithMfa: z.int().min(1).max(64).default(8),
  }),
  opens: 'weak',
  check: ({ account, system }, { minLength, minLengthWithMfa }) => {
    if (!canLogIn(account)) return good
    const { lengthBucket } = account.assessment
    if (lengthBucket === undefined) return unknown(whyUnseen(account.assessment) ?? 'not-rated')
    const mfa = hasSecondFactor(account, system) === true
    const needed = mfa ? minLengthWithMfa : minLength
    const { min, max } = bucketRange(lengthBucket)
    if (min >= needed) return good
    const values = { length: lengthBucket, needed }
    if (max >= needed) return unknown('between', values)
    return bad(mfa ? 'too-short-with-mfa' : 'too-short', values, { evidence: { lengthBucket, mfa } })
  },
  examples: {
    good: [
      ...closedExamples,
      {
        about: 'fifteen characters or more',
        subject: { account: { assessment: { credential: 'clear', lengthBucket: '15-63' } } },
      },
      {
        about: 'eight characters on a system that requires a second factor',
        subject: {
          account: { assessment: { credential: 'clear', lengthBucket: '8-9' } },
          system: { facts: { mfaRequired: true } },
        },
      },
      {
        about: 'twelve characters where the profile asks for twelve',
        subject: { account: { assessment: { credential: 'clear', lengthBucket: '12-13' } } },
        options: { minLength: 12 },
      },
    ],
    bad: [
      {
        about: 'fourteen characters without a second factor',
        subject: { account: { assessment: { credential: 'clear', score: 4, lengthBucket: '14' } } },
        reason: 'too-short',
      },
      {
        about: 'seven characters with a second factor',
        subject: { account: { mfa: true, assessment: { credential: 'clear', lengthBucket: '1-7' } } },
        reason: 'too-short-with-mfa',
      },
    ],
    unknown: [
      ...unseenExamples,
      {
        about: 'a minimum that falls inside a bucket',
        subject: { account: { assessment: { credential: 'clear', lengthBucket: '15-63' } } },
        options: { minLength: 20 },
        reason: 'between',
      },
    ],
  },
})
