import { escapeHtml } from '../core/html-text.ts'
import { type Language, render } from '../core/message.ts'
import type {
  Listing,
  ReportedAccount,
  ReportedFile,
  ReportedFinding,
  ReportedTask,
  ReportFormat,
} from '../core/report.ts'

const shownAccounts = 500
const shownFindings = 1000

const style = `
body { font: 16px/1.6 system-ui, "Hiragino Sans", "Noto Sans CJK JP", sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2.5rem }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid #ddd }
ul { margin: 0; padding-left: 1.1rem } .critical, .high { color: #a40000 } .medium { color: #8a5a00 } .low, .info { color: #555 }
.unknown { font-style: italic } .waived { opacity: .6 } @media print { body { margin: 0 } }
`

/** One page that needs nothing from elsewhere: no script, its only style sheet inside; for reading and for printing. */
export default {
  name: 'html',
  contentType: 'text/html; charset=utf-8',
  render: function* (report, language) {
    const say = (key: Parameters<typeof render>[1], values = {}) => escapeHtml(render(language, key, values))
    const score = report.score === undefined ? '' : ` ${say('report-score', { score: report.score })}`
    const { accounts, places, tasks } = report
    yield [
      `<!doctype html>\n<html lang="${language}">\n<head>\n<meta charset="utf-8">\n<title>${say('report-title')}</title>\n`,
      `<meta name="viewport" content="width=device-width">\n<style>${style}</style>\n</head>\n<body>\n`,
      `<h1>${say('report-title')}</h1>\n<p>${escapeHtml(report.generatedAt)}</p>\n`,
      `<p>${say('report-coverage', { ...report.coverage })}${score}</p>\n`,
      ...report.files.map(file => unread(file, language)),
    ].join('')
    yield* section('report-accounts', accounts, shownAccounts, accountRow, language)
    yield* section('report-findings', places, shownFindings, findingRow, language)
    yield* section('report-tasks', tasks, shownAccounts, taskRow, language)
    yield '</body>\n</html>\n'
  },
} satisfies ReportFormat

/** The lines of a list that could not be read, each with its reason. */
function unread({ file, rows, accepted, rejected }: ReportedFile, language: Language): string {
  if (rows === accepted) return ''
  const count = escapeHtml(render(language, 'report-rejected', { count: rows - accepted }))
  const lines = rejected.map(({ line, reason }) => `<li>${line}: ${escapeHtml(reason[language])}</li>`)
  return `<p>${escapeHtml(file)}: ${count}</p>\n<ul>${lines.join('')}</ul>\n`
}

function* section<T>(
  title: Parameters<typeof render>[1],
  entries: Listing<T>,
  shown: number,
  row: (entry: T, language: Language) => string,
  language: Language,
): Generator<string> {
  yield `<h2>${escapeHtml(render(language, title))}</h2>\n`
  if (entries.length === 0) {
    yield `<p>${escapeHtml(render(language, 'report-none'))}</p>\n`
    return
  }
  yield '<table>\n'
  for (const entry of Iterator.from(entries).take(shown)) yield row(entry, language)
  yield '</table>\n'
  const more = entries.length - shown
  if (more > 0) yield `<p>${escapeHtml(render(language, 'report-more', { count: more }))}</p>\n`
}

function accountRow({ system, login, risk, reasons, dueAt }: ReportedAccount, language: Language): string {
  const items = reasons.map(
    ({ rule, severity, verdict, reason }) =>
      `<li class="${severity} ${verdict}">${escapeHtml(rule)} ${escapeHtml(reason[language])}</li>`,
  )
  return `<tr><td>${risk}</td><td>${escapeHtml(`${system}:${login}`)}</td><td><ul>${items.join('')}</ul></td><td>${escapeHtml(dueAt?.slice(0, 10) ?? '')}</td></tr>\n`
}

function findingRow(
  { severity, verdict, status, rule, server, system, title, reason, remedy }: ReportedFinding,
  language: Language,
): string {
  return (
    `<tr class="${severity} ${verdict} ${status}"><td>${escapeHtml(render(language, `severity-${severity}`))}</td><td>${escapeHtml(server ?? system ?? '')}</td>` +
    `<td>${escapeHtml(rule)}</td><td>${escapeHtml(title[language])}<br>${escapeHtml(reason[language])}</td><td>${escapeHtml(remedy[language])}</td></tr>\n`
  )
}

function taskRow({ system, login, owner, status, risk, dueAt }: ReportedTask, language: Language): string {
  const standing = escapeHtml(render(language, `task-status-${status}`))
  return `<tr><td>${escapeHtml(dueAt.slice(0, 10))}</td><td>${escapeHtml(`${system}:${login}`)}</td><td>${escapeHtml(owner ?? '')}</td><td>${risk}</td><td>${standing}</td></tr>\n`
}
