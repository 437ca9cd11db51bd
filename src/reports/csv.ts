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

/**
 * One line a finding, worst first, as RFC 4180 with a byte order mark, so that a spreadsheet opens it as UTF-8. Behind
 * them one line for each line of a list that could not be read, with its file and number where an id stands otherwise.
 */
export default {
  name: 'csv',
  contentType: 'text/csv; charset=utf-8',
  render: function* ({ findings, files }, language) {
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
    for (const { file, rejected } of files) {
      for (const { line, reason } of rejected) {
        yield csvLine([
          '',
          'unknown',
          '',
          '',
          '',
          '',
          '',
          reason[language],
          '',
          'not-read',
          `${file}:${line}`,
        ])
      }
    }
  },
} satisfies ReportFormat
