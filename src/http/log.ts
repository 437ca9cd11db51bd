import { z } from 'zod'
import { pageFields, pageOf, pageSchemaOf, renderPage } from './paging.ts'
import { defineRoute, json } from './route.ts'
import { count, nullIfAbsent } from './schemas.ts'

const entryAnswer = z
  .strictObject({
    number: count,
    at: z.iso.datetime(),
    actor: z.string(),
    action: z.string(),
    subject: z.string(),
    detail: z.record(z.string(), z.unknown()),
    previous: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'LogEntry' })

const verification = z
  .strictObject({
    valid: z.boolean(),
    entries: count.meta({ description: 'How many hold, from the first one on.' }),
    head: z.string().meta({ description: 'The hash of the last one that holds.' }),
    brokenAt: count
      .nullable()
      .meta({ description: 'The first entry that does not follow; null where all do.' }),
  })
  .meta({ id: 'LogVerification' })

/** The chained record of every change. */
export const log = [
  defineRoute({
    method: 'get',
    path: '/api/v1/log',
    summary: 'Every change and who made it',
    query: z.strictObject(pageFields),
    answers: { 200: pageSchemaOf(entryAnswer) },
    handle: async ({ query }, { enforcer }) =>
      json(
        200,
        renderPage(await enforcer.log(pageOf(query)), entry => entry),
      ),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/log/verify',
    summary: 'Walk the whole chain of hashes',
    answers: { 200: verification },
    handle: async (_ask, { enforcer }) => {
      const { valid, entries, head, brokenAt } = await enforcer.verifyLog()
      return json(200, { valid, entries, head, brokenAt: nullIfAbsent(brokenAt) })
    },
  }),
]
