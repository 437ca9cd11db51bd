import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Account } from '../../src/core/account.ts'
import type { Reason } from '../../src/core/examination.ts'
import type { LadderStep, Policy } from '../../src/core/policy.ts'
import { type RotationTask, type TaskCause, taskCauses } from '../../src/core/rotation.ts'
import { closedTask, type PlanInput, planTask } from '../../src/core/rotation-plan.ts'

const move = { at: '2026-04-01T00:00:00.000Z', by: 'system', why: 'proof-why-list' }

const account: Account = {
  id: 'acc_1',
  system: 'ftp',
  login: 'aoba',
  owner: 'sato',
  assessment: { credential: 'clear', fingerprint: 'f1.k.a.old', stem: 'f1.k.a.stem', weaknesses: [] },
  list: 'list_1',
  firstSeenAt: '2026-01-01T00:00:00.000Z',
  lastSeenAt: '2026-01-01T00:00:00.000Z',
  previousFingerprints: [],
}

const ladder = Object.fromEntries(taskCauses.map(cause => [cause, { days: 14 }])) as Record<
  TaskCause,
  LadderStep
>
const policy: Policy = {
  name: 'base',
  profile: 'nist-r4',
  rules: {},
  ladder: { ...ladder, default: { days: 3 }, age: 'off' },
  minScore: 3,
  minLength: 15,
  companyWords: [],
  closingDays: [],
  staleAfterDays: 30,
  denyUnknownLogins: false,
  throttle: { delayAfterFailures: 3, denyAfterFailures: 100, forgetAfterMinutes: 60 },
  reminders: { beforeDue: [1], everyDaysOverdue: 2, managerAfter: 4, administratorAfter: 8 },
  recheck: { afterDays: [] },
}

const reason = (rule: string, opens: TaskCause): Reason => ({
  rule,
  severity: 'high',
  verdict: 'bad',
  reason: 'weak',
  values: {},
  evidence: {},
  opens,
})

const plan = (more: Partial<PlanInput>) =>
  planTask({
    account,
    owner: 'sato',
    reasons: [reason('PW-07', 'weak')],
    risk: 60,
    policy,
    newest: undefined,
    now: '2026-04-01T00:00:00.000Z',
    dueAt: step =>
      new Date(Date.UTC(2026, 3, 1 + ('days' in step ? step.days : step.businessDays))).toISOString(),
    newId: () => 'task_new',
    ...more,
  })

const open: RotationTask = {
  id: 'task_1',
  system: 'ftp',
  login: 'aoba',
  status: 'open',
  risk: 40,
  reasons: [{ rule: 'PW-07', reason: 'weak', values: {}, cause: 'weak' }],
  openedAt: '2026-03-01T00:00:00.000Z',
  dueAt: '2026-04-10T00:00:00.000Z',
  old: {},
}

test('a weak password opens one task, due as the ladder says, that remembers the old fingerprints', () => {
  assert.deepEqual(plan({}), {
    id: 'task_new',
    system: 'ftp',
    login: 'aoba',
    owner: 'sato',
    status: 'open',
    risk: 60,
    reasons: [{ rule: 'PW-07', reason: 'weak', values: {}, cause: 'weak' }],
    openedAt: '2026-04-01T00:00:00.000Z',
    dueAt: '2026-04-15T00:00:00.000Z',
    old: { fingerprint: 'f1.k.a.old', stem: 'f1.k.a.stem' },
  })
})

test('several reasons make one task, due by the most urgent of them', () => {
  const task = plan({ reasons: [reason('PW-07', 'weak'), reason('PW-02', 'default')] })
  assert.equal(task?.dueAt, '2026-04-04T00:00:00.000Z')
  assert.deepEqual(
    task?.reasons.map(({ rule }) => rule),
    ['PW-07', 'PW-02'],
  )
})

test('a live task is brought up to date and never becomes due later', () => {
  const task = plan({ newest: open })
  assert.equal(task?.id, 'task_1')
  assert.equal(task?.dueAt, '2026-04-10T00:00:00.000Z')
  assert.equal(task?.risk, 60)
  const urgent = plan({ newest: open, reasons: [reason('PW-02', 'default')] })
  assert.equal(urgent?.dueAt, '2026-04-04T00:00:00.000Z')
})

test('what a live task was asked for by hand stays among its reasons', () => {
  const byHand: RotationTask = {
    ...open,
    reasons: [{ rule: 'manual', reason: 'staff change', values: {}, cause: 'manual' }],
  }
  assert.deepEqual(
    plan({ newest: byHand })?.reasons.map(({ rule }) => rule),
    ['PW-07', 'manual'],
  )
})

test('the date of a task asked for by hand is not moved by its own reason', () => {
  const byHand: RotationTask = {
    ...open,
    dueAt: '2026-09-01T00:00:00.000Z',
    reasons: [{ rule: 'manual', reason: 'staff change', values: {}, cause: 'manual' }],
  }
  assert.equal(plan({ newest: byHand, reasons: [] })?.dueAt, '2026-09-01T00:00:00.000Z')
  assert.equal(plan({ newest: byHand })?.dueAt, '2026-04-15T00:00:00.000Z')
})

test('a reason that can no longer be judged stays with the live task and opens no new one', () => {
  const unseen: Reason = { ...reason('PW-07', 'weak'), verdict: 'unknown', reason: 'absent' }
  const stored = reason('ST-04', 'storage')
  assert.deepEqual(
    plan({ newest: open, reasons: [stored, unseen] })?.reasons.map(({ rule }) => rule),
    ['ST-04', 'PW-07'],
  )
  assert.deepEqual(
    plan({ reasons: [stored, unseen] })?.reasons.map(({ rule }) => rule),
    ['ST-04'],
  )
})

test('while the password is hidden the risk of a live task may rise, and never falls', () => {
  const unseen: Reason = { ...reason('PW-07', 'weak'), verdict: 'unknown', reason: 'absent' }
  const stored = reason('ST-04', 'storage')
  const hidden = (risk: number) => plan({ newest: open, reasons: [stored, unseen], risk })?.risk
  assert.deepEqual([hidden(36), hidden(80)], [40, 80])
  const rated: Account = { ...account, assessment: { ...account.assessment, score: 1 } }
  assert.equal(plan({ newest: open, risk: 36, account: rated })?.risk, 36, 'seen again, it is what it is')
  const ofStorage = {
    ...open,
    reasons: [{ rule: 'ST-04', reason: 'weak', values: {}, cause: 'storage' }],
  } as const
  assert.equal(
    plan({ newest: ofStorage, reasons: [stored, unseen], risk: 36 })?.risk,
    36,
    'never seen, it was never rated by what was seen',
  )
})

test('a live task that nothing changed is the same task', () => {
  const task = plan({})
  assert.ok(task)
  assert.equal(plan({ newest: task }), task)
})

test('what a list first shows of the old password while it is still there is taken along', () => {
  const { stem: _, ...withoutStem } = account.assessment
  const task = plan({ account: { ...account, assessment: withoutStem } })
  assert.deepEqual(task?.old, { fingerprint: 'f1.k.a.old' })
  assert.deepEqual(plan({ newest: task })?.old, { fingerprint: 'f1.k.a.old', stem: 'f1.k.a.stem' })
  const changed = { ...account.assessment, fingerprint: 'f1.k.a.new', stem: 'f1.k.a.another' }
  assert.deepEqual(plan({ newest: task, account: { ...account, assessment: changed } })?.old, task?.old)
})

test('a closed task forgets the stem; a proved one has answered what only the system can mend', () => {
  const end = { closedAt: '2026-04-01T00:00:00.000Z' }
  const task: RotationTask = { ...open, old: { fingerprint: 'f1.k.a.old', stem: 'f1.k.a.stem' } }
  const bad = [reason('TR-01', 'plaintext'), reason('PW-04', 'weak')]
  const verified = closedTask(task, { ...end, status: 'verified' }, move, bad)
  assert.deepEqual(verified.old, { fingerprint: 'f1.k.a.old' })
  assert.deepEqual(
    verified.reasons.map(({ rule }) => rule),
    ['PW-07', 'TR-01'],
  )
  const cancelled = closedTask(task, { ...end, status: 'cancelled' }, move, bad)
  assert.deepEqual([cancelled.old, cancelled.reasons], [{ fingerprint: 'f1.k.a.old' }, open.reasons])
})

test('a plaintext login asks again once the old password is back', () => {
  const proved = closedTask({ ...open, old: { fingerprint: 'f1.k.a.old' } }, { status: 'verified' }, move, [
    reason('TR-01', 'plaintext'),
  ])
  assert.equal(plan({ newest: proved, reasons: [reason('TR-01', 'plaintext')] })?.id, 'task_new')
  const other = { ...account, assessment: { ...account.assessment, fingerprint: 'f1.k.a.new' } }
  assert.equal(plan({ newest: proved, account: other, reasons: [reason('TR-01', 'plaintext')] }), undefined)
})

test('age asks for nothing while the ladder says off', () => {
  assert.equal(plan({ reasons: [reason('LC-07', 'age')] }), undefined)
})

test('what is only unknown opens no task', () => {
  assert.equal(plan({ reasons: [{ ...reason('PW-07', 'weak'), verdict: 'unknown' }] }), undefined)
})

test('a plaintext login is not asked to rotate again after it did: the system must be mended', () => {
  const proved: RotationTask = {
    ...open,
    status: 'verified',
    reasons: [{ rule: 'TR-01', reason: 'plain', values: {}, cause: 'plaintext' }],
  }
  assert.equal(plan({ newest: proved, reasons: [reason('TR-01', 'plaintext')] }), undefined)
  assert.equal(plan({ newest: proved, reasons: [reason('PW-07', 'weak')] })?.id, 'task_new')
})

test('an account that nobody can log in with gets no task', () => {
  assert.equal(plan({ account: { ...account, enabled: false } }), undefined)
  assert.equal(
    plan({ account: { ...account, assessment: { credential: 'locked', weaknesses: [] } } }),
    undefined,
  )
})
