import type { Headline, ReportedFinding } from '../core/report.ts'
import { severities } from '../core/severity.ts'

/** The worst open case of each broken rule, by severity: what an attacker would walk through first. */
export function headlinesOf(findings: readonly ReportedFinding[]): readonly Headline[] {
  const open = findings.filter(({ verdict, status }) => verdict === 'bad' && status === 'open')
  const byRule = Map.groupBy(open, ({ rule, severity }) => `${severity} ${rule}`)
  const headlines = [...byRule.values()].flatMap(cases => {
    const [worst] = cases.toSorted((a, b) => urgency(b) - urgency(a) || placeOf(a).localeCompare(placeOf(b)))
    return worst === undefined ? [] : [{ worst, count: cases.length }]
  })
  return rankHeadlines(headlines)
}

/** In order of severity, then of risk; of equal ones the first stays first. */
export function rankHeadlines(headlines: readonly Headline[]): readonly Headline[] {
  return headlines.toSorted(
    ({ worst: a }, { worst: b }) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) || urgency(b) - urgency(a),
  )
}

/** What a finding is about, as a reader names it. */
export function placeOf({
  system,
  server,
  login,
}: Pick<ReportedFinding, 'system' | 'server' | 'login'>): string {
  return login === undefined ? (server ?? system ?? '') : `${system}:${login}`
}

/** What is wrong with a system or server is wrong for all its accounts. */
function urgency({ login, risk }: ReportedFinding): number {
  return login === undefined ? 100 : (risk ?? 0)
}
