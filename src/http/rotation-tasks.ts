import { z } from 'zod'
import { isMessageKey, type Language, render } from '../core/message.ts'
import type { Reminder } from '../core/reminder.ts'
import {
  type PasswordAnswer,
  type RotationTask,
  taskStatuses as statuses,
  type TaskStatus,
} from '../core/rotation.ts'
import { pendingStatuses } from '../core/rotation-states.ts'
import type { Page, Paged } from '../core/store.ts'
import type { EnforcerContract } from '../enforcer.ts'
import { renderCalendar } from './calendar.ts'
import { waiverBody } from './findings.ts'
import { pageFields, pageOf, pageSchemaOf, renderPage } from './paging.ts'
import { renderTaskReminders, taskReminder } from './reminders.ts'
import { defineRoute, json } from './route.ts'
import { id, instant, longText, noFields, nullIfAbsent, sinceDay, text } from './schemas.ts'

const time = z.iso.datetime()

const said = z.strictObject({
  password: z.enum(['new', 'old']),
  endpoint: z.string(),
  at: time,
  answer: z.enum(['accepted', 'refused', 'unknown']),
  reason: z.string().nullable().meta({ description: 'Why it is unknown.' }),
  tls: z
    .strictObject({
      version: z.string(),
      validUntil: z.string(),
      verified: z.boolean(),
      problem: z.string().nullable(),
    })
    .nullable(),
})
const saidAll = z
  .array(said)
  .meta({ description: 'What the system itself answered to the new password and to the old one.' })

/** A rotation task as it is answered. */
export const taskAnswer = z
  .strictObject({
    id: z.string(),
    system: z.string(),
    login: z.string(),
    owner: z.string().nullable(),
    status: z.enum(statuses),
    risk: z.number().min(0).max(100),
    reasons: z.array(z.strictObject({ rule: z.string(), reason: z.string() })),
    openedAt: time,
    dueAt: z.string(),
    claimedAt: time.nullable(),
    claimedBy: z.string().nullable(),
    closedAt: time.nullable(),
    seenChangedAt: time
      .nullable()
      .meta({ description: 'When a login succeeded with another password; closes nothing.' }),
    proof: z
      .strictObject({
        outcome: z.enum(['rotated', 'account removed', 'account disabled']),
        provedAt: time,
        list: z.string().nullable().meta({ description: 'Null where the system itself was asked.' }),
        checks: z.array(
          z.strictObject({ check: z.string(), result: z.enum(['passed', 'failed', 'unknown']) }),
        ),
        answers: saidAll,
      })
      .nullable(),
    lastRefusal: z
      .strictObject({
        code: z.string(),
        reason: z.string(),
        at: time,
        list: z.string().nullable(),
        answers: saidAll,
      })
      .nullable()
      .meta({ description: 'Why the last import or proof did not close it.' }),
    reverted: z
      .strictObject({ at: time, provedAt: time })
      .nullable()
      .meta({ description: 'When the old password was seen in use again after its proof.' }),
    recheck: z
      .strictObject({
        recheckedAt: time,
        answer: z.enum(['accepted', 'refused', 'unknown']),
        answers: saidAll,
      })
      .nullable()
      .meta({ description: 'What the system said when the old password was tried again after the proof.' }),
    places: z
      .array(
        z.strictObject({ place: z.string(), tickedAt: time.nullable(), tickedBy: z.string().nullable() }),
      )
      .meta({ description: 'Where the password is kept, and which places have the new one.' }),
    history: z
      .array(z.strictObject({ status: z.enum(statuses), at: time, by: z.string(), why: z.string() }))
      .meta({ description: 'Every step since it was opened, the latest 50.' }),
    waiver: z.strictObject({ reason: z.string(), approver: z.string(), expiresAt: time }).nullable(),
    cancelReason: z.string().nullable(),
    reminders: z.array(taskReminder),
  })
  .meta({ id: 'RotationTask' })

const taskQuery = z.strictObject({
  status: z
    .enum(statuses)
    .optional()
    .meta({ description: '`open` finds reverted ones as well: they are open again.' }),
  system: id.optional(),
  owner: z.string().max(200).optional(),
  dueBefore: sinceDay.optional(),
  ...pageFields,
})

const params = z.strictObject({ id })
const placeParams = z.strictObject({ id, place: z.string().min(1).max(200) })
const password = z.string().min(1).max(4096).nullish()

/** A task in the reader's language, with what was told of it. */
export async function renderTask(task: RotationTask, language: Language, enforcer: EnforcerContract) {
  const reminders = await enforcer.reminders.of([task.id])
  return renderOne(task, language, enforcer, reminders.get(task.id))
}

/** Several tasks in the reader's language. */
export async function renderTasks(
  tasks: readonly RotationTask[],
  language: Language,
  enforcer: EnforcerContract,
) {
  const reminders = await enforcer.reminders.of(tasks.map(({ id }) => id))
  return tasks.map(task => renderOne(task, language, enforcer, reminders.get(task.id)))
}

function renderOne(
  task: RotationTask,
  language: Language,
  enforcer: EnforcerContract,
  reminders: readonly Reminder[] | undefined,
) {
  return {
    id: task.id,
    system: task.system,
    login: task.login,
    owner: nullIfAbsent(task.owner),
    status: task.status,
    risk: task.risk,
    reasons: enforcer.reasonSentences(task).map(({ rule, reason }) => ({ rule, reason: reason[language] })),
    openedAt: task.openedAt,
    dueAt: task.dueAt,
    claimedAt: nullIfAbsent(task.claimedAt),
    claimedBy: nullIfAbsent(task.claimedBy),
    closedAt: nullIfAbsent(task.closedAt),
    seenChangedAt: nullIfAbsent(task.seenChangedAt),
    proof: renderProof(task.proof),
    lastRefusal: renderRefusal(task.lastRefusal, language),
    reverted: nullIfAbsent(task.reverted),
    recheck: task.recheck === undefined ? null : renderRecheck(task.recheck),
    places: (task.places ?? []).map(({ place, tickedAt, tickedBy }) => ({
      place,
      tickedAt: nullIfAbsent(tickedAt),
      tickedBy: nullIfAbsent(tickedBy),
    })),
    history: (task.history ?? []).map(({ status, at, by, why, values }) => ({
      status,
      at,
      by,
      why: isMessageKey(why) ? render(language, why, values) : why,
    })),
    waiver: nullIfAbsent(task.waiver),
    cancelReason: nullIfAbsent(task.cancelReason),
    reminders: renderTaskReminders(task.id, reminders),
  }
}

function renderRefusal(refusal: RotationTask['lastRefusal'], language: Language) {
  if (refusal === undefined) return null
  const { key, values, at, list, answers } = refusal
  const reason = isMessageKey(key) ? render(language, key, values) : key
  return { code: key, reason, at, list: nullIfAbsent(list), answers: (answers ?? []).map(renderAnswer) }
}

function renderRecheck({ answers, ...rest }: NonNullable<RotationTask['recheck']>) {
  return { ...rest, answers: answers.map(renderAnswer) }
}

function renderProof(proof: RotationTask['proof']) {
  if (proof === undefined) return null
  const { list, checks, answers, ...rest } = proof
  const all = (answers ?? []).map(renderAnswer)
  return { ...rest, list: nullIfAbsent(list), checks: [...checks], answers: all }
}

function renderAnswer({ password, endpoint, at, answer, tls }: PasswordAnswer): z.infer<typeof said> {
  const reason = 'reason' in answer ? answer.reason : null
  const seen = tls === undefined ? null : { ...tls, problem: nullIfAbsent(tls.problem) }
  return { password, endpoint, at, answer: answer.answer, reason, tls: seen }
}

const mostEvents = 2000

/** Tasks somebody has to do something about, page by page: a calendar shows everything that is to be done. */
async function liveTasks(enforcer: EnforcerContract): Promise<readonly RotationTask[]> {
  const tasks: RotationTask[] = []
  let page: Page | undefined = { limit: 200 }
  while (page !== undefined && tasks.length < mostEvents) {
    const { items, next }: Paged<RotationTask> = await enforcer.tasks({ statuses: pendingStatuses }, page)
    tasks.push(...items)
    page = next === undefined ? undefined : { limit: 200, cursor: next }
  }
  return tasks
}

/** What a status finds besides itself. */
const found: Readonly<Partial<Record<TaskStatus, readonly TaskStatus[]>>> = { open: ['open', 'reverted'] }

const lists = [
  defineRoute({
    method: 'get',
    path: '/api/v1/rotation-tasks',
    summary: 'Credentials that must change, by when and why',
    query: taskQuery,
    answers: { 200: pageSchemaOf(taskAnswer) },
    handle: async ({ query: { limit, cursor, status, ...filter }, language }, { enforcer }) => {
      const page = pageOf({ limit, ...(cursor === undefined ? {} : { cursor }) })
      const wanted = status === undefined ? {} : { statuses: found[status] ?? [status] }
      const paged = await enforcer.tasks({ ...filter, ...wanted }, page)
      return json(
        200,
        renderPage({ ...paged, items: await renderTasks(paged.items, language, enforcer) }, task => task),
      )
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/rotation-tasks.ics',
    summary: 'What is due, as a calendar feed',
    query: z.strictObject({ token: z.string().max(200).optional() }),
    tokenInQuery: true,
    answers: { 200: { contentType: 'text/calendar; charset=utf-8' } },
    handle: async ({ language }, { enforcer, now, timeZone }) => ({
      status: 200,
      text: {
        contentType: 'text/calendar; charset=utf-8',
        text: renderCalendar(await liveTasks(enforcer), language, now(), timeZone),
      },
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/rotation-tasks/{id}',
    summary: 'One rotation task, with its proof once it is closed',
    params,
    answers: { 200: taskAnswer },
    handle: async ({ params, language }, { enforcer }) =>
      json(200, await renderTask(await enforcer.task(params.id), language, enforcer)),
  }),
]

const steps = [
  defineRoute({
    method: 'post',
    path: '/api/v1/rotation-tasks',
    summary: 'Ask for a new password of one account',
    body: z
      .strictObject({
        system: id,
        login: z.string().min(1).max(320),
        reason: longText,
        dueAt: instant.nullish(),
      })
      .meta({ id: 'RotationTaskInput' }),
    answers: { 201: taskAnswer },
    handle: async ({ body, caller, language }, { enforcer }) => {
      const task = await enforcer.openTask(body, caller)
      const headers = { Location: `/api/v1/rotation-tasks/${task.id}` }
      return json(201, await renderTask(task, language, enforcer), { headers })
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/rotation-tasks/{id}/claim',
    summary: '"I am at it": closes nothing',
    params,
    body: z.strictObject({ by: text.nullish() }).meta({ id: 'Claim' }),
    answers: { 200: taskAnswer },
    handle: async ({ params, body, caller, language }, { enforcer }) =>
      json(
        200,
        await renderTask(
          await enforcer.claimTask(params.id, body.by ?? caller.actor, caller),
          language,
          enforcer,
        ),
      ),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/rotation-tasks/{id}/verify',
    summary: 'Prove that the password has changed; neither password is kept in clear',
    params,
    body: z.strictObject({ oldPassword: password, newPassword: password }).meta({ id: 'Verification' }),
    secretFields: ['oldPassword', 'newPassword'],
    answers: { 200: taskAnswer },
    handle: async ({ params, body, caller, language }, { enforcer }) =>
      json(200, await renderTask(await enforcer.verifyTask(params.id, body, caller), language, enforcer)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/rotation-tasks/{id}/recheck',
    summary: 'Try the old password of a proved task again; it is not kept',
    params,
    body: z.strictObject({ oldPassword: z.string().min(1).max(4096) }).meta({ id: 'Recheck' }),
    secretFields: ['oldPassword'],
    answers: { 200: taskAnswer },
    handle: async ({ params, body, caller, language }, { enforcer }) => {
      const task = await enforcer.proofs.rechecks.recheck(params.id, body.oldPassword, caller)
      return json(200, await renderTask(task, language, enforcer))
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/rotation-tasks/{id}/places/{place}',
    summary: 'Tick a place: it has the new password',
    params: placeParams,
    body: noFields,
    answers: { 200: taskAnswer },
    handle: async ({ params, caller, language }, { enforcer }) => {
      const task = await enforcer.proofs.tickPlace(params.id, params.place, true, caller)
      return json(200, await renderTask(task, language, enforcer))
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/rotation-tasks/{id}/places/{place}',
    summary: 'Take a tick back',
    params: placeParams,
    answers: { 200: taskAnswer },
    handle: async ({ params, caller, language }, { enforcer }) => {
      const task = await enforcer.proofs.tickPlace(params.id, params.place, false, caller)
      return json(200, await renderTask(task, language, enforcer))
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/rotation-tasks/{id}/remind',
    summary: 'Tell the owner now, beside the ladder; at most once a minute',
    params,
    answers: { 200: taskAnswer },
    handle: async ({ params, caller, language }, { enforcer }) => {
      const task = await enforcer.reminders.remind(params.id, caller)
      return json(200, await renderTask(task, language, enforcer))
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/rotation-tasks/{id}/waive',
    summary: 'Accept the password as it is until a date',
    params,
    body: waiverBody,
    answers: { 200: taskAnswer },
    handle: async ({ params, body, caller, language }, { enforcer }) =>
      json(200, await renderTask(await enforcer.waiveTask(params.id, body, caller), language, enforcer)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/rotation-tasks/{id}/cancel',
    summary: 'Close a task that was a mistake',
    params,
    body: z.strictObject({ reason: longText }).meta({ id: 'Cancellation' }),
    answers: { 200: taskAnswer },
    handle: async ({ params, body, caller, language }, { enforcer }) =>
      json(
        200,
        await renderTask(await enforcer.cancelTask(params.id, body.reason, caller), language, enforcer),
      ),
  }),
]

/** Credentials that must change: the list, the calendar feed and the steps towards the proof. */
export const rotationTasks = [...lists, ...steps]
