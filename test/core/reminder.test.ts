import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dueAt } from '../../src/core/business-day.ts'
import type { People, Person } from '../../src/core/people.ts'
import {
  dueReminders,
  type ReminderLadder,
  type ReminderRules,
  type ReminderStep,
  type Told,
  toldKey,
  usualReminders,
} from '../../src/core/reminder.ts'
import type { RotationTask } from '../../src/core/rotation.ts'
import { isHoliday } from '../../src/holidays.ts'

function person(id: string, more: Partial<Person> = {}): Person {
  return {
    id,
    names: [],
    language: 'ja',
    timeZone: 'Asia/Tokyo',
    hours: { from: '08:30', to: '18:00' },
    channels: ['log'],
    accounts: {},
    ...more,
  }
}

function peopleOf(administrator: Person, ...others: readonly Person[]): People {
  const all = [administrator, ...others]
  return {
    administrator,
    find: name => all.find(({ id }) => id === name),
    managerOf: ({ manager }) => all.find(({ id }) => id === manager),
    settings: new Map(),
  }
}

function task(more: Partial<RotationTask> = {}): RotationTask {
  return {
    id: 'task_1',
    system: 'ftp',
    login: 'aoba',
    owner: 'sato',
    status: 'open',
    risk: 97,
    reasons: [],
    openedAt: '2026-11-24T01:00:00.000Z',
    dueAt: '2026-12-08T08:00:00.000Z',
    old: {},
    ...more,
  }
}

const ladder: ReminderLadder = usualReminders
const usual = (people: People): ReminderRules => ({
  people,
  of: () => ({ ladder, closingDays: [] }),
  isHoliday,
})

/** Asks at these times and notes what is told, as the service does. */
function tell(tasks: readonly RotationTask[], times: readonly string[], rules: ReminderRules) {
  const ranks = new Map<string, number>()
  const days = new Set<string>()
  const told: Told = { ranks, days }
  const messages: { readonly at: string; readonly to: string; readonly steps: readonly ReminderStep[] }[] = []
  for (const at of times) {
    for (const { person, day, steps } of dueReminders(tasks, told, at, rules)) {
      messages.push({ at, to: person.id, steps })
      days.add(toldKey(person.id, day))
      for (const { task, dueAt, rank } of steps) ranks.set(toldKey(person.id, task, dueAt), rank)
    }
  }
  return messages
}

/** 09:00 and 23:00 in Tokyo of every day. */
function everyDay(from: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => {
    const day = Temporal.PlainDate.from(from).add({ days: at }).toString()
    return [`${day}T00:00:00.000Z`, `${day}T14:00:00.000Z`]
  }).flat()
}

const shown = (messages: ReturnType<typeof tell>) =>
  messages.map(({ at, to, steps }) => `${at.slice(0, 10)} ${to} ${steps.map(({ step }) => step).join()}`)

test('whoever has left is not told of what has to change because he has; the administrator is', () => {
  const [kanri, sato] = [person('kanri'), person('sato', { manager: 'kato' })]
  const rules = usual(peopleOf(kanri, sato, person('kato')))
  const left = (name: string): Partial<RotationTask> => ({
    reasons: [{ rule: 'manual', reason: 'proof-leaver', values: { person: name }, cause: 'leaver' }],
  })
  const toldOf = (more: Partial<RotationTask>) =>
    tell([task(more)], ['2026-12-24T00:00:00.000Z'], rules).map(({ to, steps }) => [to, steps[0]?.role])
  assert.deepEqual(
    toldOf(left('ＳＡＴＯ')),
    [['kanri', 'unowned']],
    'nor is his manager, who is not its owner',
  )
  assert.deepEqual(toldOf(left('tanaka'))[0], ['sato', 'owner'], 'for what another took along, he is')
})

test('The owner is told when a task opens, 7, 3 and 1 business days before, on the day, and every other day after; then the manager, then the administrator', () => {
  const people = peopleOf(person('suzuki'), person('sato', { manager: 'tanaka' }), person('tanaka'))
  assert.deepEqual(shown(tell([task()], everyDay('2026-11-25', 29), usual(people))), [
    '2026-11-25 sato opened',
    '2026-11-27 sato before',
    '2026-12-03 sato before',
    '2026-12-07 sato before',
    '2026-12-08 sato due',
    '2026-12-10 sato overdue',
    '2026-12-14 sato overdue',
    '2026-12-14 tanaka overdue',
    '2026-12-16 sato overdue',
    '2026-12-16 tanaka overdue',
    '2026-12-18 sato overdue',
    '2026-12-18 tanaka overdue',
    '2026-12-18 suzuki overdue',
    '2026-12-22 sato overdue',
    '2026-12-22 tanaka overdue',
    '2026-12-22 suzuki overdue',
  ])
})

test('What was missed while the service was down is told once when it is back', () => {
  const people = peopleOf(person('suzuki'), person('sato'))
  const times = ['2026-11-25T00:00:00.000Z', '2026-12-08T00:00:00.000Z', '2026-12-08T01:00:00.000Z']
  assert.deepEqual(shown(tell([task()], times, usual(people))), [
    '2026-11-25 sato opened',
    '2026-12-08 sato due',
  ])
})

test('Ten tasks are one message, and what opens later that day waits for the next one unless it is due today', () => {
  const people = peopleOf(person('suzuki'), person('sato'))
  const ten = Array.from({ length: 10 }, (_, at) => task({ id: `task_${at}` }))
  const [first, ...more] = tell(ten, everyDay('2026-11-25', 2), usual(people))
  assert.deepEqual([first?.steps.length, more.length], [10, 0])
  const told: Told = { ranks: new Map(), days: new Set([toldKey('sato', '2026-11-25')]) }
  const today = task({ id: 'task_today', dueAt: '2026-11-25T08:00:00.000Z' })
  const [digest, ...none] = dueReminders([task(), today], told, '2026-11-25T05:00:00.000Z', usual(people))
  assert.deepEqual([digest?.steps.map(({ task }) => task), none.length], [['task_today'], 0])
})

test('A task nobody owns goes to the administrator, and a waived or closed one to nobody', () => {
  const people = peopleOf(person('suzuki'), person('sato'))
  const [digest] = dueReminders(
    [task({ owner: 'nobody known' })],
    { ranks: new Map(), days: new Set() },
    '2026-11-25T00:00:00.000Z',
    usual(people),
  )
  assert.deepEqual([digest?.person.id, digest?.steps[0]?.role], ['suzuki', 'unowned'])
  for (const status of ['waived', 'verified', 'cancelled'] as const) {
    assert.deepEqual(tell([task({ status })], everyDay('2026-11-25', 20), usual(people)), [])
  }
})

test('The day and its hours are the reader’s own', () => {
  const people = peopleOf(person('suzuki'), person('sato', { timeZone: 'America/New_York' }))
  const messages = tell([task()], ['2026-11-25T00:00:00.000Z', '2026-11-25T14:00:00.000Z'], usual(people))
  assert.deepEqual(shown(messages), ['2026-11-25 sato opened'])
  assert.equal(messages[0]?.at, '2026-11-25T14:00:00.000Z')
})

const zones = [
  'Asia/Tokyo',
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'UTC',
]
const dayMilliseconds = 86_400_000

/** Whether a day is worked, by the plain calendar: another way than the one under test. */
function works(day: number, closed: ReadonlySet<number>): boolean {
  const date = new Date(day * dayMilliseconds)
  return ![0, 6].includes(date.getUTCDay()) && !isHoliday(date.toISOString().slice(0, 10)) && !closed.has(day)
}

const wholeDay = (date: string) => Date.parse(`${date}T00:00:00Z`) / dayMilliseconds
const localDay = (at: string, zone: string) =>
  wholeDay(Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString())

test('Over zones, summer times, holidays and 29 February: every rung once, none skipped, none outside hours', () => {
  const opening = fc.integer({ min: Date.UTC(2023, 0, 1), max: Date.UTC(2029, 0, 1) })
  const closing = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 3 })
  const leap = fc.integer({ min: Date.UTC(2028, 1, 18), max: Date.UTC(2028, 1, 29) })
  fc.assert(
    fc.property(
      fc.oneof({ weight: 4, arbitrary: opening }, { weight: 1, arbitrary: leap }),
      fc.constantFrom(...zones),
      fc.oneof(
        fc.record({ businessDays: fc.integer({ min: 1, max: 9 }) }),
        fc.record({ days: fc.integer({ min: 0, max: 12 }) }),
      ),
      closing,
      fc.integer({ min: 0, max: 9 * 60 }),
      (openedMilliseconds, timeZone, step, closedDays, minute) => {
        const openedAt = new Date(openedMilliseconds).toISOString()
        const first = localDay(openedAt, timeZone)
        const closed = new Set(closedDays.map(day => first + day))
        const closingDays = [...closed].map(day => new Date(day * dayMilliseconds).toISOString().slice(0, 10))
        const due = dueAt(openedAt, step, { closingDays, timeZone, isHoliday })
        assert.ok(due >= openedAt)
        const rules = {
          people: peopleOf(person('sato', { timeZone })),
          of: () => ({ ladder, closingDays }),
          isHoliday,
        }
        const dueOn = localDay(due, timeZone)
        const times: string[] = []
        for (let day = first; day <= dueOn + 6; day += 1) {
          const date = Temporal.PlainDate.from(new Date(day * dayMilliseconds).toISOString().slice(0, 10))
          const morning = date.toZonedDateTime({ timeZone, plainTime: '08:30' }).add({ minutes: minute })
          const at = new Date(morning.epochMilliseconds).toISOString()
          if (at > openedAt) times.push(at)
        }
        const night = new Date(Date.parse(times[0] ?? due) - minute * 60_000 - 60_000).toISOString()
        const messages = tell([task({ openedAt, dueAt: due })], [night, ...times].sort(), rules)
        const toldOn = messages.map(({ at }) => localDay(at, timeZone))
        const ranks = messages.map(({ steps }) => steps[0]?.rank ?? Number.NaN)
        assert.deepEqual([...new Set(ranks)], ranks, 'no rung twice')
        assert.deepEqual([...new Set(toldOn)], toldOn, 'one a day')
        assert.ok(!messages.some(({ at }) => at === night), 'none at night')
        const worked = times.map(at => localDay(at, timeZone)).filter(day => works(day, closed))
        assert.ok(
          toldOn.every(day => worked.includes(day)),
          'on business days only',
        )
        assert.equal(toldOn[0], worked[0], 'told as soon as it is open')
        const before = worked.filter(day => day <= dueOn)
        for (const rung of [1, ...ladder.beforeDue.map(days => days + 1)]) {
          const day = before.at(-rung)
          if (day !== undefined) assert.ok(toldOn.includes(day), `rung ${rung - 1} is told on its day`)
        }
        const after = worked.filter(day => day > dueOn)
        const second = after[ladder.everyDaysOverdue - 1]
        if (second !== undefined) assert.ok(toldOn.includes(second), 'told again when overdue')
      },
    ),
    { numRuns: 10_000 },
  )
})
