import type { Person } from '../src/core/people.ts'
import { dueReminders, type Told, toldKey, usualReminders } from '../src/core/reminder.ts'
import type { RotationTask } from '../src/core/rotation.ts'
import { isHoliday } from '../src/holidays.ts'

const count = 10_000
const people = 200
const usual = { ladder: usualReminders, closingDays: [] }

/** Who is to be told what of 10,000 open tasks: at first, when all are new, and a minute later, when nothing is due. */
export async function benchReminders(): Promise<void> {
  const persons = Array.from({ length: people }, (_, at) => personOf(at))
  const [administrator] = persons
  if (administrator === undefined) return
  const byId = new Map(persons.map(person => [person.id, person]))
  const rules = {
    people: {
      administrator,
      find: (name: string | undefined) => byId.get(name ?? ''),
      managerOf: () => administrator,
      settings: new Map(),
    },
    of: () => usual,
    isHoliday,
  }
  const tasks = Array.from({ length: count }, (_, at) => taskOf(at))
  const now = '2026-12-15T01:00:00.000Z'
  const ranks = new Map<string, number>()
  const told: Told = { ranks, days: new Set() }
  for (const round of ['all new', 'a minute later']) {
    const begin = performance.now()
    const digests = dueReminders(tasks, told, now, rules)
    const milliseconds = performance.now() - begin
    process.stdout.write(
      `reminders: ${count} open tasks, ${round}: ${digests.length} digests in ${milliseconds.toFixed(0)} ms\n`,
    )
    for (const { person, steps } of digests) {
      for (const { task, dueAt, rank } of steps) ranks.set(toldKey(person.id, task, dueAt), rank)
    }
  }
}

function personOf(at: number): Person {
  const timeZone = ['Asia/Tokyo', 'Europe/London', 'America/New_York'][at % 3] ?? 'UTC'
  const hours = { from: '00:00', to: '23:59' }
  return { id: `person${at}`, names: [], language: 'ja', timeZone, hours, channels: ['log'], accounts: {} }
}

/** Due over two months around the day, each at the end of work. */
function taskOf(at: number): RotationTask {
  const openedAt = '2026-11-02T01:00:00.000Z'
  const dueAt = new Date(Date.parse('2026-11-15T08:00:00.000Z') + (at % 60) * 86_400_000).toISOString()
  const named = {
    id: `task_${at}`,
    system: `system${at % 40}`,
    login: `login${at}`,
    owner: `person${at % people}`,
  }
  return { ...named, status: 'open', risk: 50, reasons: [], openedAt, dueAt, old: {} }
}
