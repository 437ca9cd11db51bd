import { examine, type Reason } from '../core/examination.ts'
import type { Waiver } from '../core/finding.ts'
import type { RotationTask } from '../core/rotation.ts'
import { closedTask, isLive, planTask, showsOldPassword } from '../core/rotation-plan.ts'
import { judgeRotation } from '../core/rotation-proof.ts'
import { moveTask, type TaskMove } from '../core/rotation-states.ts'
import { accepts } from '../core/waiver.ts'
import type { Parts } from '../parts.ts'
import type { ExaminedAccount, ExaminedSystem } from './account-pass.ts'
import { findingId } from './finding-notes.ts'
import { followPasswords } from './followed-tasks.ts'
import { untickedPlaces } from './task-steps.ts'

/** What settling the tasks of a page came to. */
export interface Settled {
  readonly opened: number
  readonly verified: number
  /** The newest task of each account that has one, as it stands now. */
  readonly newest: ReadonlyMap<string, RotationTask>
}

/**
 * Judges the live tasks of these accounts by the list that was just imported (`provenBy`), then opens or refreshes the
 * tasks the accounts should have. What is accepted by a waiver (`accepted`, by finding id) opens none. Call it inside
 * the transaction that records the page: tasks are read anew, so that no claim made meanwhile is lost.
 */
export async function settleTasks(
  parts: Parts,
  examined: ExaminedSystem,
  page: readonly ExaminedAccount[],
  provenBy: string | undefined,
  accepted: ReadonlyMap<string, Waiver>,
): Promise<Settled> {
  const logins = page.map(({ account }) => account.login)
  const newest = new Map(await parts.store.newestTasks(examined.system.id, logins))
  const changed: RotationTask[] = []
  let opened = 0
  let verified = 0
  const judgeable = page.filter(
    ({ account: { login } }) => provenBy !== undefined && isLiveTask(newest.get(login)),
  )
  const holders = await parts.store.holdersOf(
    judgeable.flatMap(({ account }) => account.assessment.fingerprint ?? []),
  )
  const places = await parts.store.placesOf(examined.system.id, logins)
  for (const account of page) {
    const before = newest.get(account.account.login)
    const holding = holders.get(account.account.assessment.fingerprint ?? '') ?? []
    const judged = judge(before, examined, account, provenBy, holding)
    const wanted = plan(parts, examined, account, judged, accepted)
    const isNew = wanted !== undefined && wanted.id !== judged?.id
    const planned = isNew ? { ...wanted, ...untickedPlaces(places.get(wanted.login)) } : wanted
    if (judged?.status === 'verified' && judged !== before) verified += 1
    if (isNew) opened += 1
    for (const task of planned?.id === judged?.id ? [planned] : [judged, planned]) {
      if (task !== undefined && task !== before) changed.push(task)
    }
    const now = planned ?? judged
    if (now !== undefined) newest.set(account.account.login, now)
  }
  await parts.store.putTasks(changed)
  return { opened, verified, newest }
}

/**
 * Tasks whose account the newest list no longer shows end as `account removed`, never as rotated. Where the list shows
 * the same password under a login it did not show before, the task goes on there. Answers how many were opened.
 */
export async function closeTasksOfAbsent(
  parts: Pick<Parts, 'store' | 'newId'>,
  system: string,
  list: string,
  now: string,
): Promise<number> {
  const { store } = parts
  const absent = await store.tasksWithoutAccount(system)
  const opened = await followPasswords(parts, system, absent, list, now)
  const closed: RotationTask[] = []
  for (const task of absent) {
    const judgement = judgeRotation(task, {
      account: undefined,
      list,
      at: now,
      policyViolations: undefined,
      fingerprintUsedBy: [],
    })
    if (!('proof' in judgement)) continue
    const end = { status: 'account-removed', closedAt: now, proof: judgement.proof } as const
    closed.push(closedTask(task, end, { at: now, by: 'system', why: 'proof-why-absent', values: { list } }))
  }
  await store.putTasks(closed)
  return opened
}

function isLiveTask(task: RotationTask | undefined): boolean {
  return task !== undefined && isLive(task)
}

type Holder = { readonly system: string; readonly login: string }

function isSame(a: Holder, b: Holder): boolean {
  return a.system === b.system && a.login === b.login
}

/** The task as the list leaves it: closed with its proof, or open with the reason there is none. */
function judge(
  task: RotationTask | undefined,
  system: ExaminedSystem,
  examined: ExaminedAccount,
  list: string | undefined,
  holders: readonly Holder[],
): RotationTask | undefined {
  const { account, reasons, inherited, subject } = examined
  if (task === undefined || !isLive(task)) return task
  // A list says nothing of an account it left out (a rejected line), nor of a task that is younger than itself.
  if (list === undefined || account.list !== list || task.openedAt > account.lastSeenAt) return task
  const at = subject.now
  const judgement = judgeRotation(task, {
    account,
    list,
    at,
    ...acceptance(system, examined),
    fingerprintUsedBy: [
      ...holders,
      ...subject.peers.filter(peer => !holders.some(each => isSame(each, peer))),
    ],
  })
  if ('proof' in judgement) {
    const { outcome, proof } = judgement
    const [status, why] =
      outcome === 'rotated'
        ? (['verified', 'proof-why-list'] as const)
        : (['cancelled', 'proof-why-shut'] as const)
    const move = { at, by: 'system', why, values: { list } }
    return closedTask(task, { status, closedAt: at, proof }, move, [...reasons, ...inherited])
  }
  const told = { ...task, lastRefusal: { ...judgement.refusal, at, list } }
  if (task.status !== 'claimed') return withoutSight(told, account, { at, by: 'system', values: { list } })
  // A claim that the list does not bear out is taken back; the reader is told why.
  return moveTask(told, 'open', { at, by: 'system', why: 'proof-why-not-borne-out', values: { list } })
}

/** What a login has shown gives way to a list that shows the old password: it is younger, and it shows the password itself. */
function withoutSight(
  task: RotationTask,
  { assessment }: ExaminedAccount['account'],
  move: Omit<TaskMove, 'why'>,
): RotationTask {
  const { seenChangedAt, ...unseen } = task
  if (seenChangedAt === undefined || !showsOldPassword(task, assessment)) return task
  if (task.status !== 'seen-changed') return unseen
  const back = task.claimedAt === undefined ? 'open' : 'claimed'
  return moveTask(unseen, back, { ...move, why: 'proof-why-old-in-list' })
}

/** A rule that has nothing to look into yet says nothing against a password. */
const withoutSource = new Set(['PW-03'])

/** What the password rules say of the password shown. A disabled account is held to them as if it were not. */
export function acceptance({ accountRules }: ExaminedSystem, { account, subject, reasons }: ExaminedAccount) {
  if (account.assessment.score === undefined) return { policyViolations: undefined }
  const passwordRules = accountRules.filter(({ rule }) => rule.id.startsWith('PW-'))
  const found =
    account.enabled === false
      ? examine<'account'>(passwordRules, { ...subject, account: { ...account, enabled: true } })
      : reasons.filter(({ rule }) => rule.startsWith('PW-'))
  const of = (verdict: Reason['verdict']) =>
    found.filter(reason => reason.verdict === verdict).map(({ rule }) => rule)
  return {
    policyViolations: of('bad'),
    policyUndecided: of('unknown').filter(rule => !withoutSource.has(rule)),
  }
}

function plan(
  parts: Parts,
  { policy, dueAt }: ExaminedSystem,
  { account, reasons, inherited, risk, subject }: ExaminedAccount,
  newest: RotationTask | undefined,
  accepted: ReadonlyMap<string, Waiver>,
): RotationTask | undefined {
  const { system, login } = account
  const open = (about: { readonly system: string; readonly login?: string }) => (reason: Reason) => {
    const waiver = accepted.size === 0 ? undefined : accepted.get(findingId(parts, reason, about))
    return waiver === undefined || !accepts(waiver, reason.severity)
  }
  return planTask({
    account,
    owner: account.owner ?? subject.system.owner,
    reasons: [...reasons.filter(open({ system, login })), ...inherited.filter(open({ system }))],
    risk: risk.risk,
    policy,
    newest,
    now: subject.now,
    dueAt,
    newId: () => parts.newId('task'),
  })
}
