import { jsonPieces } from '../core/json-pieces.ts'
import type { Language } from '../core/message.ts'
import type { Report, ReportedReason, ReportFormat } from '../core/report.ts'

/** The whole report as JSON, sentences in the reader's language: what scripts read. */
export default {
  name: 'json',
  contentType: 'application/json; charset=utf-8',
  render: function* (report, language) {
    yield* jsonPieces(spoken(report, language))
    yield '\n'
  },
} satisfies ReportFormat

function spoken(report: Report, language: Language): object {
  const { generatedAt, files, systems, coverage, score, accounts, findings, tasks } = report
  return {
    generatedAt,
    files: files.map(({ rejected, ...file }) => ({
      ...file,
      rejected: rejected.map(({ line, reason }) => ({ line, reason: reason[language] })),
    })),
    systems,
    coverage,
    score: score ?? null,
    accounts: Iterator.from(accounts).map(({ system, login, risk, score, reasons, dueAt }) => ({
      system,
      login,
      risk,
      score: score ?? null,
      reasons: reasons.map(reason => spokenReason(reason, language)),
      dueAt: dueAt ?? null,
    })),
    findings: Iterator.from(findings).map(finding => ({
      id: finding.id,
      ...spokenReason(finding, language),
      title: finding.title[language],
      system: finding.system ?? null,
      server: finding.server ?? null,
      login: finding.login ?? null,
      references: finding.references,
      remedy: finding.remedy[language],
      status: finding.status,
    })),
    tasks: Iterator.from(tasks).map(({ owner, ...task }) => ({ ...task, owner: owner ?? null })),
  }
}

function spokenReason({ rule, severity, verdict, reason }: ReportedReason, language: Language) {
  return { rule, severity, verdict, reason: reason[language] }
}
