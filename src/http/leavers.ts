import { z } from 'zod'
import { renderTasks, taskAnswer } from './rotation-tasks.ts'
import { defineRoute, json } from './route.ts'
import { nullIfAbsent, text } from './schemas.ts'

const leaverAnswer = z
  .strictObject({
    person: z.string(),
    tasks: z.array(taskAnswer),
    systems: z
      .array(z.string())
      .meta({ description: 'Ids of systems with that owner: somebody else has to answer for them.' }),
    allowlistEntries: z
      .array(
        z.strictObject({
          system: z.string(),
          network: z.string(),
          label: z.string().nullable(),
          owner: z.string().nullable(),
          expiresAt: z.string().nullable(),
        }),
      )
      .meta({ description: 'In that name, and left as they are: somebody may follow.' }),
  })
  .meta({ id: 'Leaver' })

/** Somebody leaves: every password he knew has to change. */
export const leavers = [
  defineRoute({
    method: 'post',
    path: '/api/v1/leavers',
    summary:
      'Open tasks for every account somebody owned or held, and list systems and allowlist entries in that name',
    body: z.strictObject({ person: text }).meta({ id: 'LeaverInput' }),
    answers: { 200: leaverAnswer },
    handle: async ({ body, caller, language }, { enforcer }) => {
      const { tasks, allowlistEntries, ...rest } = await enforcer.proofs.openForLeaver(body.person, caller)
      return json(200, {
        ...rest,
        tasks: await renderTasks(tasks, language, enforcer),
        allowlistEntries: allowlistEntries.map(({ system, network, label, owner, expiresAt }) => ({
          system,
          network,
          label: nullIfAbsent(label),
          owner: nullIfAbsent(owner),
          expiresAt: nullIfAbsent(expiresAt),
        })),
      })
    },
  }),
]
