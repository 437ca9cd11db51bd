import { type Caller, found, recordChange } from '../change.ts'
import type { Waiver } from '../core/finding.ts'
import { Refusal } from '../core/refusal.ts'
import type { RotationTask } from '../core/rotation.ts'
import { closedTask, comparable, isLive } from '../core/rotation-plan.ts'
import type { System } from '../core/system.ts'
import type { Parts } from '../parts.ts'
import { examineBatch, examineSystem } from './account-pass.ts'
import { readLandscape } from './landscape.ts'

/** A task claimed by somebody; refused for one that is closed. */
export function claimed(task: RotationTask, by: string, now: string): RotationTask {
  requireLive(task)
  const { waiver: _waiver, ...rest } = task
  return { ...rest, status: 'claimed', claimedBy: by, claimedAt: now }
}

/** A task accepted as it is until the waiver ends; it opens again by itself. */
export function waived(task: RotationTask, { reason, approver, expiresAt }: Waiver): RotationTask {
  requireLive(task)
  return { ...task, status: 'waived', waiver: { reason, approver, expiresAt } }
}

/** A task called off, with the reason kept. */
export function cancelled(task: RotationTask, reason: string, now: string): RotationTask {
  requireLive(task)
  return closedTask(task, { status: 'cancelled', cancelReason: reason, closedAt: now })
}

/** What an administrator asks for. */
export interface TaskRequest {
  readonly login: string
  readonly reason: string
  readonly dueAt?: string | undefined
}

async function manualTask(parts: Parts, system: System, input: TaskRequest): Promise<RotationTask> {
  const { login } = input
  const account = await parts.store.getAccount(system.id, login)
  if (account === undefined) throw new Refusal('not-found', 'account-unknown', { system: system.id, login })
  const landscape = await readLandscape(parts)
  const examined = await examineSystem(parts, landscape, system)
  const [{ risk } = { risk: { risk: 0 } }] = await examineBatch(parts, landscape, examined, [account])
  const step = examined.policy.ladder.manual
  const owner = account.owner ?? system.owner
  return {
    id: parts.newId('task'),
    system: system.id,
    login,
    ...(owner === undefined ? {} : { owner }),
    status: 'open',
    risk: risk.risk,
    reasons: [{ rule: 'manual', reason: input.reason, values: {}, cause: 'manual' }],
    openedAt: landscape.now,
    dueAt:
      input.dueAt === undefined
        ? parts.dueAt(landscape.now, step === 'off' ? { days: 14 } : step, examined.policy)
        : new Date(input.dueAt).toISOString(),
    old: comparable(account.assessment),
  }
}

function requireLive({ id, status }: RotationTask): void {
  if (status === 'verified' || status === 'cancelled')
    throw new Refusal('conflict', 'task-closed', { id, status })
}

/** Takes one step with a task and logs it, in one transaction. */
export function stepTask(
  parts: Parts,
  id: string,
  action: 'task.claim' | 'task.waive' | 'task.cancel',
  detail: object,
  caller: Caller,
  step: (task: RotationTask) => RotationTask,
): Promise<RotationTask> {
  return recordChange(parts, caller, action, id, detail, async store => {
    const task = step(found(await store.getTask(id), 'task-unknown', id))
    await store.putTasks([task])
    if (!isLive(task)) await store.forgetStems(task.system)
    return task
  })
}

/** Keeps a task an administrator asked for. */
export async function openTask(
  parts: Parts,
  system: System,
  input: TaskRequest,
  caller: Caller,
): Promise<RotationTask> {
  const task = await manualTask(parts, system, input)
  const { id, login } = task
  await recordChange(parts, caller, 'task.open', id, { system: system.id, login }, async store => {
    const newest = (await store.newestTasks(system.id, [login])).get(login)
    if (newest !== undefined && isLive(newest)) {
      throw new Refusal('conflict', 'task-live', { system: system.id, login, id: newest.id })
    }
    await store.putTasks([task])
  })
  return task
}
