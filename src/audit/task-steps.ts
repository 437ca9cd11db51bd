import { type Caller, found, noteChange } from '../change.ts'
import type { Waiver } from '../core/finding.ts'
import type { Values } from '../core/message.ts'
import { Refusal } from '../core/refusal.ts'
import type { RotationTask } from '../core/rotation.ts'
import { closedTask, comparable, isLive } from '../core/rotation-plan.ts'
import { moveTask, type TaskMove } from '../core/rotation-states.ts'
import type { Store } from '../core/store.ts'
import type { System } from '../core/system.ts'
import type { Parts } from '../parts.ts'
import { examineBatch, examineSystem } from './account-pass.ts'
import { readLandscape } from './landscape.ts'

type Moved = Pick<TaskMove, 'at' | 'by'>

/** A task claimed by somebody; itself where he has it already. What a login has shown of it stays its status, the step is noted. */
export function claimed(task: RotationTask, claim: { readonly by: string }, move: Moved): RotationTask {
  const { by } = claim
  if (task.status !== 'waived' && isLive(task) && task.claimedBy === by) {
    if (task.status === 'claimed' || task.status === 'seen-changed') return task
  }
  const { waiver: _waiver, ...rest } = task
  const next = task.status === 'seen-changed' ? 'seen-changed' : 'claimed'
  const changes = { claimedBy: by, claimedAt: move.at }
  return moveTask(rest, next, { ...move, why: 'proof-why-claim', values: { by } }, changes)
}

/** A task accepted as it is until the waiver ends; it opens again by itself. */
export function waived(task: RotationTask, waiver: Waiver, move: Moved): RotationTask {
  const { reason, approver, expiresAt } = waiver
  const same = task.waiver
  const isThere = same?.reason === reason && same.approver === approver && same.expiresAt === expiresAt
  if (task.status === 'waived' && isThere) return task
  return moveTask(task, 'waived', { ...move, why: reason }, { waiver: { reason, approver, expiresAt } })
}

/** A task called off, with the reason kept. */
export function cancelled(task: RotationTask, reason: string, move: Moved): RotationTask {
  if (task.status === 'cancelled' && task.cancelReason === reason) return task
  const end = { status: 'cancelled', cancelReason: reason, closedAt: move.at } as const
  return closedTask(task, end, { ...move, why: reason })
}

/** What an administrator asks for. */
export interface TaskRequest {
  readonly login: string
  /** In his words, or with the cause `leaver` a key of the catalogue. */
  readonly reason: string
  readonly cause?: 'manual' | 'leaver'
  readonly values?: Values
  readonly dueAt?: string | undefined
}

/** A date for something still to be done; refuses one before now. */
function readDue(text: string, now: string): string {
  const dueAt = new Date(text).toISOString()
  if (dueAt >= now) return dueAt
  const values = { dueAt, now }
  throw new Refusal('invalid', 'task-due-past', values, [{ at: 'dueAt', key: 'task-due-past', values }])
}

async function manualTask(parts: Parts, system: System, input: TaskRequest): Promise<RotationTask> {
  const { login } = input
  const dueAt = input.dueAt === undefined ? undefined : readDue(input.dueAt, parts.clock())
  const account = await parts.store.getAccount(system.id, login)
  if (account === undefined) throw new Refusal('not-found', 'account-unknown', { system: system.id, login })
  const landscape = await readLandscape(parts)
  const examined = await examineSystem(parts, landscape, system)
  const [{ risk } = { risk: { risk: 0 } }] = await examineBatch(parts, landscape, examined, [account])
  const { cause = 'manual', values = {} } = input
  const step = examined.policy.ladder[cause]
  const owner = account.owner ?? system.owner
  return {
    id: parts.newId('task'),
    system: system.id,
    login,
    ...(owner === undefined ? {} : { owner }),
    status: 'open',
    risk: risk.risk,
    reasons: [{ rule: 'manual', reason: input.reason, values, cause }],
    openedAt: landscape.now,
    dueAt: dueAt ?? parts.dueAt(landscape.now, step === 'off' ? { days: 14 } : step, examined.policy),
    old: comparable(account.assessment),
    ...(await placesOf(parts.store, account)),
  }
}

/** The places that hold an account's password, none of them ticked, for a task that begins. */
export async function placesOf(
  store: Pick<Store, 'placesOf'>,
  { system, login }: Pick<RotationTask, 'system' | 'login'>,
): Promise<Pick<RotationTask, 'places'>> {
  return untickedPlaces((await store.placesOf(system, [login])).get(login))
}

/** These places as a task that begins has them. */
export function untickedPlaces(names: readonly string[] = []): Pick<RotationTask, 'places'> {
  return names.length === 0 ? {} : { places: names.map(place => ({ place })) }
}

/**
 * Takes one step with a task and logs it, in one transaction; whoever asks for the same at the same time waits. A step
 * that changes nothing leaves no trace.
 */
export function stepTask(
  parts: Pick<Parts, 'store' | 'clock' | 'requireRoom'>,
  id: string,
  action: `task.${string}`,
  detail: object,
  caller: Caller,
  step: (task: RotationTask, move: Moved) => RotationTask,
): Promise<RotationTask> {
  parts.requireRoom()
  return parts.store.transaction(async store => {
    const before = found(await store.holdTask(id), 'task-unknown', id)
    const at = parts.clock()
    const task = step(before, { at, by: caller.actor })
    if (task === before) return task
    await store.putTasks([task])
    if (!isLive(task)) await store.forgetStems(task.system)
    await noteChange(store, caller, { at, action, subject: id, detail: { ...detail } })
    return task
  })
}

/** Keeps a task an administrator asked for; refused (conflict) where the account has a live one. */
export async function openTask(
  parts: Parts,
  system: System,
  input: TaskRequest,
  caller: Caller,
): Promise<RotationTask> {
  const task = await manualTask(parts, system, input)
  return keepNew(parts, task, caller, live => {
    const { login } = task
    throw new Refusal('conflict', 'task-live', { system: system.id, login, id: live.id })
  })
}

/** The same, but a live task takes the reason up: due as soon as either wants it. */
export async function openOrTighten(
  parts: Parts,
  system: System,
  input: TaskRequest,
  caller: Caller,
): Promise<RotationTask> {
  const task = await manualTask(parts, system, input)
  const [reason] = task.reasons
  return keepNew(parts, task, caller, live => {
    const isKnown = live.reasons.some(each => each.reason === reason?.reason)
    if (isKnown || reason === undefined) return live
    const [dueAt = live.dueAt] = [task.dueAt, live.dueAt].sort()
    return { ...live, reasons: [reason, ...live.reasons], dueAt }
  })
}

/** Keeps the task, or what becomes of the account's live one: an account never has two. */
function keepNew(
  parts: Parts,
  task: RotationTask,
  caller: Caller,
  meet: (live: RotationTask) => RotationTask,
): Promise<RotationTask> {
  const { system, login } = task
  parts.requireRoom()
  return parts.store.transaction(async store => {
    await store.holdAccount(system, login)
    const newest = (await store.newestTasks(system, [login])).get(login)
    const live = newest !== undefined && isLive(newest) ? newest : undefined
    const next = live === undefined ? task : meet(live)
    if (next === live) return next
    await store.putTasks([next])
    const action = live === undefined ? 'task.open' : 'task.tighten'
    await noteChange(store, caller, {
      at: parts.clock(),
      action,
      subject: next.id,
      detail: { system, login },
    })
    return next
  })
}
