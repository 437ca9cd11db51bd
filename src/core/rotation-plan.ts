import { type Account, type Assessment, compareFingerprints } from './account.ts'
import { canLogIn } from './credential-state.ts'
import type { Reason } from './examination.ts'
import type { LadderStep, Policy } from './policy.ts'
import type { RotationTask, TaskCause, TaskReason } from './rotation.ts'
import { liveStatuses, moveTask, type TaskMove } from './rotation-states.ts'

/** Causes that lie in the system, not in the password: a new password does not end them. */
const lastingCauses: readonly TaskCause[] = ['plaintext', 'storage']

export interface PlanInput {
  readonly account: Account
  /** Who looks after it: the account's own owner, else the system's. */
  readonly owner: string | undefined
  /** Everything that is not good about the account, its system's plaintext and storage included. */
  readonly reasons: readonly Reason[]
  readonly risk: number
  readonly policy: Policy
  /** The newest task of the account, whatever its status. */
  readonly newest: RotationTask | undefined
  readonly now: string
  readonly dueAt: (step: Exclude<LadderStep, 'off'>) => string
  readonly newId: () => string
}

/**
 * The task an account should have after an audit: a new one, its live one brought up to date (itself where nothing
 * changed), or none. A live task is never closed here (that takes proof) and its due date only moves towards now.
 */
export function planTask(input: PlanInput): RotationTask | undefined {
  const { account, newest, now, policy } = input
  const live = newest !== undefined && isLive(newest) ? newest : undefined
  const reasons = taskReasons(input, live)
  if (!canLogIn(account)) return undefined
  if (newest !== undefined && isBackInList(newest, account)) return backAgain(newest, input, reasons)
  if (reasons.length === 0) return undefined
  const due = dueOf(reasons, policy, input.dueAt)
  if (live !== undefined) return refreshed(live, input, reasons, due)
  if (due === undefined) return undefined
  return {
    id: input.newId(),
    system: account.system,
    login: account.login,
    ...(input.owner === undefined ? {} : { owner: input.owner }),
    status: 'open',
    risk: input.risk,
    reasons,
    openedAt: now,
    dueAt: due,
    old: comparable(account.assessment),
  }
}

/** Whether a list that is younger than the proof, or than the account's removal, shows the old password. */
function isBackInList({ status, proof, old }: RotationTask, account: Account): boolean {
  if (status !== 'verified' && status !== 'account-removed') return false
  if (proof === undefined || account.lastSeenAt <= proof.provedAt) return false
  const { seenAtLogin, fingerprint, hashFingerprint } = account.assessment
  const isOldHash = compareFingerprints(old.hashFingerprint, hashFingerprint) === 'same'
  // A login after the list knows better than the list.
  if (seenAtLogin !== undefined && seenAtLogin > account.lastSeenAt) return false
  return isOldHash || compareFingerprints(old.fingerprint, fingerprint) === 'same'
}

function backAgain(task: RotationTask, input: PlanInput, reasons: readonly TaskReason[]): RotationTask {
  const { now, account, policy } = input
  const move = { at: now, by: 'system', why: 'proof-why-back-in-list', values: { list: account.list } }
  const next = revertedTask(task, move, reasons, reason => dueOf(reason, policy, input.dueAt) ?? now)
  return { ...next, risk: input.risk, old: { ...next.old, ...comparable(account.assessment) } }
}

/** A proved task whose old password is in use again: it waits for its proof anew, for what is wrong with it now. */
export function revertedTask(
  task: RotationTask,
  move: TaskMove,
  reasons: readonly TaskReason[],
  dueAt: (reasons: readonly TaskReason[]) => string,
): RotationTask {
  const { proof, closedAt, seenChangedAt: _seen, claimedAt: _at, claimedBy: _by, places, ...rest } = task
  const provedAt = proof?.provedAt ?? closedAt ?? move.at
  const wanted = reasons.length === 0 ? task.reasons : reasons
  return moveTask(rest, 'reverted', move, {
    reasons: wanted,
    dueAt: dueAt(wanted),
    reverted: { at: move.at, provedAt },
    ...(places === undefined ? {} : { places: places.map(({ place }) => ({ place })) }),
  })
}

/** By when an account that never had a task should have a new password; undefined where it may keep the one it has. */
export function dueOfNewTask({
  account,
  reasons,
  policy,
  dueAt,
}: Pick<PlanInput, 'account' | 'reasons' | 'policy' | 'dueAt'>): string | undefined {
  if (!canLogIn(account)) return undefined
  let first: string | undefined
  for (const { verdict, opens } of reasons) {
    if (verdict === 'bad' && opens !== undefined) first = sooner(first, opens, policy, dueAt)
  }
  return first
}

/** When the first of these reasons wants the password changed; undefined where only a person asked for it. */
export function dueOf(
  reasons: readonly TaskReason[],
  policy: Pick<Policy, 'ladder'>,
  dueAt: PlanInput['dueAt'],
): string | undefined {
  let first: string | undefined
  for (const { cause } of reasons) first = sooner(first, cause, policy, dueAt)
  return first
}

/** The date, or that of the cause where it comes sooner. */
function sooner(
  date: string | undefined,
  cause: TaskCause,
  { ladder }: Pick<Policy, 'ladder'>,
  dueAt: PlanInput['dueAt'],
): string | undefined {
  const step = ladder[cause]
  // What was asked for by hand has its date already.
  if (step === 'off' || cause === 'manual') return date
  const at = dueAt(step)
  return date === undefined || at < date ? at : date
}

/** What is kept of a password to compare the next one with. */
export function comparable({ fingerprint, stem, hashFingerprint }: Assessment): RotationTask['old'] {
  return {
    ...(fingerprint === undefined ? {} : { fingerprint }),
    ...(stem === undefined ? {} : { stem }),
    ...(hashFingerprint === undefined ? {} : { hashFingerprint }),
  }
}

/** Whether the account still, or again, has the password that must go. */
export function showsOldPassword(
  { old }: RotationTask,
  { fingerprint, hashFingerprint }: Assessment,
): boolean {
  return (
    compareFingerprints(old.fingerprint, fingerprint) === 'same' ||
    compareFingerprints(old.hashFingerprint, hashFingerprint) === 'same'
  )
}

/**
 * What is asked of an account that came with the password of one that is gone, by another spelling of its login or
 * anew: the same, by the same date. `live` is the task it has already; itself where that asks for all of it.
 */
export function followingTask(
  gone: RotationTask,
  { system, login, owner = gone.owner, assessment }: Account,
  live: RotationTask | undefined,
  newId: () => string,
  move: TaskMove,
): RotationTask {
  if (live !== undefined) {
    const more = gone.reasons.filter(
      ({ rule, reason }) => !live.reasons.some(each => each.rule === rule && each.reason === reason),
    )
    const [dueAt = live.dueAt] = [gone.dueAt, live.dueAt].sort()
    if (more.length === 0 && dueAt === live.dueAt) return live
    return { ...live, reasons: [...more, ...live.reasons], dueAt, risk: Math.max(gone.risk, live.risk) }
  }
  const { risk, reasons, dueAt, places, old } = gone
  return {
    id: newId(),
    system,
    login,
    ...(owner === undefined ? {} : { owner }),
    status: 'open',
    risk,
    reasons,
    openedAt: move.at,
    dueAt,
    history: [{ status: 'open', ...move }],
    ...(places === undefined ? {} : { places: places.map(({ place }) => ({ place })) }),
    old: { ...old, ...comparable(assessment) },
  }
}

/**
 * A task that ended. The stem was kept to compare with and is forgotten. A proved rotation has nothing against it any
 * more, and also answers the reasons that lie in the system: the new password is as good as one can be there.
 */
export function closedTask(
  task: RotationTask,
  { status, ...end }: Pick<RotationTask, 'status' | 'closedAt' | 'proof' | 'cancelReason'>,
  move: TaskMove,
  reasons: readonly Reason[] = [],
): RotationTask {
  const { stem: _stem, ...old } = task.old
  const { lastRefusal: _refusal, ...proved } = task
  const named = task.reasons.map(({ rule }) => rule)
  const answered = status === 'verified' ? asTaskReasons(reasons) : []
  const besides = answered.filter(({ rule, cause }) => lastingCauses.includes(cause) && !named.includes(rule))
  const closing = status === 'verified' ? proved : task
  return moveTask(closing, status, move, { ...end, reasons: [...task.reasons, ...besides], old })
}

/** While the old password is still there, what a list shows of it for the first time is taken along. */
function refreshed(
  live: RotationTask,
  { account, risk: found, reasons: judged }: PlanInput,
  reasons: readonly TaskReason[],
  due: string | undefined,
): RotationTask {
  // A login may have shown a password that is newer than the list: that one is not known to be the old one.
  const isFromList = account.assessment.seenAtLogin === undefined
  const seen = isFromList && showsOldPassword(live, account.assessment) ? comparable(account.assessment) : {}
  const dueAt = due !== undefined && due < live.dueAt ? due : live.dueAt
  const owner = account.owner === undefined ? {} : { owner: account.owner }
  // What a list no longer shows must not make anything look better.
  const risk = isHidden(account, live, judged) ? Math.max(found, live.risk) : found
  const next: RotationTask = { ...live, ...owner, reasons, risk, dueAt, old: { ...live.old, ...seen } }
  return JSON.stringify(next) === JSON.stringify(live) ? live : next
}

/** Whether the password is not seen any more, or not seen through, for which the task was opened. */
function isHidden({ assessment }: Account, live: RotationTask, judged: readonly Reason[]): boolean {
  if (assessment.score !== undefined || assessment.credential === 'locked') return false
  const unknown = unknownRules(judged)
  return live.reasons.some(({ rule }) => unknown.includes(rule))
}

function unknownRules(reasons: readonly Reason[]): readonly string[] {
  return reasons.filter(({ verdict }) => verdict === 'unknown').map(({ rule }) => rule)
}

/** Whether a task still waits for its proof. */
export function isLive(task: RotationTask): boolean {
  return liveStatuses.includes(task.status)
}

function taskReasons(
  { account, reasons, newest, policy }: PlanInput,
  live: RotationTask | undefined,
): readonly TaskReason[] {
  // The password was changed for these already; only the system itself can still mend it.
  const isAnswered = newest?.status === 'verified' && !showsOldPassword(newest, account.assessment)
  const answered = isAnswered ? newest.reasons.map(({ rule }) => rule) : []
  const found = asTaskReasons(reasons).filter(
    ({ rule, cause }) =>
      policy.ladder[cause] !== 'off' && !(lastingCauses.includes(cause) && answered.includes(rule)),
  )
  if (live === undefined) return found
  // What was asked for by hand stays, and so does what can no longer be judged: unknown is not good.
  const unknown = unknownRules(reasons)
  const kept = live.reasons.filter(({ rule }) => rule === 'manual' || unknown.includes(rule))
  return [...found, ...kept]
}

function asTaskReasons(reasons: readonly Reason[]): readonly TaskReason[] {
  const found: TaskReason[] = []
  for (const { verdict, opens, rule, reason, values } of reasons) {
    if (verdict === 'bad' && opens !== undefined) found.push({ rule, reason, values, cause: opens })
  }
  return found
}
