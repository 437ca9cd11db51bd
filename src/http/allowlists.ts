import { z } from 'zod'
import type { AllowlistAnswer } from '../enforcer.ts'
import { hours } from './hours.ts'
import { defineRoute, inEnglish, json } from './route.ts'
import { asAnswered, flag, id, instant, nullIfAbsent, text } from './schemas.ts'

const networkText = z.string().min(1).max(100).meta({ example: '192.0.2.0/24' })

const entryInput = z
  .strictObject({
    network: networkText.meta({ description: 'A CIDR, one address, or a range a-b.' }),
    label: text.nullish(),
    owner: text.nullish(),
    expiresAt: instant.nullish(),
    hours: hours.nullish(),
    createdAt: asAnswered,
    reviewedAt: asAnswered,
  })
  .meta({ id: 'AllowlistEntryInput' })

const allowlistInput = z
  .strictObject({
    entries: z.array(entryInput).max(100_000),
    system: asAnswered,
    version: asAnswered,
    wouldCutOff: asAnswered,
  })
  .meta({ id: 'AllowlistInput' })

const allowlistAnswer = z
  .strictObject({
    system: z.string(),
    version: z.int(),
    entries: z.array(
      z.strictObject({
        network: z.string(),
        label: z.string().nullable(),
        owner: z.string().nullable(),
        expiresAt: z.iso.datetime().nullable(),
        hours: hours.nullable(),
        createdAt: z.iso.datetime(),
        reviewedAt: z.iso.datetime().nullable(),
      }),
    ),
    wouldCutOff: z
      .array(z.string())
      .meta({ description: 'Addresses let in during the last 30 days that no longer are.' }),
  })
  .meta({ id: 'Allowlist' })

const params = z.strictObject({ id })
const confirm = z.literal('lockout').optional()

function answered(status: number, allowlist: AllowlistAnswer) {
  const { system, version, entries, wouldCutOff } = allowlist
  const body = {
    system,
    version,
    entries: entries.map(({ network, label, owner, expiresAt, hours, createdAt, reviewedAt }) => ({
      network,
      label: nullIfAbsent(label),
      owner: nullIfAbsent(owner),
      expiresAt: nullIfAbsent(expiresAt),
      hours: nullIfAbsent(hours),
      createdAt,
      reviewedAt: nullIfAbsent(reviewedAt),
    })),
    wouldCutOff,
  }
  return json(status, body, { version })
}

/** Room for 100,000 entries with label, owner and end. */
const mostListBytes = 32 * 2 ** 20

const lists = [
  defineRoute({
    method: 'get',
    path: '/api/v1/systems/{id}/allowlist',
    summary: 'The networks that may use a system',
    params,
    answers: { 200: allowlistAnswer },
    handle: async ({ params }, { enforcer }) => answered(200, await enforcer.allowlist(params.id)),
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/systems/{id}/allowlist',
    versioned: true,
    summary: 'Replace the allowlist; over an existing one with If-Match',
    params,
    query: z.strictObject({ dryRun: flag.default(false), confirm }),
    body: allowlistInput,
    mostBytes: mostListBytes,
    answers: { 200: allowlistAnswer },
    handle: async ({ params, query, body, caller, ifMatch }, { enforcer }) => {
      const options = { ifMatch, dryRun: query.dryRun, confirmLockout: query.confirm === 'lockout' }
      return answered(200, await enforcer.putAllowlist(params.id, body.entries, options, caller))
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/systems/{id}/allowlist/exports/{target}',
    summary: 'The allowlist as text a server reads as it is',
    params: z.strictObject({ id, target: z.string().max(40) }),
    answers: { 200: { contentType: 'text/plain; charset=utf-8' } },
    handle: async ({ params }, { enforcer }) => {
      const { text, contentType, digest, whole } = await enforcer.exportAllowlist(params.id, params.target)
      // Whoever writes the text to a disk sees by this that it came whole, whatever lies between.
      const headers = { ...inEnglish, 'X-Kagimori-SHA256': whole }
      return { status: 200, text: { text, contentType }, digest, headers }
    },
  }),
]

const confirmation = z.strictObject({ confirm })

const entries = [
  defineRoute({
    method: 'post',
    path: '/api/v1/systems/{id}/allowlist/entries',
    versioned: true,
    summary: 'Add one entry, or replace the one of the same network',
    params,
    query: confirmation,
    body: entryInput,
    answers: { 201: allowlistAnswer },
    handle: async ({ params, query, body, caller, ifMatch }, { enforcer }) => {
      const options = { ifMatch, confirmLockout: query.confirm === 'lockout' }
      return answered(201, await enforcer.addAllowlistEntry(params.id, body, options, caller))
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/systems/{id}/allowlist/entries',
    versioned: true,
    summary: 'Remove the entry of ?network=',
    params,
    query: confirmation.extend({ network: networkText }),
    answers: { 200: allowlistAnswer },
    handle: async ({ params, query, caller, ifMatch }, { enforcer }) => {
      const options = { ifMatch, confirmLockout: query.confirm === 'lockout' }
      return answered(200, await enforcer.removeAllowlistEntry(params.id, query.network, options, caller))
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/systems/{id}/allowlist/entries/{network}',
    versioned: true,
    summary: 'Remove the entry of this network, percent-encoded: 10.0.0.0%2F8',
    params: z.strictObject({ id, network: networkText }),
    query: confirmation,
    answers: { 200: allowlistAnswer },
    handle: async ({ params, query, caller, ifMatch }, { enforcer }) => {
      const options = { ifMatch, confirmLockout: query.confirm === 'lockout' }
      return answered(200, await enforcer.removeAllowlistEntry(params.id, params.network, options, caller))
    },
  }),
]

/** Networks by system: the whole list under If-Match, single entries, exports for servers. */
export const allowlists = [...lists, ...entries]
