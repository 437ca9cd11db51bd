import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '../../src/core/refusal.ts'
import { type RotationTask, type TaskStatus, taskStatuses } from '../../src/core/rotation.ts'
import {
  liveStatuses,
  moveTask,
  nextStatuses,
  readStatus,
  seenChanged,
} from '../../src/core/rotation-states.ts'

const task: RotationTask = {
  id: 'task_1',
  system: 'ftp',
  login: 'tanaka',
  status: 'open',
  risk: 70,
  reasons: [{ rule: 'PW-07', reason: 'weak', values: {}, cause: 'weak' }],
  openedAt: '2026-11-20T00:00:00.000Z',
  dueAt: '2026-12-04T08:00:00.000Z',
  old: {},
}
const move = { at: '2026-11-23T00:00:00.000Z', by: 'token_1', why: 'proof-why-claim' }
const steps = fc.array(fc.constantFrom(...taskStatuses), { maxLength: 40 })

/** The task after the steps it took; those the table does not know are refused and change nothing. */
function walk(wanted: readonly TaskStatus[]): RotationTask {
  return wanted.reduce((at, next) => {
    try {
      return moveTask(at, next, move)
    } catch (error) {
      assert.ok(error instanceof Refusal && error.kind === 'conflict')
      return at
    }
  }, task)
}

test('no row of steps, whoever asks for what, leads where the table does not', () => {
  fc.assert(
    fc.property(steps, wanted => {
      const { status, history = [] } = walk(wanted)
      const taken = ['open' as TaskStatus, ...history.map(step => step.status)]
      for (const [at, next] of taken.slice(1).entries()) {
        assert.ok(nextStatuses[taken[at] ?? 'open'].includes(next), `${taken[at]} → ${next}`)
      }
      assert.equal(taken.at(-1), status)
    }),
    { numRuns: 2_000 },
  )
})

test('what was called off stays so for good', () => {
  const ended = moveTask(task, 'cancelled', move)
  for (const next of taskStatuses) {
    assert.throws(() => moveTask(ended, next, move), {
      key: 'task-closed',
      values: { id: 'task_1', status: 'cancelled' },
    })
  }
})

test('a task that is proved or whose account is gone moves only where its old password is in use again', () => {
  for (const end of ['verified', 'account-removed'] as const) {
    const ended = moveTask(task, end, move)
    for (const next of taskStatuses.filter(status => status !== 'reverted')) {
      assert.throws(() => moveTask(ended, next, move), { key: 'task-closed' }, next)
    }
    assert.equal(moveTask(ended, 'reverted', move).status, 'reverted')
  }
})

test('every live task can be proved, accepted for a while and called off', () => {
  for (const status of liveStatuses) {
    for (const end of ['verified', 'waived', 'cancelled', 'account-removed'] as const) {
      assert.ok(nextStatuses[status].includes(end), `${status} → ${end}`)
    }
  }
})

test('a step the table does not know says where the task could go instead', () => {
  assert.throws(() => moveTask(task, 'reverted', move), {
    key: 'proof-step',
    values: {
      id: 'task_1',
      status: 'open',
      next: 'reverted',
      steps: 'claimed, seen-changed, verified, waived, cancelled, account-removed',
    },
  })
})

test('a waived task that is seen changed stays waived, with the sight noted', () => {
  const waived = moveTask(task, 'waived', move)
  assert.deepEqual(
    [seenChanged(waived, move).status, seenChanged(waived, move).seenChangedAt],
    ['waived', move.at],
  )
  assert.equal(seenChanged(task, move).status, 'seen-changed')
})

test('tasks kept by earlier releases read as what they are now', () => {
  assert.equal(readStatus('open', move.at), 'seen-changed')
  assert.equal(readStatus('claimed', move.at), 'seen-changed')
  assert.equal(readStatus('claimed', undefined), 'claimed')
  assert.equal(readStatus('verified', move.at), 'verified')
})

test('the history keeps the latest fifty steps', () => {
  const claimed = Array.from({ length: 60 }).reduce<RotationTask>(at => moveTask(at, 'claimed', move), task)
  assert.equal(claimed.history?.length, 50)
})
