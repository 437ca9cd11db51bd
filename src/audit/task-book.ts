import { compareFingerprints } from '../core/account.ts'
import type { RotationTask } from '../core/rotation.ts'
import { isLive, planTask } from '../core/rotation-plan.ts'
import { judgeRotation } from '../core/rotation-proof.ts'
import type { Parts } from '../parts.ts'
import type { ExaminedAccount, ExaminedSystem } from './account-pass.ts'

/**
 * Judges the live tasks of these accounts by the list that was just imported, then opens or refreshes the tasks the
 * accounts should have. Answers how many were opened and how many were proved.
 */
export async function settleTasks(
  parts: Parts,
  examined: ExaminedSystem,
  page: readonly ExaminedAccount[],
  provenBy: string | undefined,
): Promise<{ readonly opened: number; readonly verified: number }> {
  const tasks: RotationTask[] = []
  let opened = 0
  let verified = 0
  for (const account of page) {
    const before = account.subject.task
    const judged =
      before !== undefined && provenBy !== undefined && isLive(before)
        ? judge(before, account, provenBy, account.subject.now)
        : before
    if (judged?.status === 'verified' && judged !== before) verified += 1
    const planned = plan(parts, examined, account, judged)
    if (planned !== undefined && planned.id !== judged?.id) opened += 1
    for (const task of planned?.id === judged?.id ? [planned] : [judged, planned]) {
      if (task !== undefined && task !== before) tasks.push(task)
    }
  }
  await parts.store.putTasks(tasks)
  return { opened, verified }
}

/** Tasks whose account the newest list no longer shows end as `account removed`, never as rotated. */
export async function closeTasksOfAbsent(
  parts: Parts,
  system: string,
  list: string,
  now: string,
): Promise<void> {
  const live = await parts.store.liveTasks(system)
  const closed: RotationTask[] = []
  for (const task of live) {
    if ((await parts.store.getAccount(system, task.login)) !== undefined) continue
    const judgement = judgeRotation(task, {
      account: undefined,
      list,
      at: now,
      policyViolations: undefined,
      fingerprintUsedBy: [],
    })
    if (judgement.outcome !== 'account removed') continue
    closed.push({ ...task, status: 'cancelled', closedAt: now, proof: judgement.proof })
  }
  await parts.store.putTasks(closed)
}

function judge(task: RotationTask, examined: ExaminedAccount, list: string, now: string): RotationTask {
  const { account, reasons, subject } = examined
  const password = reasons.filter(({ rule }) => rule.startsWith('PW-'))
  const violations = password.filter(({ verdict }) => verdict === 'bad').map(({ rule }) => rule)
  const judgement = judgeRotation(task, {
    account,
    list,
    at: now,
    policyViolations: account.assessment.score === undefined ? undefined : violations,
    fingerprintUsedBy: subject.peers,
  })
  if (judgement.outcome === 'rotated')
    return { ...task, status: 'verified', closedAt: now, proof: judgement.proof }
  if (judgement.outcome === 'account removed') return task
  const untouched =
    task.status !== 'claimed' &&
    compareFingerprints(task.old.fingerprint ?? task.old.hashFingerprint, currentOf(task, account)) !==
      'different'
  if (untouched) return task
  // A claim that the list does not bear out is taken back; the reader is told why.
  const status = task.status === 'claimed' ? 'open' : task.status
  return { ...task, status, lastRefusal: { ...judgement.refusal, at: now, list } }
}

function currentOf(task: RotationTask, { assessment }: ExaminedAccount['account']): string | undefined {
  return task.old.fingerprint === undefined ? assessment.hashFingerprint : assessment.fingerprint
}

function plan(
  parts: Parts,
  { policy }: ExaminedSystem,
  { account, reasons, inherited, risk, subject }: ExaminedAccount,
  newest: RotationTask | undefined,
): RotationTask | undefined {
  return planTask({
    account,
    reasons: [...reasons, ...inherited],
    risk: risk.risk,
    policy,
    newest,
    now: subject.now,
    dueAt: step => parts.dueAt(subject.now, step, policy),
    newId: () => parts.newId('task'),
  })
}
