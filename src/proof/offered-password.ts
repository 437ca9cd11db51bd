import { examineBatch, examineSystem } from '../audit/account-pass.ts'
import { readLandscape } from '../audit/landscape.ts'
import { acceptance } from '../audit/task-book.ts'
import type { Account } from '../core/account.ts'
import type { Reason } from '../core/examination.ts'
import type { RotationTask } from '../core/rotation.ts'
import { judgeRotation, type RotationJudgement } from '../core/rotation-proof.ts'
import type { Secret } from '../core/secret.ts'
import type { System } from '../core/system.ts'
import type { Fingerprinter } from '../intake/fingerprint.ts'
import { rateUsed, withRating } from '../login-rating/password-use.ts'
import type { Parts } from '../parts.ts'
import { kinship } from './kinship.ts'

/** A new password as an import would have judged it, and the account as it would be with it. */
export interface JudgedPassword {
  readonly judgement: RotationJudgement
  readonly account: Account
  /** What is wrong with account and system besides. */
  readonly reasons: readonly Reason[]
}

/**
 * Holds a new password to everything an account list would be held to: changed, strong under the policy, none of the
 * last four, no variant, no other account's. Nothing is stored.
 */
export async function judgeOffered(
  parts: Parts & { readonly fingerprinter: Fingerprinter },
  {
    task,
    system,
    account,
  }: { readonly task: RotationTask; readonly system: System; readonly account: Account },
  { oldPassword, newPassword }: { readonly oldPassword: Secret | undefined; readonly newPassword: Secret },
): Promise<JudgedPassword> {
  const { login } = account
  const fingerprint = await parts.fingerprinter.fingerprint(newPassword.reveal())
  const used = { system: system.id, login, password: newPassword, fingerprint }
  const rated = await rateUsed(parts, system, account, used)
  const variant = oldPassword && kinship(oldPassword.reveal(), newPassword.reveal())
  const next = withRating(parts, account, used, rated)
  const landscape = await readLandscape(parts)
  const examined = await examineSystem(parts, landscape, system)
  const [seen] = await examineBatch(parts, landscape, examined, [next])
  if (seen === undefined) throw new Error('one account was examined and none came back')
  const judgement = judgeRotation(task, {
    account: variant === undefined ? next : { ...next, assessment: { ...next.assessment, variant } },
    list: '',
    at: landscape.now,
    ...acceptance(examined, seen),
    fingerprintUsedBy: (await parts.store.holdersOf([fingerprint])).get(fingerprint) ?? [],
  })
  return { judgement, account: next, reasons: [...seen.reasons, ...seen.inherited] }
}
