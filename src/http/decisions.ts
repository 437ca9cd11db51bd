import { z } from 'zod'
import type { Decision, DecisionRecord } from '../core/decision.ts'
import { readGateLogin } from '../core/gate-login.ts'
import { type Language, render } from '../core/message.ts'
import { readFields } from './fields.ts'
import { pageFields, pageOf, pageSchemaOf, renderPage } from './paging.ts'
import { type Desk, defineRoute, json } from './route.ts'
import { flag, id, nullIfAbsent } from './schemas.ts'

const rules = [
  'listed',
  'not-listed',
  'no-allowlist',
  'expired',
  'unknown-system',
  'outside-hours',
  'account-closed',
  'unknown-login',
  'throttled',
  'default-password',
  'leaked-password',
  'rotation-overdue',
  'not-compared',
  'no-address',
  'not-an-address',
  'name-for-address',
  'addresses-differ',
  'malformed',
  'internal-error',
] as const

const question = z
  .strictObject({
    system: z.string().max(200),
    ip: z.string().max(200).meta({ example: '192.0.2.7' }),
    login: z.string().max(320).nullish(),
    password: z.unknown().optional().meta({ writeOnly: true, description: 'Accepted and dropped unread.' }),
  })
  .meta({ id: 'Question' })

const decisionFields = {
  allow: z.boolean(),
  reason: z.string(),
  rule: z.enum(rules),
  entry: z
    .strictObject({ network: z.string(), label: z.string().nullable(), expiresAt: z.string().nullable() })
    .nullable(),
  mode: z.enum(['report', 'enforce']),
  wouldAllow: z.boolean().meta({ description: 'What `enforce` would answer.' }),
}
const decisionAnswer = z.strictObject(decisionFields).meta({ id: 'Decision' })

const decisionRecord = z
  .strictObject({
    at: z.iso.datetime(),
    system: z.string(),
    ip: z.string(),
    login: z.string().nullable(),
    ...decisionFields,
  })
  .meta({ id: 'DecisionRecord' })

function renderDecision(decision: Decision, language: Language): z.infer<typeof decisionAnswer> {
  const { allow, wouldAllow, rule, entry, mode } = decision
  return {
    allow,
    reason: sentenceOf(decision, language),
    rule,
    entry:
      entry === undefined
        ? null
        : {
            network: entry.network,
            label: nullIfAbsent(entry.label),
            expiresAt: nullIfAbsent(entry.expiresAt),
          },
    mode,
    wouldAllow,
  }
}

function sentenceOf({ allow, wouldAllow, rule, entry }: Decision, language: Language): string {
  const values = entry === undefined ? {} : { network: entry.network, expiresAt: entry.expiresAt ?? '' }
  const sentence = render(language, `decision-${rule}`, values)
  return allow === wouldAllow ? sentence : `${sentence} ${render(language, 'decision-report')}`
}

function renderRecord(record: DecisionRecord, language: Language): z.infer<typeof decisionRecord> {
  const { at, system, ip, login } = record
  return { at, system, ip, login: nullIfAbsent(login), ...renderDecision(record, language) }
}

/** Reads a question and answers it, from memory alone. */
export function answerQuestion(
  asked: unknown,
  language: Language,
  { enforcer, metrics }: Pick<Desk, 'enforcer' | 'metrics'>,
): z.infer<typeof decisionAnswer> {
  const { system, ip, login } = readFields(question, asked)
  const named = readGateLogin({ login: login ?? '' }, { login: 'login', mayBeEmpty: true })
  const decision = enforcer.decide({ system, ip, ...named })
  metrics.decided(system, decision)
  return renderDecision(decision, language)
}

/** May this address come in? */
export const decideRoute = defineRoute({
  method: 'post',
  path: '/api/v1/decisions',
  summary: 'May this address come in?',
  body: question,
  harmless: true,
  answers: { 200: decisionAnswer },
  handle: async ({ body, language }, desk) => json(200, answerQuestion(body, language, desk)),
})

/** Questions at the door and the record of their answers. */
export const decisions = [
  decideRoute,
  defineRoute({
    method: 'get',
    path: '/api/v1/systems/{id}/decision',
    summary: 'What an address would be answered now; nothing is recorded',
    params: z.strictObject({ id }),
    query: z.strictObject({ ip: z.string().max(200) }),
    answers: { 200: decisionAnswer },
    handle: async ({ params, query, language }, { enforcer }) =>
      json(200, renderDecision(enforcer.foresee(params.id, query.ip), language)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/decisions',
    summary: 'Recent decisions, newest first; bounded in number and age',
    query: z.strictObject({ system: id.optional(), allow: flag.optional(), ...pageFields }),
    answers: { 200: pageSchemaOf(decisionRecord) },
    handle: async ({ query: { limit, cursor, ...filter }, language }, { enforcer }) => {
      const page = pageOf({ limit, ...(cursor === undefined ? {} : { cursor }) })
      return json(
        200,
        renderPage(await enforcer.decisions(filter, page), item => renderRecord(item, language)),
      )
    },
  }),
]
