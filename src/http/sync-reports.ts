import { z } from 'zod'
import { type SyncReport, syncStates } from '../core/sync-report.ts'
import { defineRoute, json, nothing } from './route.ts'
import { id, line, nullIfAbsent } from './schemas.ts'

const target = z.string().min(1).max(40).meta({ example: 'nginx' })
const place = line(500).meta({ example: 'web-1:/etc/nginx/inventory.allow' })

const told = z
  .strictObject({
    target,
    place,
    state: z.enum(syncStates),
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullish(),
    differences: z.array(z.string().max(200)).max(50).default([]),
    everySeconds: z.int().min(1).max(604_800).default(28_800),
  })
  .meta({ id: 'SyncReportInput' })

const report = z
  .strictObject({
    target: z.string(),
    place: z.string(),
    state: z.enum(syncStates),
    digest: z.string().nullable(),
    differences: z.array(z.string()),
    everySeconds: z.int(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'SyncReport' })

const params = z.strictObject({ id })

function renderReport({ digest, ...rest }: SyncReport): z.infer<typeof report> {
  return { ...rest, differences: [...rest.differences], digest: nullIfAbsent(digest) }
}

/** How the files that servers read agree with the list, as `kagimori sync` reports it. */
export const syncReports = [
  defineRoute({
    method: 'post',
    path: '/api/v1/systems/{id}/sync-reports',
    summary: 'Report how a file written from the allowlist stands; a difference becomes a finding',
    params,
    body: told,
    harmless: true,
    answers: { 200: report },
    handle: async ({ params, body, caller }, { enforcer }) =>
      json(200, renderReport(await enforcer.syncs.note(params.id, body, caller))),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/systems/{id}/sync-reports',
    summary: 'The latest report of every file written from the allowlist',
    params,
    answers: { 200: z.strictObject({ items: z.array(report) }) },
    handle: async ({ params }, { enforcer }) =>
      json(200, { items: (await enforcer.syncs.reports(params.id)).map(renderReport) }),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/systems/{id}/sync-reports',
    summary: 'Forget a file that is no longer written from the allowlist',
    params,
    query: z.strictObject({ target, place }),
    answers: { 204: 'nothing' },
    handle: async ({ params, query, caller }, { enforcer }) => {
      await enforcer.syncs.forget(params.id, query, caller)
      return nothing
    },
  }),
]
