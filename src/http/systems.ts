import { z } from 'zod'
import type { Versioned } from '../core/store.ts'
import { exposures, type System, systemKinds } from '../core/system.ts'
import { requireSameId } from './fields.ts'
import { hours } from './hours.ts'
import { pageFields, pageOf, pageSchemaOf, renderPage } from './paging.ts'
import { defineRoute, json, nothing } from './route.ts'
import { count, dayOrInstant, id, line, nullIfAbsent, text } from './schemas.ts'

const webPath = z
  .string()
  .regex(/^\/[!-~]{0,499}$/)
  .meta({ example: '/admin/login' })

const form = z
  .strictObject({
    path: webPath,
    loginField: text,
    passwordField: text,
    successMark: text,
    failureMark: text.nullish(),
  })
  .meta({
    id: 'LoginForm',
    description:
      'How to tell a good login from a wrong password: text on the page, or the path it redirects to.',
  })

const endpoint = z
  .strictObject({
    protocol: z
      .string()
      .regex(/^[a-z][a-z0-9+.-]{0,31}$/)
      .meta({ example: 'https' }),
    host: line(253).regex(/^[^\s/\\?#@]+$/u, { error: 'http-field-host' }),
    port: z.int().min(1).max(65_535),
    tls: z.enum(['none', 'optional', 'required', 'implicit']).nullish(),
    tlsVersions: z.array(z.string().max(20)).max(10).nullish(),
    certificateExpiresAt: dayOrInstant.nullish(),
    certificateTrusted: z.boolean().nullish(),
    purpose: z.enum(['login', 'admin', 'public']).nullish(),
    path: webPath.nullish(),
    form: form.nullish(),
    database: line(200).nullish(),
  })
  .meta({ id: 'Endpoint' })

const facts = z
  .strictObject({
    maxPasswordLength: count.nullish(),
    truncatesPasswordAt: count.nullish(),
    passwordSymbols: z.string().max(128).nullish().meta({
      description:
        'Signs its passwords may hold beside letters and digits; with a letter or digit among them, all they may.',
      example: '-_.',
    }),
    lockoutAfterFailures: count.nullish(),
    lockoutMinutes: count.nullish(),
    accessReviewedAt: dayOrInstant.nullish(),
    forcesPeriodicChange: z.boolean().nullish(),
    cardholderData: z.boolean().nullish(),
    mfaRequired: z.boolean().nullish(),
    vendorAccess: z.enum(['always', 'on-request', 'none']).nullish(),
    loginFailuresLogged: z.boolean().nullish(),
    product: text.nullish(),
  })
  .meta({ id: 'SystemFacts', description: 'What the owner declares; what is left out is unknown.' })

const columns = z.record(line(40), line(200))

const systemBody = z
  .strictObject({
    id: z.string().nullish(),
    name: text,
    kind: z.enum(systemKinds),
    owner: text.nullish(),
    server: id.nullish(),
    exposure: z.enum(exposures),
    endpoints: z.array(endpoint).max(100).default([]),
    policy: z.string().min(1).max(100).nullish(),
    mode: z.enum(['report', 'enforce']).nullish(),
    hours: hours.nullish(),
    facts: facts.nullish(),
    columns: columns.nullish(),
  })
  .meta({ id: 'SystemInput' })

const systemAnswer = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    kind: z.enum(systemKinds),
    owner: z.string().nullable(),
    server: z.string().nullable(),
    exposure: z.enum(exposures),
    endpoints: z.array(endpoint),
    policy: z.string(),
    mode: z.enum(['report', 'enforce']),
    hours: hours.nullable(),
    facts,
    columns,
  })
  .meta({ id: 'System' })

const params = z.strictObject({ id })

function renderSystem(system: System) {
  const { id, name, kind, exposure, endpoints, policy, mode, hours, facts, columns } = system
  const placed = { owner: nullIfAbsent(system.owner), server: nullIfAbsent(system.server) }
  return {
    id,
    name,
    kind,
    ...placed,
    exposure,
    endpoints,
    policy,
    mode,
    hours: nullIfAbsent(hours),
    facts,
    columns,
  }
}

function answered(status: number, { value, version }: Versioned<System>) {
  return json(status, renderSystem(value), { version })
}

/** What people log in to: declared, replaced, removed. ETags are versions. */
export const systems = [
  defineRoute({
    method: 'get',
    path: '/api/v1/systems',
    summary: 'Systems people log in to',
    query: z.strictObject(pageFields),
    answers: { 200: pageSchemaOf(systemAnswer) },
    handle: async ({ query }, { enforcer }) =>
      json(200, renderPage(await enforcer.systems(pageOf(query)), renderSystem)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/systems/{id}',
    summary: 'One system',
    params,
    answers: { 200: systemAnswer },
    handle: async ({ params }, { enforcer }) => answered(200, await enforcer.system(params.id)),
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/systems/{id}',
    versioned: true,
    summary: 'Declare a system, or replace what is declared of it',
    params,
    query: z.strictObject({ confirm: z.literal('lockout').optional() }),
    body: systemBody,
    answers: { 200: systemAnswer, 201: systemAnswer },
    handle: async ({ params, query, body, caller, ifMatch }, { enforcer }) => {
      const { id: own, ...input } = body
      requireSameId(own, params.id)
      const options = { ifMatch, confirmLockout: query.confirm === 'lockout' }
      const put = await enforcer.putSystem(params.id, input, caller, options)
      return answered(put.created ? 201 : 200, put)
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/systems/{id}',
    versioned: true,
    summary: 'Remove a system with its accounts, findings, tasks and allowlist',
    params,
    answers: { 204: 'nothing' },
    handle: async ({ params, caller, ifMatch }, { enforcer }) => {
      await enforcer.removeSystem(params.id, caller, ifMatch)
      return nothing
    },
  }),
]
