import type { Account, Assessment } from './account.ts'
import type { RuleExample } from './rule.ts'

/** Whether the account's password lets anybody in: not locked, not disabled. Unknown counts as yes. */
export function canLogIn(account: Account): boolean {
  return account.enabled !== false && account.assessment.credential !== 'locked'
}

/** Why a password could not be judged, in sentences for the `reasons` of a rule. */
export const unseenReasons = {
  'not-rated': {
    en: 'Only the hash is known and no candidate opened it, so the password itself cannot be judged.',
    ja: 'ハッシュしか分からず、候補でも開けなかったため、パスワードそのものは評価できません。',
  },
  absent: {
    en: 'The account list does not show the password in any form.',
    ja: 'アカウント一覧にパスワードの情報がありません。',
  },
} as const

/** Which of `unseenReasons` holds; undefined once the password was rated. */
export function whyUnseen(assessment: Assessment): keyof typeof unseenReasons | undefined {
  if (assessment.score !== undefined) return undefined
  return assessment.credential === 'absent' ? 'absent' : 'not-rated'
}

/** Unknown examples for every rule that judges the password itself. */
export const unseenExamples: readonly RuleExample<'account'>[] = [
  {
    about: 'a hash that no candidate opened',
    subject: { account: { assessment: { credential: 'hash' } } },
    reason: 'not-rated',
  },
  {
    about: 'a list without a password column',
    subject: { account: { assessment: { credential: 'absent' } } },
    reason: 'absent',
  },
]

/** Good examples for every rule that asks nothing of an account nobody can log in to. */
export const closedExamples: readonly RuleExample<'account'>[] = [
  { about: 'a locked account', subject: { account: { assessment: { credential: 'locked' } } } },
  { about: 'a disabled account', subject: { account: { enabled: false } } },
]
