import { Refusal } from './refusal.ts'
import { type RotationTask, type TaskStatus, type TaskStep, taskStatuses } from './rotation.ts'

/** Every step a task may take. Where none leads on, the task has ended for good. */
export const nextStatuses: Readonly<Record<TaskStatus, readonly TaskStatus[]>> = {
  open: ['claimed', 'seen-changed', 'verified', 'waived', 'cancelled', 'account-removed'],
  // By somebody else, or taken back by a list that does not bear it out.
  claimed: ['claimed', 'open', 'seen-changed', 'verified', 'waived', 'cancelled', 'account-removed'],
  // Claimed by somebody, or back where the old password is used again: two people may share a login.
  'seen-changed': ['seen-changed', 'open', 'claimed', 'verified', 'waived', 'cancelled', 'account-removed'],
  reverted: ['claimed', 'seen-changed', 'verified', 'waived', 'cancelled', 'account-removed'],
  waived: ['waived', 'open', 'claimed', 'verified', 'cancelled', 'account-removed'],
  verified: ['reverted'],
  cancelled: [],
  // A list names the account again, with the password of before.
  'account-removed': ['reverted'],
}

/** Somebody has to do something about it now. */
export const pendingStatuses: readonly TaskStatus[] = ['open', 'claimed', 'seen-changed', 'reverted']
/** Waits for its proof, now or once a waiver ends. */
export const liveStatuses: readonly TaskStatus[] = [...pendingStatuses, 'waived']

/** Who moves a task, when and why. */
export type TaskMove = Omit<TaskStep, 'status'>

const movesKept = 50

/**
 * The task in its next status with the step written into its history; refused (conflict) where the table knows no such
 * step. `changes` go along with it.
 */
export function moveTask(
  task: RotationTask,
  status: TaskStatus,
  move: TaskMove,
  changes: Partial<RotationTask> = {},
): RotationTask {
  requireStep(task, status)
  const history = [...(task.history ?? []), { status, ...move }].slice(-movesKept)
  return { ...task, ...changes, status, history }
}

/** Another password than the one that must go was right; a waived task stays waived and has it noted. */
export function seenChanged(task: RotationTask, move: TaskMove): RotationTask {
  const seen = { seenChangedAt: move.at }
  const isThere = task.status === 'waived' || task.status === 'seen-changed'
  return isThere ? { ...task, ...seen } : moveTask(task, 'seen-changed', move, seen)
}

/** Refuses a step that the table does not know. */
function requireStep({ id, status }: Pick<RotationTask, 'id' | 'status'>, next: TaskStatus): void {
  if (nextStatuses[status].includes(next)) return
  if (!liveStatuses.includes(status)) throw new Refusal('conflict', 'task-closed', { id, status })
  throw new Refusal('conflict', 'proof-step', { id, status, next, steps: nextStatuses[status].join(', ') })
}

/** As it was kept before a login with another password was a status of its own. */
export function readStatus(status: string, seenChangedAt: string | undefined): TaskStatus {
  const isSeen = seenChangedAt !== undefined && (status === 'open' || status === 'claimed')
  return isSeen ? 'seen-changed' : (taskStatuses.find(known => known === status) ?? 'open')
}
