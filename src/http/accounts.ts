import { z } from 'zod'
import { type Account, weaknessCodes } from '../core/account.ts'
import { pageFields, pageOf, pageSchemaOf, renderPage } from './paging.ts'
import { defineRoute, json } from './route.ts'
import { count, id, nullIfAbsent, orNull } from './schemas.ts'

const known = orNull(z.string())
const flagged = orNull(z.boolean())

const accountAnswer = z
  .strictObject({
    id: z.string(),
    system: z.string(),
    login: z.string(),
    displayName: known,
    email: known,
    owner: known,
    role: orNull(z.enum(['admin', 'user', 'service'])),
    enabled: flagged,
    lastLoginAt: known,
    passwordChangedAt: known,
    createdAt: known,
    expiresAt: known,
    leftAt: known,
    shared: flagged,
    mfa: flagged,
    vendor: flagged,
    initial: flagged,
    purpose: known,
    reviewedAt: known,
    compromisedAt: known,
    networks: z.array(z.string()),
    credential: z.enum(['clear', 'hash', 'locked', 'absent']),
    score: orNull(z.int().min(0).max(4)),
    guessesLog10: orNull(z.number()),
    estimator: orNull(z.string()).meta({ description: 'Version of the estimator the score comes from.' }),
    length: orNull(z.string()).meta({ description: 'A range of characters: `8-9`, `14`, `64+`.' }),
    weaknesses: z.array(z.enum(weaknessCodes)),
    hash: orNull(
      z.strictObject({
        scheme: z.string(),
        class: z.enum(['plaintext', 'reversible', 'broken', 'unsalted', 'fast', 'slow']),
        parameters: z.record(z.string(), z.union([z.number(), z.string()])),
        saltBits: orNull(count),
      }),
    ),
    seenAtLogin: orNull(z.iso.datetime()).meta({
      description: 'When a login showed the password rated here.',
    }),
    list: z.string(),
    firstSeenAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
  })
  .meta({ id: 'Account', description: 'What is known of a login; never its password, hash or fingerprint.' })

/** Named field by field: a fact added to accounts later stays inside until it is named here. */
function renderAccount(account: Account): z.input<typeof accountAnswer> {
  const { assessment } = account
  return {
    id: account.id,
    system: account.system,
    login: account.login,
    displayName: nullIfAbsent(account.displayName),
    email: nullIfAbsent(account.email),
    owner: nullIfAbsent(account.owner),
    role: nullIfAbsent(account.role),
    enabled: nullIfAbsent(account.enabled),
    lastLoginAt: nullIfAbsent(account.lastLoginAt),
    passwordChangedAt: nullIfAbsent(account.passwordChangedAt),
    createdAt: nullIfAbsent(account.createdAt),
    expiresAt: nullIfAbsent(account.expiresAt),
    leftAt: nullIfAbsent(account.leftAt),
    shared: nullIfAbsent(account.shared),
    mfa: nullIfAbsent(account.mfa),
    vendor: nullIfAbsent(account.vendor),
    initial: nullIfAbsent(account.initial),
    purpose: nullIfAbsent(account.purpose),
    reviewedAt: nullIfAbsent(account.reviewedAt),
    compromisedAt: nullIfAbsent(account.compromisedAt),
    networks: [...(account.networks ?? [])],
    credential: assessment.credential,
    score: nullIfAbsent(assessment.score),
    guessesLog10: nullIfAbsent(assessment.guessesLog10),
    estimator: nullIfAbsent(assessment.estimator),
    length: nullIfAbsent(assessment.lengthBucket),
    weaknesses: [...assessment.weaknesses],
    hash: renderHash(assessment.hash),
    seenAtLogin: nullIfAbsent(assessment.seenAtLogin),
    list: account.list,
    firstSeenAt: account.firstSeenAt,
    lastSeenAt: account.lastSeenAt,
  }
}

function renderHash(hash: Account['assessment']['hash']): z.input<typeof accountAnswer>['hash'] {
  if (hash === undefined) return null
  return { ...hash, parameters: { ...hash.parameters }, saltBits: nullIfAbsent(hash.saltBits) }
}

/** What is known of every login; never a password, a hash or a fingerprint. */
export const accounts = [
  defineRoute({
    method: 'get',
    path: '/api/v1/systems/{id}/accounts',
    summary: "A system's accounts as its newest list showed them",
    params: z.strictObject({ id }),
    query: z.strictObject(pageFields),
    answers: { 200: pageSchemaOf(accountAnswer) },
    handle: async ({ params, query }, { enforcer }) =>
      json(200, renderPage(await enforcer.accounts(params.id, pageOf(query)), renderAccount)),
  }),
]
