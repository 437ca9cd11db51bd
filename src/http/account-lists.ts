import { z } from 'zod'
import type { ListNews } from '../core/account-list.ts'
import { readMapping } from '../core/column-mapping.ts'
import { type Language, render } from '../core/message.ts'
import { located, Refusal } from '../core/refusal.ts'
import { problemOf, problemSchema } from './problem.ts'
import { defineRoute, json } from './route.ts'
import { count, flag, id, nullIfAbsent } from './schemas.ts'

const listAnswer = z
  .strictObject({
    id: z.string().nullable().meta({ description: 'Null of a dry run: nothing was kept.' }),
    system: z.string(),
    status: z.enum(['staging', 'committed', 'audited', 'dry-run', 'refused', 'lost']).meta({
      description:
        '`audited` once findings and tasks are in place. Nothing is kept of a `dry-run`, of a list that is `refused`, ' +
        'and of one that a stop of the service cut short (`lost`).',
    }),
    phase: z.enum(['reading', 'waiting', 'committing', 'auditing']).nullable().meta({
      description:
        'What is being done; `waiting` for lists and audits that came before. Null once it has ended.',
    }),
    progress: z.number().min(0).max(1).nullable().meta({ description: 'Share of the phase that is done.' }),
    format: z.string(),
    encoding: z.string(),
    rows: count.meta({ description: 'Read so far, as `accepted` and `rejectedCount` are of them.' }),
    accepted: count,
    rejected: z.array(z.strictObject({ line: count, code: z.string(), reason: z.string() })),
    rejectedCount: count.meta({ description: 'All of them; `rejected` names the first 1,000.' }),
    added: count,
    changed: count,
    removed: count,
    importedAt: z.iso.datetime(),
    audit: z.string().nullable(),
    problem: problemSchema.omit({ instance: true }).nullable().meta({
      description: 'Why nothing is kept of a list that is `refused` or `lost`.',
    }),
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
  { isPartial: _part, refusal, ...list }: ListNews,
  language: Language,
): z.input<typeof listAnswer> {
  return {
    ...list,
    // Of a dry run nothing is left that could be looked up.
    id: list.status === 'dry-run' ? null : list.id,
    phase: nullIfAbsent(list.phase),
    progress: nullIfAbsent(list.progress),
    rejected: list.rejected.map(({ line, key, values }) => ({
      line,
      code: key,
      reason: render(language, key, values),
    })),
    audit: nullIfAbsent(list.audit),
    problem: refusal === undefined ? null : problemIn(refusal, language),
  }
}

/** As it would have been answered to whoever waited. */
function problemIn({ kind, key, values, faults }: NonNullable<ListNews['refusal']>, language: Language) {
  const { instance: _request, ...problem } = problemOf(new Refusal(kind, key, values, faults), language, '')
  return problem
}

function pathOf({ system, id }: ListNews): string {
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
    handle: async (
      { params, query, bytes, caller, language, prefersAsync },
      { enforcer, metrics, stopping },
    ) => {
      const { columns, confirm, ...read } = query
      const options = { ...read, confirmEmpty: confirm === 'empty' }
      const mapping =
        columns === undefined ? {} : { columns: located('query.columns', () => readMapping(columns)) }
      const list = await enforcer.importList(
        params.id,
        bytes,
        { ...options, ...mapping, later: prefersAsync, signal: stopping, onCommitted: metrics.imported },
        caller,
      )
      if (list.status === 'dry-run') return json(200, renderList(list, language))
      const isLater = list.status === 'staging'
      const headers = {
        Location: pathOf(list),
        ...(isLater ? { 'Preference-Applied': 'respond-async' } : {}),
      }
      // A list that found no room for its audit is kept all the same, and audited when there is some.
      return json(list.status === 'audited' ? 201 : 202, renderList(list, language), { headers })
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/systems/{id}/account-lists/{list}',
    summary: 'One import: how far it is, or what came of it',
    params: z.strictObject({ id, list: id }),
    answers: { 200: listAnswer },
    handle: async ({ params, language }, { enforcer }) => {
      const list = await enforcer.accountList(params.list)
      if (list.system !== params.id) throw new Refusal('not-found', 'list-unknown', { id: params.list })
      return json(200, renderList(list, language))
    },
  }),
]
