import type { Kysely, Selectable } from 'kysely'
import { type Reminder, type ReminderStatus, toldKey } from '../core/reminder.ts'
import { liveStatuses as live } from '../core/rotation-states.ts'
import type { Store } from '../core/store.ts'
import { chunks, fromJson, instant, toJson } from './column.ts'
import { atomically } from './database.ts'
import { after, inOrder, type ListOrder, toPage } from './paging.ts'
import type { Tables } from './tables.ts'

type ReminderStore = Pick<
  Store,
  | 'noteReminders'
  | 'beginReminder'
  | 'endReminder'
  | 'pageReminders'
  | 'waitingReminders'
  | 'abandonReminders'
  | 'remindersOf'
  | 'told'
  | 'pruneReminders'
>

const newestFirst: ListOrder = {
  columns: [
    ['at', 'string'],
    ['id', 'string'],
  ],
  descending: true,
}

/** A rung somebody else has noted meanwhile: the whole digest is taken back. */
class AlreadyNoted extends Error {}

/** Reminders with what became of them. */
export function reminders(db: Kysely<Tables>): ReminderStore {
  return { ...sending(db), ...reading(db), pruneReminders: before => prune(db, before) }
}

/** On its way a reminder is noted, begun and ended; one that was begun and never ended is abandoned. */
function sending(
  db: Kysely<Tables>,
): Pick<
  ReminderStore,
  'noteReminders' | 'beginReminder' | 'endReminder' | 'waitingReminders' | 'abandonReminders'
> {
  return {
    noteReminders: reminders =>
      atomically(db, async db => {
        for (const reminder of reminders) await note(db, reminder)
      }).then(
        () => true,
        error => {
          if (error instanceof AlreadyNoted) return false
          throw error
        },
      ),
    beginReminder: async (id, attempts, at) => {
      const { numUpdatedRows } = await db
        .updateTable('reminders')
        .set({ status: 'sending', attempts: attempts + 1, changed_at: instant(at) })
        .where('id', '=', id)
        .where('status', '=', 'waiting')
        .where('attempts', '=', attempts)
        .executeTakeFirst()
      return Number(numUpdatedRows) === 1
    },
    endReminder: async reminder => {
      await db.updateTable('reminders').set(toRow(reminder)).where('id', '=', reminder.id).execute()
    },
    waitingReminders: async now => {
      const query = db
        .selectFrom('reminders')
        .selectAll()
        .where('status', '=', 'waiting')
        .where('not_before', '<=', instant(now))
      return (await query.orderBy('at').orderBy('id').execute()).map(toReminder)
    },
    abandonReminders: async (before, at) => {
      const { numUpdatedRows } = await db
        .updateTable('reminders')
        .set({ status: 'uncertain', changed_at: instant(at) })
        .where('status', '=', 'sending')
        .where('changed_at', '<', instant(before))
        .executeTakeFirst()
      return Number(numUpdatedRows)
    },
  }
}

/** What went to whom. */
function reading(db: Kysely<Tables>): Pick<ReminderStore, 'pageReminders' | 'remindersOf' | 'told'> {
  const rows = () => db.selectFrom('reminders').selectAll()
  return {
    pageReminders: async ({ person, channel, status }, page) => {
      let query = rows().where(after(newestFirst, page))
      if (person !== undefined) query = query.where('person', '=', person)
      if (channel !== undefined) query = query.where('channel', '=', channel)
      if (status !== undefined) query = query.where('status', '=', status)
      const found = await query
        .orderBy(inOrder(newestFirst))
        .limit(page.limit + 1)
        .execute()
      return toPage(newestFirst, page, found, toReminder)
    },
    remindersOf: async tasks => {
      const byTask = new Map<string, Reminder[]>()
      for (const some of chunks(tasks)) {
        const found = await db
          .selectFrom('reminder_steps')
          .innerJoin('reminders', 'reminders.id', 'reminder_steps.reminder')
          .selectAll('reminders')
          .select('reminder_steps.task')
          .where('reminder_steps.task', 'in', some)
          .orderBy('reminders.at')
          .orderBy('reminders.id')
          .execute()
        for (const { task, ...row } of found) {
          const known = byTask.get(task) ?? []
          byTask.set(task, known)
          known.push(toReminder(row))
        }
      }
      return byTask
    },
    told: async since => {
      const ranks = await db
        .selectFrom('reminder_steps')
        .innerJoin('rotation_tasks', 'rotation_tasks.id', 'reminder_steps.task')
        .select(['reminder_steps.person', 'reminder_steps.task', 'reminder_steps.due_at'])
        .select(({ fn }) => fn.max('reminder_steps.rank').as('rank'))
        .where('rotation_tasks.status', 'in', live)
        .where('reminder_steps.asked', '=', '')
        .groupBy(['reminder_steps.person', 'reminder_steps.task', 'reminder_steps.due_at'])
        .execute()
      const days = await db
        .selectFrom('reminders')
        .select(['person', 'day'])
        .distinct()
        .where('day', '>=', since)
        .where('id', 'in', eb => eb.selectFrom('reminder_steps').select('reminder').where('asked', '=', ''))
        .execute()
      return {
        ranks: new Map(ranks.map(({ person, task, due_at, rank }) => [toldKey(person, task, due_at), rank])),
        days: new Set(days.map(({ person, day }) => toldKey(person, day))),
      }
    },
  }
}

/** Forgets the steps of ended tasks that were due before, then reminders of which no step is left. */
function prune(db: Kysely<Tables>, before: string): Promise<number> {
  return atomically(db, async db => {
    await db
      .deleteFrom('reminder_steps')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('rotation_tasks')
              .select('rotation_tasks.id')
              .whereRef('rotation_tasks.id', '=', 'reminder_steps.task')
              .where(({ or, eb }) =>
                or([
                  eb('rotation_tasks.status', 'in', live),
                  eb('rotation_tasks.due_at', '>=', instant(before)),
                ]),
              ),
          ),
        ),
      )
      .execute()
    const { numDeletedRows } = await db
      .deleteFrom('reminders')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('reminder_steps')
              .select('reminder_steps.task')
              .whereRef('reminder_steps.reminder', '=', 'reminders.id'),
          ),
        ),
      )
      .executeTakeFirst()
    return Number(numDeletedRows)
  })
}

async function note(db: Kysely<Tables>, reminder: Reminder): Promise<void> {
  const { id, person, channel, steps, asked } = reminder
  const rows = steps.map(({ task, dueAt, rank }) => ({
    reminder: id,
    person,
    channel,
    task,
    due_at: instant(dueAt),
    rank,
    asked: asked === true ? id : '',
  }))
  for (const some of chunks(rows)) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('reminder_steps')
      .values([...some])
      .onConflict(on => on.doNothing())
      .executeTakeFirst()
    if (Number(numInsertedOrUpdatedRows) !== some.length) throw new AlreadyNoted()
  }
  await db.insertInto('reminders').values(toRow(reminder)).execute()
}

function toRow(reminder: Reminder): Selectable<Tables['reminders']> {
  const { id, person, channel, day, status, at, changedAt, notBefore, attempts, ...body } = reminder
  return {
    id,
    person,
    channel,
    day,
    status,
    at: instant(at),
    changed_at: instant(changedAt),
    not_before: instant(notBefore),
    attempts,
    body: toJson(body),
  }
}

function toReminder(row: Selectable<Tables['reminders']>): Reminder {
  const { body, status, changed_at, not_before, ...rest } = row
  return {
    ...fromJson<Pick<Reminder, 'steps' | 'asked' | 'failure'>>(body),
    ...rest,
    status: status as ReminderStatus,
    changedAt: changed_at,
    notBefore: not_before,
  }
}
