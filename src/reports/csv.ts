import { csvLine } from '../core/csv-line.ts'
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

/** One line a finding, worst first, as RFC 4180 with a byte order mark, so that a spreadsheet opens it as UTF-8. */
export default {
  name: 'csv',
  contentType: 'text/csv; charset=utf-8',
  render: function* ({ findings }, language) {
    yield `\uFEFF${csvLine(head)}`
    for (const finding of findings) {
      yield csvLine([
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
