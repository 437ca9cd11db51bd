import type { Account, WeaknessCode } from './account.ts'
import { canLogIn, whyUnseen } from './credential-state.ts'
import { bad, good, unknown, type Verdict } from './rule.ts'

/**
 * Bad by the first of `codes` that applies (it is the reason, all that apply are the evidence);
 * unknown, with a reason of `unseenReasons`, for a password that was not rated; good for one nobody can use.
 */
export function judgeWeakness(account: Account, codes: readonly WeaknessCode[]): Verdict {
  if (!canLogIn(account)) return good
  const found = codes.filter(code => account.assessment.weaknesses.includes(code))
  const [first] = found
  if (first !== undefined) return bad(first, {}, { evidence: { weaknesses: found } })
  const unseen = whyUnseen(account.assessment)
  return unseen === undefined ? good : unknown(unseen)
}
