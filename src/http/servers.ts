import { z } from 'zod'
import type { Versioned } from '../core/store.ts'
import type { Server } from '../core/system.ts'
import { requireSameId } from './fields.ts'
import { pageFields, pageOf, pageSchemaOf, renderPage } from './paging.ts'
import { defineRoute, json, nothing } from './route.ts'
import { count, dayOrInstant, id, instant, line, text } from './schemas.ts'

const disk = z.strictObject({
  mount: line(500),
  usedPercent: z.number().min(0).max(100),
  fullInDays: z.number().min(0).nullish(),
  holds: z.array(z.enum(['logs', 'data', 'system'])).nullish(),
})

const logs = z.strictObject({
  rotated: z.boolean().nullish(),
  capMebibytes: count.nullish(),
  retentionDays: count.nullish(),
  shippedOffHost: z.boolean().nullish(),
  loginFailuresLogged: z.boolean().nullish(),
})

const software = z.strictObject({
  name: text,
  version: text.nullish(),
  endOfLifeAt: dayOrInstant.nullish(),
  patched: z.boolean().nullish(),
})

const facts = z
  .strictObject({
    reportedAt: instant.nullish(),
    disks: z.array(disk).max(100).nullish(),
    logs: logs.nullish(),
    software: z.array(software).max(500).nullish(),
    leaks: z.array(text).max(100).nullish(),
    reachableAdmin: z.array(text).max(100).nullish(),
  })
  .meta({ id: 'ServerFacts', description: 'What was reported of the server; what is left out is unknown.' })

const serverBody = z
  .strictObject({ id: z.string().nullish(), name: text, facts: facts.default({}) })
  .meta({ id: 'ServerInput' })
const serverAnswer = z.strictObject({ id: z.string(), name: z.string(), facts }).meta({ id: 'Server' })
const params = z.strictObject({ id })

function answered(status: number, { value, version }: Versioned<Server>) {
  return json(status, value, { version })
}

/** The machines systems run on and what is reported of them. */
export const servers = [
  defineRoute({
    method: 'get',
    path: '/api/v1/servers',
    summary: 'Servers systems run on',
    query: z.strictObject(pageFields),
    answers: { 200: pageSchemaOf(serverAnswer) },
    handle: async ({ query }, { enforcer }) =>
      json(
        200,
        renderPage(await enforcer.servers(pageOf(query)), server => server),
      ),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/servers/{id}',
    summary: 'One server',
    params,
    answers: { 200: serverAnswer },
    handle: async ({ params }, { enforcer }) => answered(200, await enforcer.server(params.id)),
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/servers/{id}',
    versioned: true,
    summary: 'Declare a server, or report what is known of it now',
    params,
    body: serverBody,
    answers: { 200: serverAnswer, 201: serverAnswer },
    handle: async ({ params, body: { id: own, ...input }, caller, ifMatch }, { enforcer }) => {
      requireSameId(own, params.id)
      const put = await enforcer.putServer(params.id, input, caller, ifMatch)
      return answered(put.created ? 201 : 200, put)
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/servers/{id}',
    versioned: true,
    summary: 'Remove a server no system runs on',
    params,
    answers: { 204: 'nothing' },
    handle: async ({ params, caller, ifMatch }, { enforcer }) => {
      await enforcer.removeServer(params.id, caller, ifMatch)
      return nothing
    },
  }),
]
