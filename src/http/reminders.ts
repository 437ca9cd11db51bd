import { z } from 'zod'
import type { Language } from '../core/message.ts'
import { type Reminder, reminderStatuses } from '../core/reminder.ts'
import type { EnforcerContract } from '../enforcer.ts'
import { pageFields, pageOf, pageSchemaOf, renderPage } from './paging.ts'
import { defineRoute, json } from './route.ts'
import { nullIfAbsent, text } from './schemas.ts'

const time = z.iso.datetime()
const step = z.enum(['opened', 'before', 'due', 'overdue'])

const reminderAnswer = z
  .strictObject({
    id: z.string(),
    person: z.string(),
    channel: z.string(),
    day: z.iso.date().meta({ description: 'The person’s own.' }),
    status: z
      .enum(reminderStatuses)
      .meta({ description: '`uncertain`: it may have arrived; it is not sent again.' }),
    at: time,
    changedAt: time,
    attempts: z.int(),
    failure: z.string().nullable(),
    asked: z.boolean().meta({ description: 'Asked for by somebody, beside the ladder.' }),
    tasks: z.array(
      z.strictObject({ task: z.string(), system: z.string(), login: z.string(), step, role: z.string() }),
    ),
  })
  .meta({ id: 'Reminder' })

/** A reminder as its task shows it. */
export const taskReminder = z.strictObject({
  person: z.string(),
  channel: z.string(),
  step,
  status: z.enum(reminderStatuses),
  at: time,
})

/** What was told of one task. */
export function renderTaskReminders(
  task: string,
  reminders: readonly Reminder[] = [],
): readonly z.infer<typeof taskReminder>[] {
  return reminders.flatMap(({ person, channel, status, at, steps }) =>
    steps.filter(step => step.task === task).map(({ step }) => ({ person, channel, step, status, at })),
  )
}

function renderReminder(
  reminder: Reminder,
  language: Language,
  enforcer: EnforcerContract,
): z.infer<typeof reminderAnswer> {
  const { id, person, channel, day, status, at, changedAt, attempts, steps, asked } = reminder
  return {
    id,
    person,
    channel,
    day,
    status,
    at,
    changedAt,
    attempts,
    failure: nullIfAbsent(enforcer.reminders.failure(reminder, language)),
    asked: asked === true,
    tasks: steps.map(({ task, system, login, step, role }) => ({ task, system, login, step, role })),
  }
}

/** What went to whom when, and what failed and why. */
export const reminders = [
  defineRoute({
    method: 'get',
    path: '/api/v1/reminders',
    summary: 'What was told to whom when, and what failed and why; newest first',
    query: z.strictObject({
      person: text.optional(),
      channel: text.optional(),
      status: z.enum(reminderStatuses).optional(),
      ...pageFields,
    }),
    answers: { 200: pageSchemaOf(reminderAnswer) },
    handle: async ({ query: { limit, cursor, ...filter }, language }, { enforcer }) => {
      const page = pageOf({ limit, ...(cursor === undefined ? {} : { cursor }) })
      const paged = await enforcer.reminders.page(filter, page)
      return json(
        200,
        renderPage(paged, reminder => renderReminder(reminder, language, enforcer)),
      )
    },
  }),
]
