import { type Account, openLengthBuckets } from '../core/account.ts'
import { examine, selectRules } from '../core/examination.ts'
import { fill, type MessageKey, type Sentence, type Values } from '../core/message.ts'
import { askedLengths } from '../core/policy.ts'
import type { Rating } from '../core/rating.ts'
import type { System } from '../core/system.ts'
import type { Parts, PolicyBook } from '../parts.ts'

/** What a caller learns of a password; nothing of it is stored. */
export interface PasswordRating {
  readonly score: 0 | 1 | 2 | 3 | 4
  readonly guessesLog10: number
  /** No password rule of the policy is broken. */
  readonly accepted: boolean
  readonly violations: readonly {
    readonly rule: string
    readonly reason: Sentence
    readonly values: Values
  }[]
  readonly warning: MessageKey | null
  readonly suggestions: readonly MessageKey[]
}

/** A password and what an attacker knows of its owner: login, names. */
export interface PasswordQuestion {
  readonly password: string
  readonly userInputs?: readonly string[] | undefined
  /** Id of the system it is for; without one the policy `base` holds. */
  readonly system?: string | undefined
}

/** What holding a password to a policy takes. */
export interface CheckingParts extends Pick<Parts, 'rules' | 'clock'> {
  readonly policies: Pick<PolicyBook, 'named'>
}

/** Stands in where a password is rated for no system in particular. */
export const noSystem: System = {
  id: 'any',
  name: 'any',
  kind: 'other',
  exposure: 'intranet',
  endpoints: [],
  policy: 'base',
  mode: 'report',
  facts: {},
  columns: {},
}

/** Rates a password for the system, its policy's company words being known to the attacker too; keeps nothing. */
export async function ratePassword(
  parts: CheckingParts & {
    readonly rate: (password: string, userInputs: readonly string[]) => Promise<Rating>
  },
  { password, userInputs = [] }: PasswordQuestion,
  system?: System,
): Promise<PasswordRating> {
  const { companyWords } = parts.policies.named((system ?? noSystem).policy)
  return checkPassword(parts, await parts.rate(password, [...userInputs, ...companyWords]), system)
}

/** Holds a rating against the password rules of the system's policy, as if a new account had this password. */
export function checkPassword(
  { policies, rules, clock }: CheckingParts,
  rating: Rating,
  system: System = noSystem,
): PasswordRating {
  const { warning, suggestions, length, ...assessed } = rating
  const policy = policies.named(system.policy)
  const lengthBucket = openLengthBuckets(askedLengths(policy))(length)
  const now = clock()
  const account: Account = {
    id: 'new',
    system: system.id,
    login: '',
    assessment: { credential: 'clear', ...assessed, lengthBucket },
    list: '',
    firstSeenAt: now,
    lastSeenAt: now,
    previousFingerprints: [],
  }
  const passwordRules = [...rules.values()].filter(({ id }) => id.startsWith('PW-'))
  const selected = selectRules('account', passwordRules, policy)
  const broken = examine<'account'>(selected, {
    account,
    system,
    coLocated: [],
    peers: [],
    peerCount: 0,
    now,
  })
  const violations = broken.flatMap(({ rule, verdict, reason, values }) => {
    const sentence = rules.get(rule)?.reasons[reason]
    if (verdict !== 'bad' || sentence === undefined) return []
    return [{ rule, reason: { en: fill(sentence.en, values), ja: fill(sentence.ja, values) }, values }]
  })
  return {
    score: rating.score,
    guessesLog10: rating.guessesLog10,
    accepted: violations.length === 0,
    violations,
    warning: warning ?? null,
    suggestions,
  }
}
