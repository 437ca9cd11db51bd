import { z } from 'zod'
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi'
import type { Gate } from '../core/gate.ts'
import { describeGates, gateToken } from './gate-description.ts'
import { problemSchema } from './problem.ts'
import { nameOf, type Route } from './route.ts'
import { matrix } from './scopes.ts'

const about = `Every list answers \`{items, next}\`. Writes take \`Idempotency-Key\`; single resources carry \`ETag\`.
400: the request cannot be read as the form below. 412: \`If-Match\` or \`If-None-Match\` does not hold. 422: it was read and
is refused. All name what is wrong and what to write instead, in the language of \`Accept-Language\` (en, ja).`

/** Makes the OpenAPI 3.1 document from the routes' own schemas and the gates' examples, once, when it is first asked for. */
export function openDocument(
  routes: readonly Route[],
  version: string,
  gates: ReadonlyMap<string, Gate>,
): () => unknown {
  let document: unknown
  return () => (document ??= describe(routes, version, gates))
}

function describe(routes: readonly Route[], version: string, gates: ReadonlyMap<string, Gate>): unknown {
  const paths: ZodOpenApiPathsObject = {}
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: describeRoute(route) }
  }
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Kagimori',
      version,
      description: about,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    tags: [...new Set([...routes.map(tagOf), 'gates'])].map(name => ({ name })),
    paths: { ...paths, ...describeGates(gates.values()) },
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'kgm_…' },
        gate: gateToken,
      },
    },
  })
}

function describeRoute(route: Route): ZodOpenApiOperationObject {
  const access = matrix[nameOf(route)]
  const hasToken = typeof access !== 'string'
  const header = headersOf(route)
  return {
    operationId: operationId(route),
    tags: [tagOf(route)],
    summary: route.summary,
    ...(hasToken ? { description: `Scope: ${access?.join(' or ')}.` } : { security: [] }),
    requestParams: {
      ...(route.params === undefined ? {} : { path: route.params }),
      ...(route.query === undefined ? {} : { query: route.query }),
      ...(header === undefined ? {} : { header }),
    },
    ...(requestBody(route) ?? {}),
    responses: responsesOf(route),
  }
}

function headersOf(route: Route) {
  if (route.method === 'get' || route.harmless === true) return undefined
  const key = z
    .string()
    .optional()
    .meta({ description: 'Repeating the request with the same key repeats the answer.' })
  const prefer = z.enum(['respond-async']).optional().meta({
    description: 'Answers 202 as soon as the file has been received whole; `Location` tells how far it is.',
  })
  const match = z.string().optional().meta({
    description: 'The ETag last seen, or * for whatever is there; 412 where it is not.',
    example: '"v3"',
  })
  const absent = z
    .literal('*')
    .optional()
    .meta({ description: 'Only if nothing is there yet; 412 otherwise.' })
  return z.object({
    'Idempotency-Key': key,
    ...(route.bytes === true ? { Prefer: prefer } : {}),
    ...(route.versioned === true ? { 'If-Match': match } : {}),
    ...(route.versioned === true && route.method === 'put' ? { 'If-None-Match': absent } : {}),
  })
}

function requestBody(route: Route): Pick<ZodOpenApiOperationObject, 'requestBody'> | undefined {
  if (route.bytes === true) {
    return {
      requestBody: { required: true, content: { '*/*': { schema: { type: 'string', format: 'binary' } } } },
    }
  }
  if (route.body === undefined) return undefined
  return { requestBody: { required: true, content: { 'application/json': { schema: route.body } } } }
}

function responsesOf(route: Route): ZodOpenApiResponsesObject {
  const responses: ZodOpenApiResponsesObject = {
    default: {
      description: 'Refused',
      content: { 'application/problem+json': { schema: problemSchema } },
    },
  }
  for (const [status, answer] of Object.entries(route.answers)) {
    responses[status as `${1 | 2 | 3 | 4 | 5}${string}`] = {
      description: route.summary,
      ...contentOf(answer),
    }
  }
  return responses
}

function contentOf(answer: Route['answers'][number]) {
  if (answer === 'nothing') return {}
  if (answer instanceof z.ZodType) return { content: { 'application/json': { schema: answer } } }
  return { content: { [answer.contentType]: { schema: { type: 'string' as const } } } }
}

function tagOf({ path }: Route): string {
  const [, , , first = 'service', , second] = path.split('/')
  if (!path.startsWith('/api/')) return 'service'
  return second === 'allowlist' ? 'allowlists' : (first.split('.')[0] ?? first)
}

/** `PUT /api/v1/systems/{id}` → `putSystemsId`. */
function operationId({ method, path }: Route): string {
  const words = path
    .replace('/api/v1', '')
    .split(/[^a-zA-Z]+/)
    .filter(Boolean)
  return method + words.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}
