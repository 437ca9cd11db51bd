import { type Language, render } from '../core/message.ts'
import type { Report, ReportedAccount, ReportedFinding, ReportedReason } from '../core/report.ts'
import type { Severity } from '../core/severity.ts'
import { paint, renderTable } from './terminal.ts'

type Stream = { readonly isTTY?: boolean }

const shownAccounts = 20
const shownTasks = 20

const colours: Readonly<Record<Severity, 'red' | 'yellow' | 'grey'>> = {
  critical: 'red',
  high: 'red',
  medium: 'yellow',
  low: 'grey',
  info: 'grey',
}

/** A report as one screen reads it: worst accounts with all their reasons, what is wrong with systems and servers, tasks, coverage. */
export function renderReportTable(report: Report, language: Language, stream: Stream): string {
  const say = (key: Parameters<typeof render>[1], values = {}) => render(language, key, values)
  const heading = (key: Parameters<typeof render>[1]) => `\n${paint(stream, 'bold', say(key))}\n`
  const more = (all: number, shown: number) =>
    all > shown ? `${say('report-more', { count: all - shown })}\n` : ''
  const risky = report.accounts.filter(({ reasons }) => reasons.some(({ verdict }) => verdict === 'bad'))
  const places = report.findings.filter(({ login }) => login === undefined)
  return [
    files(report, language),
    heading('report-accounts'),
    accountTable(risky.slice(0, shownAccounts), language, stream),
    more(risky.length, shownAccounts),
    heading('report-findings'),
    findingTable(places, language, stream),
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
        rejected.length === 0 ? '' : `, ${render(language, 'report-rejected', { count: rejected.length })}`
      return `${file}: ${format}, ${encoding}, ${accepted}/${rows}${note}\n${lines.join('')}`
    })
    .join('')
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
  const head = (['risk', 'account', 'reasons', 'due'] as const).map(column =>
    render(language, `report-column-${column}`),
  )
  return renderTable(head, rows, [8, 28, 74, 12])
}

function reasonLine({ rule, severity, reason }: ReportedReason, language: Language, stream: Stream): string {
  return `${paint(stream, colours[severity], rule)} ${reason[language]}`
}

function findingTable(findings: readonly ReportedFinding[], language: Language, stream: Stream): string {
  const bad = findings.filter(({ verdict }) => verdict === 'bad')
  const unknown = findings.length - bad.length
  const rows = bad.map(({ severity, rule, system, server, reason }) => [
    paint(stream, colours[severity], severity),
    server ?? system ?? '',
    rule,
    reason[language],
  ])
  const head = (['severity', 'where', 'rule', 'finding'] as const).map(column =>
    render(language, `report-column-${column}`),
  )
  const table =
    rows.length === 0 ? `${render(language, 'report-none')}\n` : renderTable(head, rows, [10, 18, 8, 86])
  return unknown === 0 ? table : `${table}${render(language, 'report-unknown')}: ${unknown}\n`
}

function taskTable({ tasks }: Report, language: Language): string {
  if (tasks.length === 0) return `${render(language, 'report-none')}\n`
  const rows = tasks
    .slice(0, shownTasks)
    .map(({ system, login, owner, status, risk, dueAt }) => [
      dueAt.slice(0, 10),
      `${system}:${login}`,
      owner ?? '',
      String(risk),
      status,
    ])
  const head = (['due', 'account', 'owner', 'risk', 'status'] as const).map(column =>
    render(language, `report-column-${column}`),
  )
  return renderTable(head, rows)
}
