import { jsonPieces } from '../core/json-pieces.ts'
import type { Language } from '../core/message.ts'
import type { ReportedFile, ReportedFinding, ReportFormat } from '../core/report.ts'
import type { Severity } from '../core/severity.ts'

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
}

/** CVSS-like figures, by which viewers of SARIF sort security results. */
const securitySeverity: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.0',
  low: '2.0',
  info: '0.0',
}

/** Findings as SARIF 2.1.0 (OASIS): one result each, its place a logical location, its id a stable fingerprint. */
export default {
  name: 'sarif',
  contentType: 'application/sarif+json; charset=utf-8',
  render: function* ({ generatedAt, findings, files, coverage }, language) {
    const rules = new Map<string, ReportedFinding>()
    for (const finding of findings) rules.set(finding.rule, finding)
    const descriptors = [...rules.values()].map(finding => descriptor(finding, language))
    yield* jsonPieces({
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'Kagimori', rules: descriptors } },
          invocations: [
            {
              executionSuccessful: true,
              endTimeUtc: generatedAt,
              toolExecutionNotifications: files.flatMap(file => notifications(file, language)),
            },
          ],
          properties: { coverage },
          results: Iterator.from(findings).map(finding => result(finding, language)),
        },
      ],
    })
    yield '\n'
  },
} satisfies ReportFormat

function descriptor(
  { rule, title, remedy, severity, references }: ReportedFinding,
  language: Language,
): object {
  return {
    id: rule,
    shortDescription: { text: title[language] },
    help: { text: `${remedy[language]}\n${references.join('\n')}` },
    defaultConfiguration: { level: levels[severity] },
    properties: { 'security-severity': securitySeverity[severity] },
  }
}

/** Lines that could not be read: SARIF keeps what hindered the run beside what it found. */
function notifications({ file, rejected }: ReportedFile, language: Language): readonly object[] {
  return rejected.map(({ line, reason }) => ({
    level: 'warning',
    message: { text: reason[language] },
    locations: [
      { physicalLocation: { artifactLocation: { uri: encodeURI(file) }, region: { startLine: line } } },
    ],
  }))
}

function result(finding: ReportedFinding, language: Language): object {
  const { id, rule, severity, verdict, reason, status, server, system, login } = finding
  const place = [server, system, login].filter(part => part !== undefined).join(':')
  return {
    ruleId: rule,
    level: levels[severity],
    kind: verdict === 'bad' ? 'fail' : 'open',
    message: { text: reason[language] },
    locations: [
      {
        logicalLocations: [{ fullyQualifiedName: place, kind: login === undefined ? 'resource' : 'member' }],
      },
    ],
    partialFingerprints: { 'kagimori/v1': id },
    ...(status === 'waived' ? { suppressions: [{ kind: 'external', status: 'accepted' }] } : {}),
  }
}
