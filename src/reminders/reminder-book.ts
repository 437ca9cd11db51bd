import { type Caller, found, recordChange } from '../change.ts'
import type { Channel } from '../core/channel.ts'
import { isMessageKey, type Language, render } from '../core/message.ts'
import type { People, Person } from '../core/people.ts'
import type { Policy } from '../core/policy.ts'
import { Refusal } from '../core/refusal.ts'
import {
  type Digest,
  daysLeft,
  dueReminders,
  mayBeTold,
  ownerOf,
  type Reminder,
  type ReminderRules,
  stepNow,
} from '../core/reminder.ts'
import { composeReminder, type ToldTask } from '../core/reminder-message.ts'
import type { RotationTask } from '../core/rotation.ts'
import { pendingStatuses } from '../core/rotation-states.ts'
import type { Page, Paged, ReminderFilter } from '../core/store.ts'
import type { Parts } from '../parts.ts'
import type { PeopleFile } from './people-file.ts'
import { type Outcome, postOverHttp, postOverSmtp } from './post.ts'

/** Whom to tell, and the shelf with the ways to do it. */
export interface TellingBy {
  readonly file: PeopleFile
  readonly channels: ReadonlyMap<string, Channel>
}

const minute = 60_000
/** After each attempt that may be repeated; then it counts as failed, and the next rung tells again. */
const pauseMinutes = [1, 5, 30, 120]
/** Longer than any attempt takes: whoever began it is gone. */
const abandonedAfter = 5 * minute
const keptDays = 400
const tasksAtOnce = 1_000

/** Tells people of their tasks: what is due is noted first, then sent, then what became of it is noted. */
export class ReminderBook {
  readonly #parts: Parts
  readonly #by: TellingBy | undefined
  readonly #isHoliday: (date: string) => boolean
  #running: Promise<void> | undefined
  #isClosed = false
  #prunedOn = ''

  /** Without people nobody is told anything. */
  constructor(parts: Parts, by: TellingBy | undefined, isHoliday: (date: string) => boolean) {
    this.#parts = parts
    this.#by = by
    this.#isHoliday = isHoliday
  }

  /** What is wrong with the people file as it stands. */
  problem(): Refusal | undefined {
    return this.#by?.file.problem()
  }

  /** Tells everybody what is due now; called every minute, one round at a time. */
  round(): Promise<void> {
    this.#running ??= this.#tellAll().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  /** Waits for the message that is being sent; sends no other. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#running?.catch(() => undefined)
  }

  /** What went to whom, newest first. */
  page(filter: ReminderFilter, page: Page): Promise<Paged<Reminder>> {
    return this.#parts.store.pageReminders(filter, page)
  }

  /** Reminders by task, oldest first. */
  of(tasks: readonly string[]): Promise<ReadonlyMap<string, readonly Reminder[]>> {
    return this.#parts.store.remindersOf(tasks)
  }

  /** Why a reminder did not go out, in the reader's language. */
  failure({ status, failure }: Reminder, language: Language): string | undefined {
    if (failure !== undefined && isMessageKey(failure.key))
      return render(language, failure.key, failure.values)
    return status === 'uncertain' ? render(language, 'reminder-stopped') : undefined
  }

  /** Tells the task's owner now, beside the ladder and at any hour; at most once a minute, and refused sooner. Refuses a task nobody waits for. */
  async remind(id: string, caller: Caller): Promise<RotationTask> {
    const { store, clock } = this.#parts
    const task = found(await store.getTask(id), 'task-unknown', id)
    requirePending(task)
    const people = await this.#people()
    if (people === undefined) throw new Refusal('conflict', 'reminder-nobody')
    const now = clock()
    const owner = ownerOf(task, people)
    const person = owner ?? people.administrator
    const rules = await this.#rules(people)
    const step = stepNow(task, now, person, rules, owner === undefined ? 'unowned' : 'owner')
    const day = dayOf(now, person.timeZone)
    const reminders = this.#noted({ person, day, steps: [step] }, now, now.slice(0, 16))
    const detail = { person: person.id, channels: person.channels }
    await recordChange(this.#parts, caller, 'task.remind', id, detail, async tx => {
      if (await tx.noteReminders(reminders)) return
      throw new Refusal('conflict', 'reminder-again', { id, person: person.id })
    })
    for (const reminder of reminders) await this.#send(reminder, people, rules, async () => task)
    return task
  }

  async #people(): Promise<People | undefined> {
    await this.#by?.file.look()
    return this.#by?.file.people()
  }

  async #tellAll(): Promise<void> {
    const people = await this.#people()
    if (people === undefined || this.#isClosed) return
    const { store, clock } = this.#parts
    const now = clock()
    await this.#forgetOld(now)
    await store.abandonReminders(earlier(now, abandonedAfter), now)
    const rules = await this.#rules(people)
    const tasks = await this.#openTasks()
    const told = await store.told(earlier(now, 2 * 24 * 60 * minute).slice(0, 10))
    for (const digest of dueReminders(tasks, told, now, rules)) {
      await store.noteReminders(this.#noted(digest, now))
    }
    const byId = new Map(tasks.map(task => [task.id, task]))
    for (const reminder of newestOf(await store.waitingReminders(now))) {
      if (this.#isClosed) return
      const person = people.find(reminder.person)
      const systems = reminder.steps.map(({ system }) => system)
      if (person !== undefined && reminder.asked !== true && !mayBeTold(person, systems, clock(), rules))
        continue
      await this.#send(reminder, people, rules, async id => byId.get(id))
    }
  }

  /** One reminder a channel; the id tells a repetition from another message. */
  #noted({ person, day, steps }: Digest, now: string, asked?: string): readonly Reminder[] {
    return person.channels.map(channel => {
      const about = steps.map(({ task, dueAt, rank }) => `${task}:${dueAt}:${rank}`).sort()
      const print = this.#parts.digest(JSON.stringify([person.id, channel, day, about, asked ?? '']))
      return {
        id: `rem_${print.slice(0, 32)}`,
        person: person.id,
        channel,
        day,
        status: 'waiting',
        at: now,
        changedAt: now,
        notBefore: now,
        attempts: 0,
        steps,
        ...(asked === undefined ? {} : { asked: true }),
      }
    })
  }

  async #send(
    reminder: Reminder,
    people: People,
    rules: ReminderRules,
    taskOf: (id: string) => Promise<RotationTask | undefined>,
  ): Promise<void> {
    const { store, clock } = this.#parts
    if (!(await store.beginReminder(reminder.id, reminder.attempts, clock()))) return
    const attempts = reminder.attempts + 1
    const tasks: ToldTask[] = []
    const person = people.find(reminder.person)
    for (const step of reminder.steps) {
      const task = await taskOf(step.task)
      if (task === undefined || person === undefined) continue
      if (!pendingStatuses.includes(task.status)) continue
      const { closingDays } = rules.of(task.system)
      const calendar = { closingDays, timeZone: person.timeZone, isHoliday: rules.isHoliday }
      tasks.push({ task, step, daysLeft: daysLeft(task.dueAt, clock(), calendar) })
    }
    const isLost = person !== undefined && tasks.length === 0
    const outcome = isLost ? 'withdrawn' : await this.#post(reminder, person, people, tasks)
    await store.endReminder({ ...reminder, attempts, ...ended(outcome, attempts, clock()) })
  }

  async #post(
    { id, channel, person: name, at }: Reminder,
    person: Person | undefined,
    people: People,
    tasks: readonly ToldTask[],
  ): Promise<Outcome> {
    const settings = people.settings.get(channel)
    const shelf = this.#by?.channels.get(channel)
    if (person === undefined || settings === undefined || shelf === undefined) {
      return { status: 'failed', failure: { key: 'reminder-no-channel', values: { channel, person: name } } }
    }
    const { clock, store } = this.#parts
    const message = composeReminder(id, at, person, person.accounts[channel], tasks, people.page)
    const envelope = shelf.compose(message, settings)
    if (envelope.by === 'http') return postOverHttp(channel, envelope, id, clock())
    if (envelope.by === 'smtp') return postOverSmtp(envelope, id)
    const { detail } = envelope
    await store.appendLog({
      at: clock(),
      actor: 'system',
      action: 'reminder.tell',
      subject: person.id,
      detail,
    })
    return { status: 'sent' }
  }

  async #rules(people: People): Promise<ReminderRules> {
    const { store, policies } = this.#parts
    const systems = new Map((await store.allSystems()).map(system => [system.id, system.policy]))
    const known = policies.current()
    const of = (policy: Policy) => ({ ladder: policy.reminders, closingDays: policy.closingDays })
    const rules = new Map([...known].map(([name, policy]) => [name, of(policy)]))
    const base = of(policies.named('base'))
    return {
      people,
      of: system => rules.get(systems.get(system) ?? 'base') ?? base,
      isHoliday: this.#isHoliday,
    }
  }

  async #openTasks(): Promise<readonly RotationTask[]> {
    const tasks: RotationTask[] = []
    const pending = { statuses: pendingStatuses }
    let page: Page | undefined = { limit: tasksAtOnce }
    while (page !== undefined) {
      const { items, next }: Paged<RotationTask> = await this.#parts.store.pageTasks(pending, page)
      tasks.push(...items)
      page = next === undefined ? undefined : { limit: tasksAtOnce, cursor: next }
    }
    return tasks
  }

  async #forgetOld(now: string): Promise<void> {
    if (this.#prunedOn === now.slice(0, 10)) return
    await this.#parts.store.pruneReminders(earlier(now, keptDays * 24 * 60 * minute))
    this.#prunedOn = now.slice(0, 10)
  }
}

/** A waived task is not closed: its account can have no other until the waiver ends. */
function requirePending({ id, status, waiver }: RotationTask): void {
  if (pendingStatuses.includes(status)) return
  if (status !== 'waived') throw new Refusal('conflict', 'task-closed', { id, status })
  throw new Refusal('conflict', 'reminder-waived', { id, expiresAt: waiver?.expiresAt ?? '–' })
}

/** What several that wait say of the same task is said once, by the newest of them. */
function newestOf(waiting: readonly Reminder[]): readonly Reminder[] {
  const said = new Set<string>()
  return waiting.toReversed().map(reminder => {
    const keyOf = (task: string) => `${reminder.person}\n${reminder.channel}\n${task}`
    const steps = reminder.steps.filter(({ task }) => reminder.asked === true || !said.has(keyOf(task)))
    for (const { task } of reminder.steps) said.add(keyOf(task))
    return { ...reminder, steps }
  })
}

type Ended = Pick<Reminder, 'status' | 'changedAt' | 'notBefore' | 'failure'>

function ended(outcome: Outcome | 'withdrawn', attempts: number, now: string): Ended {
  if (outcome === 'withdrawn') return { status: 'withdrawn', changedAt: now, notBefore: now }
  if (outcome.status === 'sent') return { status: 'sent', changedAt: now, notBefore: now }
  const { status, failure } = outcome
  const pause = pauseMinutes[attempts - 1]
  if (status !== 'retry') return { status, changedAt: now, notBefore: now, failure }
  if (pause === undefined) return { status: 'failed', changedAt: now, notBefore: now, failure }
  return { status: 'waiting', changedAt: now, notBefore: earlier(now, -pause * minute), failure }
}

function earlier(now: string, milliseconds: number): string {
  return new Date(Date.parse(now) - milliseconds).toISOString()
}

function dayOf(now: string, timeZone: string): string {
  return Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainDate().toString()
}
