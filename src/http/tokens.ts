import { z } from 'zod'
import { scopes, type Token } from '../core/token.ts'
import { pageFields, pageSchemaOf } from './paging.ts'
import { defineRoute, json, nothing } from './route.ts'
import { id, instant, notATime, nullIfAbsent, text } from './schemas.ts'

const tokenInput = z
  .strictObject({
    name: text,
    scopes: z.array(z.enum(scopes)).min(1),
    networks: z.array(z.string().min(1).max(100)).max(1000).nullish(),
    expiresAt: z
      .union([instant, z.literal('never'), z.null().transform(() => 'never' as const)], notATime)
      .optional()
      .meta({
        description: '`never` or null: without an end. Left out: in 90 days, or never for `decide` alone.',
      }),
  })
  .meta({ id: 'TokenInput' })

const tokenFields = {
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  networks: z.array(z.string()).meta({ description: 'Where it may be used from; empty: anywhere listed.' }),
  expiresAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
}
const tokenAnswer = z.strictObject(tokenFields).meta({ id: 'Token' })
const issuedToken = z
  .strictObject({ token: z.string().meta({ description: 'Shown this once.' }), ...tokenFields })
  .meta({ id: 'IssuedToken' })

function renderToken(token: Token) {
  return {
    id: token.id,
    name: token.name,
    scopes: token.scopes,
    networks: token.networks,
    expiresAt: nullIfAbsent(token.expiresAt),
    createdAt: token.createdAt,
    lastUsedAt: nullIfAbsent(token.lastUsedAt),
  }
}

/** Who may call; a token’s text is answered once. */
export const tokens = [
  defineRoute({
    method: 'post',
    path: '/api/v1/tokens',
    summary: 'Issue a token; its text is answered once',
    body: tokenInput,
    shownOnce: true,
    answers: { 201: issuedToken },
    handle: async ({ body, caller }, { enforcer }) => {
      const { token, text } = await enforcer.issueToken(body, caller)
      const headers = { Location: `/api/v1/tokens/${token.id}` }
      return json(201, { token: text, ...renderToken(token) }, { headers })
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/tokens',
    summary: 'All tokens, without what they are made of',
    query: z.strictObject(pageFields),
    answers: { 200: pageSchemaOf(tokenAnswer) },
    handle: async ({ query: { limit, cursor = '' } }, { enforcer }) => {
      // There are few, all in memory; the last id of a page is its cursor.
      const rest = (await enforcer.tokens())
        .filter(({ id }) => id > cursor)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      const items = rest.slice(0, limit)
      const next = rest.length > limit ? (items.at(-1)?.id ?? null) : null
      return json(200, { items: items.map(renderToken), next })
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/tokens/{id}',
    summary: 'Revoke a token at once',
    params: z.strictObject({ id }),
    answers: { 204: 'nothing' },
    handle: async ({ params, caller }, { enforcer }) => {
      await enforcer.revokeToken(params.id, caller)
      return nothing
    },
  }),
]
