import { z } from 'zod'
import {
  canLogIn,
  closedExamples,
  unseenExamples,
  unseenReasons,
  whyUnseen,
} from '../core/credential-state.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** How many guesses it takes, on zxcvbn's scale of 0 (none to speak of) to 4 (more than 10^10). */
export default defineRule({
  id: 'PW-07',
  subject: 'account',
  severity: 'high',
  title: { en: 'Password that is quickly guessed', ja: '短時間で推測できるパスワード' },
  references: ['NIST SP 800-63B-4 3.1.1.2'],
  remedy: {
    en: 'Use a generated password, or a phrase of at least four words that do not belong together.',
    ja: '生成したパスワード、または互いに関係のない4語以上のパスフレーズにしてください。',
  },
  reasons: {
    guessable: {
      en: 'The password scores {score} of 4; the policy asks for {minScore}.',
      ja: 'パスワードの強度は4段階中{score}です。ポリシーは{minScore}以上を求めています。',
    },
    ...unseenReasons,
  },
  options: z.strictObject({ minScore: z.int().min(0).max(4).default(3) }),
  opens: 'weak',
  unknownPer: 'account',
  check: ({ account }, { minScore }) => {
    if (!canLogIn(account)) return good
    const { score, guessesLog10 } = account.assessment
    if (score === undefined) return unknown(whyUnseen(account.assessment) ?? 'not-rated')
    if (score >= minScore) return good
    return bad(
      'guessable',
      { score, minScore },
      {
        severity: score <= 1 ? 'high' : 'medium',
        evidence: { score, ...(guessesLog10 === undefined ? {} : { guessesLog10 }) },
      },
    )
  },
  examples: {
    good: [
      ...closedExamples,
      { about: 'score 3', subject: { account: { assessment: { credential: 'clear', score: 3 } } } },
      {
        about: 'score 2 where the policy is content with it',
        subject: { account: { assessment: { credential: 'clear', score: 2 } } },
        options: { minScore: 2 },
      },
    ],
    bad: [
      {
        about: 'score 1',
        subject: { account: { assessment: { credential: 'clear', score: 1, guessesLog10: 4.2 } } },
        reason: 'guessable',
        severity: 'high',
      },
      {
        about: 'score 2',
        subject: { account: { assessment: { credential: 'hash', score: 2 } } },
        reason: 'guessable',
        severity: 'medium',
      },
    ],
    unknown: unseenExamples,
  },
})
