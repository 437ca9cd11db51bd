import { z } from 'zod'
import { defineRoute, inEnglish, json } from './route.ts'

const readiness = z
  .strictObject({ status: z.enum(['ready', 'degraded', 'not-ready']), reasons: z.array(z.string()) })
  .meta({ id: 'Readiness' })

/** What watchers ask: alive, ready, how much of everything. */
export const health = [
  defineRoute({
    method: 'get',
    path: '/healthz',
    summary: 'Whether the process lives',
    answers: { 200: z.strictObject({ status: z.literal('alive') }) },
    handle: async () => json(200, { status: 'alive' }),
  }),
  defineRoute({
    method: 'get',
    path: '/readyz',
    summary: 'Whether it can do its work; `degraded` still decides',
    answers: { 200: readiness, 503: readiness },
    handle: async ({ language }, { enforcer }) => {
      const answer = await enforcer.readiness(language)
      return json(answer.status === 'not-ready' ? 503 : 200, answer)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/metrics',
    summary: 'Prometheus metrics',
    answers: { 200: { contentType: 'text/plain; version=0.0.4; charset=utf-8' } },
    handle: async (_ask, { metrics }) => ({
      status: 200,
      text: await metrics.render(),
      headers: inEnglish,
    }),
  }),
]
