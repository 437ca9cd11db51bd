import { type WorkCalendar, workDaysBetween } from './business-day.ts'
import type { Values } from './message.ts'
import type { People, Person } from './people.ts'
import { isSameName } from './person.ts'
import type { RotationTask } from './rotation.ts'
import { pendingStatuses } from './rotation-states.ts'

/** When a task's owner is told again, and who else hears of it; all in business days. */
export interface ReminderLadder {
  /** Days left, largest first. */
  readonly beforeDue: readonly number[]
  readonly everyDaysOverdue: number
  /** Days overdue from which on the owner's manager, and then the administrator, is told as well. */
  readonly managerAfter: number
  readonly administratorAfter: number
}

/** A week ahead, three days, one day, on the day, then every other day; the manager after 4, the administrator after 8. */
export const usualReminders: ReminderLadder = {
  beforeDue: [7, 3, 1],
  everyDaysOverdue: 2,
  managerAfter: 4,
  administratorAfter: 8,
}

/** Why somebody is told of a task. */
export type ReminderRole = 'owner' | 'unowned' | 'manager' | 'administrator'

/**
 * One task in one reminder. `rank` is the rung reached, in business days after the due date (before it: negative;
 * `openedRank` before the first rung); with time it only grows, so that a larger one was not told yet. Another due date
 * begins the ladder anew.
 */
export interface ReminderStep {
  readonly task: string
  readonly system: string
  readonly login: string
  readonly dueAt: string
  readonly rank: number
  readonly step: 'opened' | 'before' | 'due' | 'overdue'
  readonly role: ReminderRole
}

/** Everything one person is to be told now. */
export interface Digest {
  readonly person: Person
  /** The person's own day, `YYYY-MM-DD`. */
  readonly day: string
  readonly steps: readonly ReminderStep[]
}

/** Noted before it is sent (`waiting`, `sending`) and after (`sent`, `failed`, or `uncertain`: it may have arrived). */
export const reminderStatuses = ['waiting', 'sending', 'sent', 'failed', 'uncertain', 'withdrawn'] as const
export type ReminderStatus = (typeof reminderStatuses)[number]

/** One message to one person over one channel. Its id is the key by which a receiver knows a repetition. */
export interface Reminder {
  readonly id: string
  readonly person: string
  readonly channel: string
  readonly day: string
  readonly status: ReminderStatus
  /** When it was noted and when it last changed, RFC 3339. */
  readonly at: string
  readonly changedAt: string
  /** While it waits: not before then. */
  readonly notBefore: string
  readonly attempts: number
  readonly steps: readonly ReminderStep[]
  /** Asked for by somebody, beside the ladder. */
  readonly asked?: true
  /** Why it did not go out, as message key with values. */
  readonly failure?: { readonly key: string; readonly values: Values }
}

/** What was told already: the highest rung by person, task and due date, and who had a digest on which day. */
export interface Told {
  readonly ranks: ReadonlyMap<string, number>
  readonly days: ReadonlySet<string>
}

/** Before the first rung. */
export const openedRank = -10_000

/** The key of `Told`'s entries. */
export function toldKey(person: string, ...of: readonly string[]): string {
  return [person, ...of].join('\n')
}

/** What decides, beside the tasks, who is told when. */
export interface ReminderRules {
  readonly people: People
  /** The ladder and the closing days of a system; one object for all that share them. */
  readonly of: (system: string) => {
    readonly ladder: ReminderLadder
    readonly closingDays: readonly string[]
  }
  readonly isHoliday: (date: string) => boolean
}

/**
 * Who is to be told what at `now`. One digest a person and day, on business days in the person's hours; only what
 * would be due before the next one comes besides. Of rungs that were missed the last one counts. Waived and closed
 * tasks are told to nobody.
 */
export function dueReminders(
  tasks: readonly RotationTask[],
  told: Told,
  now: string,
  rules: ReminderRules,
): readonly Digest[] {
  const clocks = new Map<Person, Clock>()
  const rankOf = openRanks(now, rules)
  const digests = new Map<Person, { day: string; steps: ReminderStep[] }>()
  for (const task of tasks) {
    if (!pendingStatuses.includes(task.status)) continue
    const owner = ownerOf(task, rules.people)
    const { rank, ladder, worksOn } = rankOf(task, (owner ?? rules.people.administrator).timeZone)
    for (const [person, role] of audience(owner, rank, ladder, rules.people)) {
      const clock = clocks.get(person) ?? clockOf(person, now)
      clocks.set(person, clock)
      const before = told.ranks.get(toldKey(person.id, task.id, task.dueAt))
      if (before !== undefined && before >= rank) continue
      if (!clock.isOpen || !worksOn(clock.day)) continue
      // Today's digest has gone out: what can wait waits for the next one.
      if (told.days.has(toldKey(person.id, clock.day)) && (rank !== 0 || before !== undefined)) continue
      const digest = digests.get(person) ?? { day: clock.day, steps: [] }
      digests.set(person, digest)
      digest.steps.push(stepOf(task, rank, before === undefined, role))
    }
  }
  return [...digests].map(([person, { day, steps }]) => ({ person, day, steps: steps.sort(worstFirst) }))
}

/** Who is to change it: its owner, unless the task says that he has left. */
export function ownerOf({ owner, reasons }: RotationTask, people: Pick<People, 'find'>): Person | undefined {
  const person = people.find(owner)
  if (owner === undefined || person === undefined) return undefined
  const left = reasons.flatMap(({ reason, values }) =>
    reason === 'proof-leaver' ? [`${values.person}`] : [],
  )
  return left.some(name => isSameName(name, owner) || people.find(name) === person) ? undefined : person
}

/** The step a task is at for somebody who asks for a reminder now. */
export function stepNow(
  task: RotationTask,
  now: string,
  person: Person,
  rules: Pick<ReminderRules, 'of' | 'isHoliday'>,
  role: ReminderRole,
): ReminderStep {
  const { ladder, closingDays } = rules.of(task.system)
  const calendar = { closingDays, timeZone: person.timeZone, isHoliday: rules.isHoliday }
  return stepOf(task, rankWith(daysLeft(task.dueAt, now, calendar), ladder), false, role)
}

/** Business days to the due date, counted with that day; negative once it has passed. 0 on the last one there is. */
export function daysLeft(dueAt: string, now: string, calendar: WorkCalendar): number {
  return leftBetween(dayOf(now, calendar.timeZone), dayOf(dueAt, calendar.timeZone), calendar)
}

function leftBetween(today: string, due: string, calendar: WorkCalendar): number {
  return today <= due ? workDaysBetween(today, due, calendar) : -workDaysBetween(due, today, calendar)
}

/** The rung reached with so many business days left; it never goes down as time goes on. */
function rankWith(left: number, ladder: ReminderLadder): number {
  if (left > 0) return -(ladder.beforeDue.findLast(days => left <= days) ?? -openedRank)
  return Math.floor(-left / ladder.everyDaysOverdue) * ladder.everyDaysOverdue || 0
}

/** Many tasks of a policy are due on the same day: each day is counted out once. */
function openRanks(now: string, { of, isHoliday }: ReminderRules) {
  const counters = new Map<object, ReturnType<typeof open>>()
  const open = ({ ladder, closingDays }: ReturnType<ReminderRules['of']>) => {
    const dues = new Map<string, string>()
    const ranks = new Map<string, number>()
    const days = new Map<string, boolean>()
    return (dueAt: string, timeZone: string, today: string) => {
      const calendar = { closingDays, timeZone, isHoliday }
      const due = remembered(dues, `${timeZone}\n${dueAt}`, () => dayOf(dueAt, timeZone))
      return {
        ladder,
        rank: remembered(ranks, `${timeZone}\n${due}`, () =>
          rankWith(leftBetween(today, due, calendar), ladder),
        ),
        worksOn: (day: string) => remembered(days, `${timeZone}\n${day}`, () => isWorkDay(day, calendar)),
      }
    }
  }
  const todays = new Map<string, string>()
  return ({ system, dueAt }: RotationTask, timeZone: string) => {
    const rules = of(system)
    const count = counters.get(rules) ?? open(rules)
    counters.set(rules, count)
    return count(
      dueAt,
      timeZone,
      remembered(todays, timeZone, () => dayOf(now, timeZone)),
    )
  }
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const value = known.get(key) ?? make()
  known.set(key, value)
  return value
}

function audience(
  owner: Person | undefined,
  rank: number,
  { managerAfter, administratorAfter }: ReminderLadder,
  { administrator, managerOf }: People,
): ReadonlyMap<Person, ReminderRole> {
  const told = new Map<Person, ReminderRole>()
  const add = (person: Person, role: ReminderRole) => told.has(person) || told.set(person, role)
  if (owner === undefined) add(administrator, 'unowned')
  else add(owner, 'owner')
  if (owner !== undefined && rank >= managerAfter) add(managerOf(owner) ?? administrator, 'manager')
  if (rank >= administratorAfter) add(administrator, 'administrator')
  return told
}

function stepOf(
  { id, system, login, dueAt }: RotationTask,
  rank: number,
  isFirst: boolean,
  role: ReminderRole,
): ReminderStep {
  const reached = rank === openedRank || (isFirst && rank < 0) ? 'opened' : rank < 0 ? 'before' : 'due'
  return { task: id, system, login, dueAt, rank, step: rank > 0 ? 'overdue' : reached, role }
}

function worstFirst(one: ReminderStep, other: ReminderStep): number {
  return other.rank - one.rank || (one.task < other.task ? -1 : 1)
}

interface Clock {
  readonly day: string
  readonly isOpen: boolean
}

function clockOf(person: Person, now: string): Clock {
  const here = Temporal.Instant.from(now).toZonedDateTimeISO(person.timeZone)
  const time = here.toPlainTime().toString({ smallestUnit: 'minute' })
  return { day: here.toPlainDate().toString(), isOpen: person.hours.from <= time && time < person.hours.to }
}

/** Whether the person may be written to about these systems at `now`: in his hours, on a business day of one of them. */
export function mayBeTold(
  person: Person,
  systems: readonly string[],
  now: string,
  { of, isHoliday }: Pick<ReminderRules, 'of' | 'isHoliday'>,
): boolean {
  const { timeZone } = person
  const { day, isOpen } = clockOf(person, now)
  return (
    isOpen &&
    systems.some(system => isWorkDay(day, { closingDays: of(system).closingDays, timeZone, isHoliday }))
  )
}

function isWorkDay(day: string, calendar: WorkCalendar): boolean {
  const before = Temporal.PlainDate.from(day).subtract({ days: 1 }).toString()
  return workDaysBetween(before, day, calendar) === 1
}

function dayOf(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString()
}
