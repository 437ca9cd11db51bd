import type { Account } from './account.ts'
import { canLogIn } from './credential-state.ts'
import type { Reason } from './examination.ts'
import type { LadderStep, Policy } from './policy.ts'
import type { RotationTask, TaskCause, TaskReason } from './rotation.ts'

/** Causes that lie in the system, not in the password: a new password does not end them. */
const lastingCauses: readonly TaskCause[] = ['plaintext', 'storage']

export interface PlanInput {
  readonly account: Account
  /** Everything that is bad about the account, its system's plaintext and storage included. */
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
 * The task an account should have after an audit: a new one, its live one brought up to date, or none.
 * A live task is never closed here (that takes proof) and its due date only moves forward in time towards now.
 */
export function planTask(input: PlanInput): RotationTask | undefined {
  const { account, newest, now, policy } = input
  const live = newest !== undefined && isLive(newest) ? newest : undefined
  const reasons = taskReasons(input, live)
  if (!canLogIn(account) || reasons.length === 0) return undefined
  const due = earliest(
    reasons.flatMap(({ cause }) => {
      const step = policy.ladder[cause]
      return step === 'off' ? [] : [input.dueAt(step)]
    }),
  )
  if (due === undefined) return undefined
  if (live !== undefined) {
    return { ...live, reasons, risk: input.risk, dueAt: earliest([due, live.dueAt]) ?? due }
  }
  const { fingerprint, stem, hashFingerprint } = account.assessment
  return {
    id: input.newId(),
    system: account.system,
    login: account.login,
    ...(account.owner === undefined ? {} : { owner: account.owner }),
    status: 'open',
    risk: input.risk,
    reasons,
    openedAt: now,
    dueAt: due,
    old: {
      ...(fingerprint === undefined ? {} : { fingerprint }),
      ...(stem === undefined ? {} : { stem }),
      ...(hashFingerprint === undefined ? {} : { hashFingerprint }),
    },
  }
}

/** Whether a task still waits for its proof. */
export function isLive(task: RotationTask): boolean {
  return task.status === 'open' || task.status === 'claimed' || task.status === 'waived'
}

function taskReasons(
  { reasons, newest, policy }: PlanInput,
  live: RotationTask | undefined,
): readonly TaskReason[] {
  const answered = newest?.status === 'verified' ? newest.reasons.map(({ rule }) => rule) : []
  const found = reasons.flatMap(({ verdict, opens, rule, reason, values }) => {
    if (verdict !== 'bad' || opens === undefined || policy.ladder[opens] === 'off') return []
    // The password was changed for this already; only the system itself can still mend it.
    if (lastingCauses.includes(opens) && answered.includes(rule)) return []
    return [{ rule, reason, values, cause: opens }]
  })
  const manual = live?.reasons.filter(({ cause }) => cause === 'manual') ?? []
  return [...found, ...manual]
}

function earliest(instants: readonly string[]): string | undefined {
  return instants.reduce<string | undefined>(
    (first, at) => (first === undefined || at < first ? at : first),
    undefined,
  )
}
