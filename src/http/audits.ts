import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Refusal } from '../core/refusal.ts'
import type { Audit } from '../core/store.ts'
import { defineRoute, json } from './route.ts'
import { count, id, nullIfAbsent } from './schemas.ts'

const auditAnswer = z
  .strictObject({
    id: z.string(),
    status: z.enum(['running', 'done', 'failed']),
    progress: z.number().min(0).max(1),
    systems: z.array(z.string()),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
    coverage: z.strictObject({ accounts: count, assessed: count, notAssessed: count, stale: count }),
    findings: z.strictObject({ critical: count, high: count, medium: count, low: count, info: count }),
    tasks: z.strictObject({ opened: count, verified: count }),
    score: z.number().min(0).max(100).nullable(),
  })
  .meta({ id: 'Audit' })

function renderAudit(audit: Audit) {
  return { ...audit, finishedAt: nullIfAbsent(audit.finishedAt), score: nullIfAbsent(audit.score) }
}

/** Lets a page use exactly the style sheets it carries, and nothing from elsewhere. */
function policyFor(html: string): string {
  const hashes = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(
    ([, style = '']) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  )
  return `default-src 'none'; style-src ${hashes.join(' ') || "'none'"}; base-uri 'none'; frame-ancestors 'none'`
}

function* withFirst(first: string, rest: Iterable<string>): Generator<string> {
  yield first
  yield* rest
}

/** Passes of all rules, and their reports in every format on the shelf. */
export const audits = [
  defineRoute({
    method: 'post',
    path: '/api/v1/audits',
    summary: 'Begin an audit of the named systems, or of all',
    body: z.strictObject({ systems: z.array(id).min(1).max(1000).nullish() }).meta({ id: 'AuditInput' }),
    answers: { 202: auditAnswer },
    handle: async ({ body, caller }, { enforcer }) => {
      const audit = await enforcer.startAudit(body.systems, caller)
      return json(202, renderAudit(audit), { headers: { Location: `/api/v1/audits/${audit.id}` } })
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/audits/{id}',
    summary: 'An audit: progress, coverage, findings, tasks',
    params: z.strictObject({ id }),
    answers: { 200: auditAnswer },
    handle: async ({ params }, { enforcer }) => json(200, renderAudit(await enforcer.audit(params.id))),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/audits/{id}/report.{format}',
    summary: "What an audit's systems have to show now, as json, csv, sarif or html",
    params: z.strictObject({ id, format: z.string().max(20) }),
    answers: { 200: { contentType: '*/*' } },
    handle: async ({ params, language }, { enforcer, reports }) => {
      const format = reports.get(params.format)
      if (format === undefined) {
        const known = [...reports.keys()].join(', ')
        throw new Refusal('not-found', 'http-report', { format: params.format, known })
      }
      const rendering = Iterator.from(format.render(await enforcer.auditReport(params.id), language))
      // A page's head comes whole, and its styles with it.
      const head = rendering.next().value ?? ''
      const { contentType } = format
      const isPage = contentType.startsWith('text/html')
      return {
        status: 200,
        pieces: { contentType, pieces: withFirst(head, rendering) },
        headers: isPage ? { 'Content-Security-Policy': policyFor(head) } : {},
      }
    },
  }),
]
