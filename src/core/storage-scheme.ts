import type { Account, HashFacts } from './account.ts'
import { good, type RuleExample, unknown, type Verdict } from './rule.ts'

const clear: HashFacts = { scheme: 'clear', class: 'plaintext', parameters: {} }

/** Why the way a password is stored could not be judged, in sentences for the `reasons` of a rule. */
export const unstoredReasons = {
  absent: {
    en: 'The account list does not show how the password is stored.',
    ja: 'アカウント一覧からは、パスワードの保存方法が分かりません。',
  },
  unrecognised: {
    en: 'The password is stored in a form that was not recognised.',
    ja: 'パスワードの保存形式を判別できません。',
  },
} as const

/**
 * Judges how the system stores the account's password, disabled or not: a stolen list shows both. Good where no
 * password is stored (locked), unknown with a reason of `unstoredReasons` where the list does not tell.
 */
export function judgeStorage({ assessment }: Account, judge: (hash: HashFacts) => Verdict): Verdict {
  const { credential, hash } = assessment
  if (credential === 'locked') return good
  if (hash !== undefined) return judge(hash)
  if (credential === 'clear') return assessment.weaknesses.includes('blank') ? good : judge(clear)
  return unknown(credential === 'absent' ? 'absent' : 'unrecognised')
}

/** Unknown examples for every rule about storage. */
export const unstoredExamples: readonly RuleExample<'account'>[] = [
  { about: 'a list without hashes', subject: {}, reason: 'absent' },
  {
    about: 'a hash of no known scheme',
    subject: { account: { assessment: { credential: 'hash' } } },
    reason: 'unrecognised',
  },
]

/** A subject whose password is stored so, for the examples of a rule. */
export function storedAs(
  scheme: string,
  hashClass: HashFacts['class'],
  facts: Partial<HashFacts> = {},
): RuleExample<'account'>['subject'] {
  const hash: HashFacts = { scheme, class: hashClass, parameters: {}, ...facts }
  return { account: { assessment: { credential: 'hash', hash } } }
}
