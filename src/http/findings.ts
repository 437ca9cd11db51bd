import { z } from 'zod'
import type { Language } from '../core/message.ts'
import { type RiskExplanation, riskWeights } from '../core/risk.ts'
import { severities } from '../core/severity.ts'
import type { FindingDetail, FindingView } from '../enforcer.ts'
import { pageFields, pageOf, pageSchemaOf, renderPage } from './paging.ts'
import { defineRoute, json } from './route.ts'
import { id, instant, longText, nullIfAbsent, text } from './schemas.ts'

const verdicts = ['bad', 'unknown'] as const
const statuses = ['open', 'waived', 'resolved'] as const

/** What accepting a finding or task takes: why, who, until when. */
export const waiverBody = z
  .strictObject({ reason: longText, approver: text, expiresAt: instant })
  .meta({ id: 'WaiverInput' })

const findingFields = {
  id: z.string(),
  rule: z.string(),
  severity: z.enum(severities),
  verdict: z.enum(verdicts),
  system: z.string().nullable(),
  server: z.string().nullable(),
  login: z.string().nullable(),
  title: z.string(),
  reason: z.string(),
  reasonCode: z.string(),
  evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
  references: z.array(z.string()),
  remedy: z.string(),
  status: z.enum(statuses),
  firstSeenAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  resolvedAt: z.iso.datetime().nullable(),
  waiver: z
    .strictObject({
      reason: z.string(),
      approver: z.string(),
      expiresAt: z.iso.datetime(),
      createdAt: z.iso.datetime(),
      severity: z
        .enum(severities)
        .optional()
        .meta({ description: 'What was accepted; a finding that becomes worse is open again.' }),
    })
    .nullable(),
}
const findingAnswer = z.strictObject(findingFields).meta({ id: 'Finding' })

const findingDetail = z
  .strictObject({
    ...findingFields,
    risk: z
      .strictObject({
        risk: z.number().min(0).max(100),
        base: z.strictObject({ because: z.string(), about: z.string(), points: z.number() }),
        factors: z.array(z.strictObject({ because: z.string(), about: z.string(), factor: z.number() })),
      })
      .nullable(),
    blastRadius: z.array(
      z.strictObject({
        system: z.string(),
        login: z.string().nullable(),
        because: z.enum(['same-password', 'same-server']),
      }),
    ),
  })
  .meta({ id: 'FindingDetail' })

const findingQuery = z.strictObject({
  system: id.optional(),
  severity: z.enum(severities).optional(),
  rule: z.string().max(20).optional(),
  verdict: z.enum(verdicts).optional(),
  status: z.enum(statuses).optional(),
  login: z.string().max(320).optional(),
  ...pageFields,
})

const params = z.strictObject({ id })

function renderFinding(finding: FindingView, language: Language) {
  return {
    id: finding.id,
    rule: finding.rule,
    severity: finding.severity,
    verdict: finding.verdict,
    system: nullIfAbsent(finding.system),
    server: nullIfAbsent(finding.server),
    login: nullIfAbsent(finding.login),
    title: finding.title[language],
    reason: finding.reasonSentence[language],
    reasonCode: finding.reason,
    evidence: finding.evidence,
    references: finding.references,
    remedy: finding.remedy[language],
    status: finding.status,
    firstSeenAt: finding.firstSeenAt,
    lastSeenAt: finding.lastSeenAt,
    resolvedAt: nullIfAbsent(finding.resolvedAt),
    waiver: nullIfAbsent(finding.waiver),
  }
}

function renderDetail(finding: FindingDetail, language: Language) {
  return {
    ...renderFinding(finding, language),
    risk: finding.risk === undefined ? null : renderRisk(finding.risk, language),
    blastRadius: finding.blastRadius.map(({ system, login, because }) => ({
      system,
      login: nullIfAbsent(login),
      because,
    })),
  }
}

function renderRisk({ risk, base, factors }: RiskExplanation, language: Language) {
  const about = (because: string) => riskWeights[because]?.about[language] ?? because
  return {
    risk,
    base: { because: base.because, about: about(base.because), points: base.points },
    factors: factors.map(({ because, factor }) => ({ because, about: about(because), factor })),
  }
}

/** What rules found, in the reader’s language, and the waivers that accept it for a time. */
export const findings = [
  defineRoute({
    method: 'get',
    path: '/api/v1/findings',
    summary: 'Findings, worst first',
    query: findingQuery,
    answers: { 200: pageSchemaOf(findingAnswer) },
    handle: async ({ query: { limit, cursor, ...filter }, language }, { enforcer }) => {
      const page = pageOf({ limit, ...(cursor === undefined ? {} : { cursor }) })
      return json(
        200,
        renderPage(await enforcer.findings(filter, page), item => renderFinding(item, language)),
      )
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/findings/{id}',
    summary: 'One finding, with how its risk came about and what else falls with this credential',
    params,
    answers: { 200: findingDetail },
    handle: async ({ params, language }, { enforcer }) =>
      json(200, renderDetail(await enforcer.finding(params.id), language)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/findings/{id}/waiver',
    summary: 'Accept a finding until a date',
    params,
    body: waiverBody,
    answers: { 200: findingAnswer },
    handle: async ({ params, body, caller, language }, { enforcer }) =>
      json(200, renderFinding(await enforcer.waiveFinding(params.id, body, caller), language)),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/findings/{id}/waiver',
    summary: 'End a waiver at once',
    params,
    answers: { 200: findingAnswer },
    handle: async ({ params, caller, language }, { enforcer }) =>
      json(200, renderFinding(await enforcer.unwaiveFinding(params.id, caller), language)),
  }),
]
