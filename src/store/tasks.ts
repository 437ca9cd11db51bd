import type { Kysely, Selectable } from 'kysely'
import { type RotationTask, type TaskStatus, taskStatuses } from '../core/rotation.ts'
import { liveStatuses as live, readStatus } from '../core/rotation-states.ts'
import type { Store, TaskFilter } from '../core/store.ts'
import { chunks, columnsOf, fromJson, instant, lastOfEach, toJson } from './column.ts'
import { atomically, listed } from './database.ts'
import { after, inOrder, type ListOrder, toPage } from './paging.ts'
import type { Tables } from './tables.ts'

type TaskStore = Pick<
  Store,
  | 'putTasks'
  | 'getTask'
  | 'holdTask'
  | 'pageTasks'
  | 'liveTasks'
  | 'tasksWithoutAccount'
  | 'newestTasks'
  | 'countTasks'
>

/** Worst risk first (`rank` is the risk with its sign turned), then what is due first. */
const mostUrgentFirst: ListOrder = {
  columns: [
    ['rank', 'number'],
    ['due_at', 'string'],
    ['id', 'string'],
  ],
}

const columns = [
  'id',
  'rank',
  'system',
  'login',
  'owner',
  'status',
  'opened_at',
  'due_at',
  'waiver',
  'waiver_expires_at',
  'body',
] as const satisfies readonly (keyof Tables['rotation_tasks'])[]

/** Rotation tasks, live and closed. */
export function tasks(db: Kysely<Tables>): TaskStore {
  return { ...each(db), ...together(db) }
}

function rowsOf(db: Kysely<Tables>) {
  return db.selectFrom('rotation_tasks').select(['id', 'rank', 'due_at', 'login', 'status', 'waiver', 'body'])
}

/** Task by task, and a page of them. */
function each(db: Kysely<Tables>): Pick<TaskStore, 'putTasks' | 'getTask' | 'holdTask' | 'pageTasks'> {
  const rows = () => rowsOf(db)
  return {
    putTasks: tasks =>
      atomically(db, async db => {
        for (const some of chunks(lastOfEach(tasks, ({ id }) => id))) await put(db, some)
      }),
    getTask: async id => {
      const row = await rows().where('id', '=', id).executeTakeFirst()
      return row && toTask(row)
    },
    holdTask: async id => {
      // Written to be locked: on a database with many writers the next one waits here for this transaction's end.
      await db
        .updateTable('rotation_tasks')
        .set(({ ref }) => ({ rank: ref('rank') }))
        .where('id', '=', id)
        .execute()
      const row = await rows().where('id', '=', id).executeTakeFirst()
      return row && toTask(row)
    },
    pageTasks: async (filter, page) => {
      let query = rows().where(after(mostUrgentFirst, page))
      if (filter.statuses !== undefined) query = query.where('status', 'in', filter.statuses)
      for (const column of ['system', 'owner'] as const) {
        const wanted: TaskFilter[typeof column] = filter[column]
        if (wanted !== undefined) query = query.where(column, '=', wanted)
      }
      if (filter.dueBefore !== undefined) query = query.where('due_at', '<', instant(filter.dueBefore))
      const found = await query
        .orderBy(inOrder(mostUrgentFirst))
        .limit(page.limit + 1)
        .execute()
      return toPage(mostUrgentFirst, page, found, toTask)
    },
  }
}

/** The tasks of a system or of some of its logins, and how many there are of all. */
function together(
  db: Kysely<Tables>,
): Pick<TaskStore, 'liveTasks' | 'tasksWithoutAccount' | 'newestTasks' | 'countTasks'> {
  const rows = () => rowsOf(db)
  return {
    liveTasks: async system => {
      const found = await rows()
        .where('system', '=', system)
        .where('status', 'in', live)
        .orderBy('login')
        .execute()
      return found.map(toTask)
    },
    tasksWithoutAccount: async system => {
      const found = await rows()
        .where('system', '=', system)
        .where('status', 'in', live)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('accounts')
                .select('accounts.id')
                .where('accounts.system', '=', system)
                .whereRef('accounts.login', '=', 'rotation_tasks.login'),
            ),
          ),
        )
        .orderBy('login')
        .execute()
      return found.map(toTask)
    },
    newestTasks: async (system, logins) => {
      const newest = new Map<string, RotationTask>()
      for (const some of chunks(logins)) {
        const query = rows().where('system', '=', system).where('login', 'in', some)
        const found = await query.orderBy('opened_at').orderBy('id').execute()
        for (const row of found) newest.set(row.login, toTask(row))
      }
      return newest
    },
    countTasks: async () => {
      const counts = Object.fromEntries(taskStatuses.map(status => [status, 0])) as Record<TaskStatus, number>
      const query = db.selectFrom('rotation_tasks').groupBy('status')
      const found = await query.select(['status', ({ fn }) => fn.countAll<number>().as('count')]).execute()
      for (const { status, count } of found) counts[status as TaskStatus] = count
      return counts
    },
  }
}

async function put(db: Kysely<Tables>, tasks: readonly RotationTask[]): Promise<void> {
  // Whatever has shown the old password again: nothing is left to be found out with it.
  const reverted = tasks.flatMap(({ id, status }) => (status === 'reverted' ? [id] : []))
  if (reverted.length > 0) await db.deleteFrom('kept_passwords').where('task', 'in', reverted).execute()
  await db
    .insertInto('rotation_tasks')
    .columns(columns)
    .expression(listed(db, 'rotation_tasks', columns, tasks.map(toRow)))
    .onConflict(on => on.column('id').doUpdateSet(columnsOf('excluded', columns)))
    .execute()
}

function toRow(task: RotationTask): Selectable<Tables['rotation_tasks']> {
  const { waiver, status, ...rest } = task
  return {
    id: task.id,
    rank: -Math.round(task.risk),
    system: task.system,
    login: task.login,
    owner: task.owner ?? null,
    status,
    opened_at: instant(task.openedAt),
    due_at: instant(task.dueAt),
    waiver: waiver === undefined ? null : toJson(waiver),
    waiver_expires_at: waiver === undefined ? null : instant(waiver.expiresAt),
    body: toJson(rest),
  }
}

type TaskRow = Pick<Selectable<Tables['rotation_tasks']>, 'status' | 'waiver' | 'body'>

function toTask({ status, waiver, body }: TaskRow): RotationTask {
  const kept = fromJson<Omit<RotationTask, 'status'>>(body)
  return {
    ...kept,
    status: readStatus(status, kept.seenChangedAt),
    ...(waiver === null ? {} : { waiver: fromJson<NonNullable<RotationTask['waiver']>>(waiver) }),
  }
}
