import { z } from 'zod'
import { readMapping } from '../core/column-mapping.ts'
import { type Language, render } from '../core/message.ts'
import { located, Refusal } from '../core/refusal.ts'
import type { AccountList } from '../core/store.ts'
import { defineRoute, json } from './route.ts'
import { count, flag, id, nullIfAbsent } from './schemas.ts'

const listAnswer = z
  .strictObject({
    id: z.string().nullable().meta({ description: 'Null of a dry run: nothing was kept.' }),
    system: z.string(),
    status: z.enum(['staging', 'committed', 'audited', 'dry-run']).meta({
      description: '`audited` once findings and tasks are in place; `dry-run` where nothing was kept.',
    }),
    format: z.string(),
    encoding: z.string(),
    rows: count,
    accepted: count,
    rejected: z.array(z.strictObject({ line: count, code: z.string(), reason: z.string() })),
    rejectedCount: count.meta({ description: 'All of them; `rejected` names the first 1,000.' }),
    added: count,
    changed: count,
    removed: count,
    importedAt: z.iso.datetime(),
    audit: z.string().nullable(),
  })
  .meta({ id: 'AccountList' })

const importQuery = z.strictObject({
  format: z.string().min(1).max(40).default('auto'),
  encoding: z.string().min(1).max(40).default('auto'),
  partial: flag.default(false).meta({
    description: 'Keep the lines that can be read; whom the list does not name is not removed.',
  }),
  dryRun: flag.default(false),
  confirm: z.literal('empty').optional().meta({
    description: 'A list without an account is meant: it removes all the accounts there are.',
  }),
  columns: z.string().min(3).max(4000).optional().meta({
    description: 'Pairs field:header, kept for the system.',
    example: 'login:社員番号,password:暗証',
  }),
})

function renderList(
  { isPartial: _part, ...list }: AccountList,
  language: Language,
): z.input<typeof listAnswer> {
  return {
    ...list,
    rejected: list.rejected.map(({ line, key, values }) => ({
      line,
      code: key,
      reason: render(language, key, values),
    })),
    audit: nullIfAbsent(list.audit),
  }
}

function pathOf({ system, id }: AccountList): string {
  return `/api/v1/systems/${encodeURIComponent(system)}/account-lists/${encodeURIComponent(id)}`
}

/** Imports: the file itself is the body, streamed to the reading child and never parsed here. */
export const accountLists = [
  defineRoute({
    method: 'post',
    path: '/api/v1/systems/{id}/account-lists',
    summary: "Import a system's account list: the file itself is the body",
    params: z.strictObject({ id }),
    query: importQuery,
    bytes: true,
    limit: 'import',
    answers: { 200: listAnswer, 201: listAnswer, 202: listAnswer },
    handle: async ({ params, query, bytes, caller, language, prefersAsync }, { enforcer, metrics }) => {
      const { columns, confirm, ...read } = query
      const options = { ...read, confirmEmpty: confirm === 'empty' }
      const later = prefersAsync && !query.dryRun
      const mapping =
        columns === undefined ? {} : { columns: located('query.columns', () => readMapping(columns)) }
      const list = await enforcer.importList(params.id, bytes, { ...options, ...mapping, later }, caller)
      if (query.dryRun) return json(200, { ...renderList(list, language), id: null, status: 'dry-run' })
      metrics.imported(list)
      const headers = { Location: pathOf(list) }
      // A list that found no room for its audit is kept all the same, and audited when there is some.
      if (!later) return json(list.status === 'audited' ? 201 : 202, renderList(list, language), { headers })
      return json(202, renderList(list, language), {
        headers: { ...headers, 'Preference-Applied': 'respond-async' },
      })
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/systems/{id}/account-lists/{list}',
    summary: 'One import; `audited` once its findings and tasks are in place',
    params: z.strictObject({ id, list: id }),
    answers: { 200: listAnswer },
    handle: async ({ params, language }, { enforcer }) => {
      const list = await enforcer.accountList(params.list)
      if (list.system !== params.id) throw new Refusal('not-found', 'list-unknown', { id: params.list })
      return json(200, renderList(list, language))
    },
  }),
]
