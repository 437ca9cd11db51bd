import type { ReportFormat } from '../core/report.ts'

const head = [
  'severity',
  'verdict',
  'rule',
  'system',
  'server',
  'login',
  'risk',
  'reason',
  'remedy',
  'status',
  'id',
]

/** Characters that make a spreadsheet take a cell for a formula (OWASP ASVS 5.0 1.2.10). */
const formula = /^[=+\-@\t\r\0]/

/** One line a finding, worst first, as RFC 4180 with a byte order mark, so that a spreadsheet opens it as UTF-8. */
export default {
  name: 'csv',
  contentType: 'text/csv; charset=utf-8',
  render: function* ({ findings }, language) {
    yield `\uFEFF${line(head)}`
    for (const finding of findings) {
      yield line([
        finding.severity,
        finding.verdict,
        finding.rule,
        finding.system ?? '',
        finding.server ?? '',
        finding.login ?? '',
        String(finding.risk ?? ''),
        finding.reason[language],
        finding.remedy[language],
        finding.status,
        finding.id,
      ])
    }
  },
} satisfies ReportFormat

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

/** A cell no spreadsheet runs: guarded by an apostrophe, quoted where it must be. */
function cell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
