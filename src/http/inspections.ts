import { z } from 'zod'
import type { EndpointInspection } from '../core/inspection.ts'
import { defineRoute, json } from './route.ts'
import { id, nullIfAbsent } from './schemas.ts'

const inspection = z
  .strictObject({
    endpoint: z.string(),
    at: z.iso.datetime(),
    problem: z.string().nullable(),
    tlsUse: z.enum(['none', 'optional', 'required', 'implicit']).nullable(),
    tls: z
      .strictObject({
        version: z.string(),
        validUntil: z.iso.datetime(),
        verified: z.boolean(),
        problem: z.string().nullable(),
      })
      .nullable(),
    tlsVersions: z.array(z.string()).nullable(),
    anonymous: z.boolean().nullable(),
    hostKey: z.string().nullable(),
    banner: z.string().nullable(),
    tellsVersion: z.boolean().nullable(),
  })
  .meta({ id: 'Inspection', description: 'What an endpoint says to anybody; null is unknown.' })

const params = z.strictObject({ id })

function renderInspection(seen: EndpointInspection): z.infer<typeof inspection> {
  const { endpoint, at, tls, tlsVersions } = seen
  return {
    endpoint,
    at,
    problem: nullIfAbsent(seen.problem),
    tlsUse: nullIfAbsent(seen.tlsUse),
    tls: tls === undefined ? null : { ...tls, problem: nullIfAbsent(tls.problem) },
    tlsVersions: tlsVersions === undefined ? null : [...tlsVersions],
    anonymous: nullIfAbsent(seen.anonymous),
    hostKey: nullIfAbsent(seen.hostKey),
    banner: nullIfAbsent(seen.banner),
    tellsVersion: nullIfAbsent(seen.tellsVersion),
  }
}

/** What a system's endpoints say of themselves without a password. */
export const inspections = [
  defineRoute({
    method: 'post',
    path: '/api/v1/systems/{id}/inspection',
    summary: 'Ask the endpoints what they say to anybody, and audit the system with the answers',
    params,
    answers: { 200: z.strictObject({ items: z.array(inspection), audit: z.string() }) },
    handle: async ({ params, caller }, { enforcer }) => {
      const { items, audit } = await enforcer.inspections.inspect(params.id, caller)
      return json(200, { items: items.map(renderInspection), audit })
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/systems/{id}/inspection',
    summary: 'What the endpoints said in the last seven days',
    params,
    answers: { 200: z.strictObject({ items: z.array(inspection) }) },
    handle: async ({ params }, { enforcer }) =>
      json(200, { items: (await enforcer.inspections.latest(params.id)).map(renderInspection) }),
  }),
]
