import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Reminder, toldKey } from '../../src/core/reminder.ts'
import type { Store } from '../../src/core/store.ts'
import { noon, system, task } from './samples.ts'

const later = '2026-11-23T12:10:00.000Z'

function reminder(id: string, more: Partial<Reminder> = {}): Reminder {
  return {
    id,
    person: 'sato',
    channel: 'mail',
    day: '2026-11-23',
    status: 'waiting',
    at: noon,
    changedAt: noon,
    notBefore: noon,
    attempts: 0,
    steps: [{ ...stepOf, rank: -3, step: 'before', role: 'owner' }],
    ...more,
  }
}

const due = '2026-11-30T08:00:00.000Z'
const stepOf = { task: 'task_1', system: 'ftp', login: 'tanaka', dueAt: due }

/** What the store promises of reminders. */
export function reminderTests(open: () => Promise<Store>): void {
  test('a rung is noted once for a person and channel, and a digest with one known rung is not noted at all', async () => {
    const store = await open()
    assert.equal(
      await store.noteReminders([reminder('rem_1'), reminder('rem_2', { channel: 'slack' })]),
      true,
    )
    const other = { ...stepOf, task: 'task_2', rank: 0, step: 'due', role: 'owner' } as const
    const digest = reminder('rem_3', { steps: [other, ...reminder('').steps] })
    assert.equal(await store.noteReminders([digest]), false)
    assert.deepEqual([...(await store.remindersOf(['task_2'])).keys()], [])
    assert.equal(await store.noteReminders([reminder('rem_4', { steps: [other] })]), true)
    assert.equal(await store.noteReminders([reminder('rem_5', { asked: true })]), true)
  })

  test('of a hundred who want to send one reminder, one does', async () => {
    const store = await open()
    await store.noteReminders([reminder('rem_1')])
    assert.deepEqual(await store.waitingReminders(noon), [reminder('rem_1')])
    assert.deepEqual(await store.waitingReminders('2026-11-23T11:59:59.000Z'), [])
    const begun = await Promise.all(Array.from({ length: 100 }, () => store.beginReminder('rem_1', 0, noon)))
    assert.equal(begun.filter(Boolean).length, 1)
    assert.deepEqual(await store.waitingReminders(later), [])
  })

  test('what was being sent and never ended is uncertain, and what ended comes back with its reason', async () => {
    const store = await open()
    await store.noteReminders([reminder('rem_1')])
    await store.beginReminder('rem_1', 0, noon)
    assert.equal(await store.abandonReminders(noon, later), 0)
    assert.equal(await store.abandonReminders(later, later), 1)
    const [row] = (await store.pageReminders({ status: 'uncertain' }, { limit: 9 })).items
    assert.deepEqual(row, reminder('rem_1', { status: 'uncertain', attempts: 1, changedAt: later }))
    const failure = { key: 'reminder-http-status', values: { status: 404 } }
    const ended = reminder('rem_1', { status: 'failed', attempts: 1, changedAt: later, failure })
    await store.endReminder(ended)
    assert.deepEqual((await store.pageReminders({ person: 'sato' }, { limit: 9 })).items, [ended])
    assert.deepEqual((await store.pageReminders({ channel: 'slack' }, { limit: 9 })).items, [])
  })

  test('what was told is told by person, task and due date; what was asked for does not count', async () => {
    const store = await open()
    await store.putSystem(system('ftp'))
    await store.putTasks([task('task_1', { login: 'tanaka' })])
    const asked = { ...stepOf, rank: 4, step: 'overdue', role: 'owner' } as const
    await store.noteReminders([reminder('rem_1')])
    await store.noteReminders([reminder('rem_2', { steps: [{ ...asked, rank: -1, step: 'before' }] })])
    await store.noteReminders([reminder('rem_3', { steps: [asked], asked: true, day: '2026-11-24' })])
    const told = await store.told('2026-11-01')
    assert.deepEqual([...told.ranks], [[toldKey('sato', 'task_1', due), -1]])
    assert.deepEqual([...told.days], [toldKey('sato', '2026-11-23')])
    assert.deepEqual((await store.told('2026-11-24')).days, new Set())
    const byTask = await store.remindersOf(['task_1', 'task_9'])
    assert.deepEqual(
      byTask.get('task_1')?.map(({ id }) => id),
      ['rem_1', 'rem_2', 'rem_3'],
    )
  })

  test('reminders go with what they were about: tasks that ended long ago, or are gone', async () => {
    const store = await open()
    await store.putSystem(system('ftp'))
    await store.putTasks([
      task('task_1', { status: 'cancelled', dueAt: '2025-01-01T00:00:00.000Z' }),
      task('task_2'),
    ])
    const about = (task: string) => [{ ...stepOf, task, rank: 0, step: 'due', role: 'owner' }] as const
    await store.noteReminders([reminder('rem_1')])
    await store.noteReminders([reminder('rem_2', { steps: about('task_2') })])
    await store.noteReminders([reminder('rem_3', { steps: about('task_gone') })])
    assert.equal(await store.pruneReminders('2025-06-01T00:00:00.000Z'), 2)
    assert.deepEqual(
      (await store.pageReminders({}, { limit: 9 })).items.map(({ id }) => id),
      ['rem_2'],
    )
  })
}
