import { type Account, compareFingerprints } from '../core/account.ts'
import type { Policy } from '../core/policy.ts'
import type { RotationTask } from '../core/rotation.ts'
import { dueOf, isLive, revertedTask } from '../core/rotation-plan.ts'
import { moveTask, seenChanged } from '../core/rotation-states.ts'
import type { Parts } from '../parts.ts'

/** The account's newest task as a right password leaves it, and what the log calls that. */
export interface TaskNews {
  readonly task: RotationTask
  readonly action: string
}

const turnMilliseconds = 3_600_000

/**
 * What a right password says of the account's newest task: that another one is in use, that the old one is again, or,
 * of a task that was proved, that it is reverted. `known` where the task says so already; undefined where it says nothing.
 */
export function taskNews(
  { clock, dueAt }: Pick<Parts, 'clock' | 'dueAt'>,
  newest: RotationTask,
  {
    account,
    policy,
    fingerprint,
  }: {
    readonly account: Account | undefined
    readonly policy: Policy
    readonly fingerprint: string
  },
): TaskNews | 'known' | undefined {
  const at = clock()
  const by = 'system'
  if (!isLive(newest)) {
    const isOld = compareFingerprints(newest.old.fingerprint, fingerprint) === 'same'
    if (newest.status !== 'verified' || !isOld) return undefined
    const move = { at, by, why: 'proof-why-back-at-login' }
    const due = (reasons: RotationTask['reasons']) =>
      dueOf(reasons, policy, step => dueAt(at, step, policy)) ?? at
    return { task: revertedTask(newest, move, [], due), action: 'task.reverted' }
  }
  const compared = compareFingerprints(newest.old.fingerprint ?? account?.assessment.fingerprint, fingerprint)
  const { seenChangedAt, ...unseen } = newest
  if (compared === 'different') {
    if (seenChangedAt !== undefined) return 'known'
    return { task: seenChanged(newest, { at, by, why: 'proof-why-login' }), action: 'task.seen-changed' }
  }
  if (compared !== 'same' || seenChangedAt === undefined || !isPast(seenChangedAt, at)) return undefined
  const back = newest.claimedAt === undefined ? 'open' : 'claimed'
  const isMoved = newest.status === 'seen-changed'
  const task = isMoved ? moveTask(unseen, back, { at, by, why: 'proof-why-old-at-login' }) : unseen
  return { task, action: 'task.seen-old-again' }
}

/** Two right passwords in turns (a person's and a script's) may fill the log with one turn an hour at most. */
function isPast(seenChangedAt: string, now: string): boolean {
  return Date.parse(now) - Date.parse(seenChangedAt) >= turnMilliseconds
}
