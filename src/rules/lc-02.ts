import { z } from 'zod'
import { daysBetween, isAfter } from '../core/days.ts'
import { pendingStatuses } from '../core/rotation-states.ts'
import { bad, defineRule, good } from '../core/rule.ts'

/** A rotation task that nobody finished in time: the danger it was opened for is still there. */
export default defineRule({
  id: 'LC-02',
  subject: 'account',
  severity: 'high',
  title: { en: 'Rotation task overdue', ja: '変更作業の期限超過' },
  references: ['OWASP ASVS 5.0 6.4.5'],
  remedy: {
    en: 'Finish the rotation, or have a later date approved as a waiver.',
    ja: '変更作業を終えるか、延期の承認を受けて例外として登録してください。',
  },
  reasons: {
    overdue: {
      en: 'The rotation was due on {dueOn}; days since then: {days}.',
      ja: '変更期限は{dueOn}で、{days}日過ぎています。',
    },
  },
  options: z.strictObject({}),
  check: ({ task, now }) => {
    if (task === undefined || !pendingStatuses.includes(task.status) || !isAfter(now, task.dueAt)) return good
    const { id, dueAt, status } = task
    return bad(
      'overdue',
      { dueOn: dueAt.slice(0, 10), days: daysBetween(dueAt, now) },
      { evidence: { task: id, dueAt, status } },
    )
  },
  examples: {
    good: [
      { about: 'no task', subject: {} },
      { about: 'due at this very instant', subject: { task: { dueAt: '2026-11-23T09:00:00Z' } } },
      { about: 'waived', subject: { task: { status: 'waived', dueAt: '2026-11-01T00:00:00Z' } } },
      { about: 'verified', subject: { task: { status: 'verified', dueAt: '2026-11-01T00:00:00Z' } } },
    ],
    bad: [
      { about: 'due a second ago', subject: { task: { dueAt: '2026-11-23T08:59:59Z' } }, reason: 'overdue' },
      {
        about: 'claimed, but not proved in time',
        subject: { task: { status: 'claimed', dueAt: '2026-11-01T00:00:00Z' } },
        reason: 'overdue',
      },
    ],
    unknown: [],
  },
})
