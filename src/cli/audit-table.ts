import { placeOf } from '../audit/headlines.ts'
import { type Language, render } from '../core/message.ts'
import type { Report, ReportedAccount, ReportedFinding, ReportedReason } from '../core/report.ts'
import type { Severity } from '../core/severity.ts'
import { headsOf, renderTable } from './table.ts'
import { paint } from './terminal.ts'

type Stream = { readonly isTTY?: boolean }

const shownHeadlines = 22
const shownAccounts = 8
const shownTasks = 12
const shownPlaces = 20

const colours: Readonly<Record<Severity, 'red' | 'yellow' | 'grey'>> = {
  critical: 'red',
  high: 'red',
  medium: 'yellow',
  low: 'grey',
  info: 'grey',
}

/**
 * A report as a person reads it: on the first screen the worst case of every rule that is broken, then the worst
 * accounts with all their reasons, systems and servers, tasks, coverage.
 */
export function renderReportTable(report: Report, language: Language, stream: Stream): string {
  const say = (key: Parameters<typeof render>[1], values = {}) => render(language, key, values)
  const heading = (key: Parameters<typeof render>[1]) => `\n${paint(stream, 'bold', say(key))}\n`
  const more = (all: number, shown: number) =>
    all > shown ? `${say('report-more', { count: all - shown })}\n` : ''
  const risky = Iterator.from(report.accounts).filter(({ reasons }) =>
    reasons.some(({ verdict }) => verdict === 'bad'),
  )
  return [
    files(report, language),
    heading('report-headlines'),
    headlineTable(report, language, stream),
    heading('report-accounts'),
    accountTable([...risky.take(shownAccounts)], language, stream),
    more(report.riskyAccounts, shownAccounts),
    heading('report-findings'),
    findingTable(report.places, language, stream),
    heading('report-tasks'),
    taskTable(report, language),
    more(report.tasks.length, shownTasks),
    `\n${say('report-coverage', { ...report.coverage })}`,
    report.score === undefined ? '' : ` ${say('report-score', { score: report.score })}`,
    '\n',
  ].join('')
}

function files({ files: list }: Report, language: Language): string {
  return list
    .map(({ file, format, encoding, rows, accepted, rejected }) => {
      const lines = rejected.map(({ line, reason }) => `  ${line}: ${reason[language]}\n`)
      const note =
        rows === accepted ? '' : `, ${render(language, 'report-rejected', { count: rows - accepted })}`
      return `${file}: ${format}, ${encoding}, ${accepted}/${rows}${note}\n${lines.join('')}`
    })
    .join('')
}

function severityCell(severity: Severity, language: Language, stream: Stream): string {
  return paint(stream, colours[severity], render(language, `severity-${severity}`))
}

function headlineTable({ headlines }: Report, language: Language, stream: Stream): string {
  const rows = headlines
    .slice(0, shownHeadlines)
    .map(({ worst, count }) => [
      severityCell(worst.severity, language, stream),
      worst.rule,
      count === 1 ? placeOf(worst) : `${placeOf(worst)} +${count - 1}`,
      worst.reason[language],
    ])
  const head = headsOf(language, ['severity', 'rule', 'where', 'finding'])
  return rows.length === 0 ? `${render(language, 'report-none')}\n` : renderTable(head, rows, [10, 8, 30, 78])
}

function accountTable(accounts: readonly ReportedAccount[], language: Language, stream: Stream): string {
  if (accounts.length === 0) return `${render(language, 'report-none')}\n`
  const rows = accounts.map(({ system, login, risk, reasons, dueAt }) => [
    String(risk),
    `${system}:${login}`,
    reasons
      .filter(({ verdict }) => verdict === 'bad')
      .map(reason => reasonLine(reason, language, stream))
      .join('\n'),
    dueAt?.slice(0, 10) ?? '',
  ])
  const head = headsOf(language, ['risk', 'account', 'reasons', 'due'])
  return renderTable(head, rows, [8, 28, 74, 12])
}

function reasonLine({ rule, severity, reason }: ReportedReason, language: Language, stream: Stream): string {
  return `${paint(stream, colours[severity], rule)} ${reason[language]}`
}

function findingTable(findings: readonly ReportedFinding[], language: Language, stream: Stream): string {
  const bad = findings.filter(({ verdict }) => verdict === 'bad')
  const unknown = findings.length - bad.length
  const rows = bad
    .slice(0, shownPlaces)
    .map(({ severity, rule, system, server, reason }) => [
      severityCell(severity, language, stream),
      server ?? system ?? '',
      rule,
      reason[language],
    ])
  const head = headsOf(language, ['severity', 'where', 'rule', 'finding'])
  const table =
    rows.length === 0 ? `${render(language, 'report-none')}\n` : renderTable(head, rows, [10, 18, 8, 86])
  const hidden = bad.length - rows.length
  return [
    table,
    hidden === 0 ? '' : `${render(language, 'report-more', { count: hidden })}\n`,
    unknown === 0 ? '' : `${render(language, 'report-unknown', { count: unknown })}\n`,
  ].join('')
}

function taskTable({ tasks }: Report, language: Language): string {
  if (tasks.length === 0) return `${render(language, 'report-none')}\n`
  const rows = Iterator.from(tasks)
    .take(shownTasks)
    .map(({ system, login, owner, status, risk, dueAt }) => [
      dueAt.slice(0, 10),
      `${system}:${login}`,
      owner ?? '',
      String(risk),
      render(language, `task-status-${status}`),
    ])
    .toArray()
  const head = headsOf(language, ['due', 'account', 'owner', 'risk', 'status'])
  return renderTable(head, rows)
}
