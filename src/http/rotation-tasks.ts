import { z } from 'zod'
import { isMessageKey, type Language, render } from '../core/message.ts'
import type { RotationTask } from '../core/rotation.ts'
import type { Page, Paged } from '../core/store.ts'
import type { EnforcerContract } from '../enforcer.ts'
import { renderCalendar } from './calendar.ts'
import { waiverBody } from './findings.ts'
import { pageFields, pageOf, pageSchemaOf, renderPage } from './paging.ts'
import { defineRoute, json } from './route.ts'
import { id, instant, longText, nullIfAbsent, sinceDay, text } from './schemas.ts'

const statuses = ['open', 'claimed', 'verified', 'waived', 'cancelled'] as const
const time = z.iso.datetime()

const taskAnswer = z
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
    proof: z
      .strictObject({
        outcome: z.enum(['rotated', 'account removed', 'account disabled']),
        provedAt: time,
        list: z.string(),
        checks: z.array(
          z.strictObject({ check: z.string(), result: z.enum(['passed', 'failed', 'unknown']) }),
        ),
      })
      .nullable(),
    lastRefusal: z
      .strictObject({ code: z.string(), reason: z.string(), at: time, list: z.string() })
      .nullable()
      .meta({ description: 'Why the last import did not close it.' }),
    waiver: z.strictObject({ reason: z.string(), approver: z.string(), expiresAt: time }).nullable(),
    cancelReason: z.string().nullable(),
    reminders: z.array(z.never()),
  })
  .meta({ id: 'RotationTask' })

const taskQuery = z.strictObject({
  status: z.enum(statuses).optional(),
  system: id.optional(),
  owner: z.string().max(200).optional(),
  dueBefore: sinceDay.optional(),
  ...pageFields,
})

const params = z.strictObject({ id })
const password = z.string().min(1).max(4096).nullish()

function renderTask(task: RotationTask, language: Language, enforcer: EnforcerContract) {
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
    proof: nullIfAbsent(task.proof),
    lastRefusal: renderRefusal(task.lastRefusal, language),
    waiver: nullIfAbsent(task.waiver),
    cancelReason: nullIfAbsent(task.cancelReason),
    reminders: [],
  }
}

function renderRefusal(refusal: RotationTask['lastRefusal'], language: Language) {
  if (refusal === undefined) return null
  const { key, values, at, list } = refusal
  return { code: key, reason: isMessageKey(key) ? render(language, key, values) : key, at, list }
}

const mostEvents = 2000

/** Open and claimed tasks, page by page: a calendar shows everything that is to be done. */
async function liveTasks(enforcer: EnforcerContract): Promise<readonly RotationTask[]> {
  const tasks: RotationTask[] = []
  for (const status of ['open', 'claimed'] as const) {
    let page: Page | undefined = { limit: 200 }
    while (page !== undefined && tasks.length < mostEvents) {
      const { items, next }: Paged<RotationTask> = await enforcer.tasks({ status }, page)
      tasks.push(...items)
      page = next === undefined ? undefined : { limit: 200, cursor: next }
    }
  }
  return tasks
}

const lists = [
  defineRoute({
    method: 'get',
    path: '/api/v1/rotation-tasks',
    summary: 'Credentials that must change, by when and why',
    query: taskQuery,
    answers: { 200: pageSchemaOf(taskAnswer) },
    handle: async ({ query: { limit, cursor, ...filter }, language }, { enforcer }) => {
      const page = pageOf({ limit, ...(cursor === undefined ? {} : { cursor }) })
      const paged = await enforcer.tasks(filter, page)
      return json(
        200,
        renderPage(paged, task => renderTask(task, language, enforcer)),
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
      json(200, renderTask(await enforcer.task(params.id), language, enforcer)),
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
      return json(201, renderTask(task, language, enforcer), { headers })
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
        renderTask(await enforcer.claimTask(params.id, body.by ?? caller.actor, caller), language, enforcer),
      ),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/rotation-tasks/{id}/verify',
    summary: 'Prove that the password has changed; neither password is kept',
    params,
    body: z.strictObject({ oldPassword: password, newPassword: password }).meta({ id: 'Verification' }),
    secretFields: ['oldPassword', 'newPassword'],
    answers: { 200: taskAnswer },
    handle: async ({ params, body, caller, language }, { enforcer }) =>
      json(200, renderTask(await enforcer.verifyTask(params.id, body, caller), language, enforcer)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/rotation-tasks/{id}/waive',
    summary: 'Accept the password as it is until a date',
    params,
    body: waiverBody,
    answers: { 200: taskAnswer },
    handle: async ({ params, body, caller, language }, { enforcer }) =>
      json(200, renderTask(await enforcer.waiveTask(params.id, body, caller), language, enforcer)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/rotation-tasks/{id}/cancel',
    summary: 'Close a task that was a mistake',
    params,
    body: z.strictObject({ reason: longText }).meta({ id: 'Cancellation' }),
    answers: { 200: taskAnswer },
    handle: async ({ params, body, caller, language }, { enforcer }) =>
      json(200, renderTask(await enforcer.cancelTask(params.id, body.reason, caller), language, enforcer)),
  }),
]

/** Credentials that must change: the list, the calendar feed and the steps towards the proof. */
export const rotationTasks = [...lists, ...steps]
