import { headsAccountList } from '../core/column-names.ts'
import { defineDialect, type Format } from '../core/format.ts'
import { openWrittenObjects } from '../core/written-object.ts'

/** Names of the object a line holds; empty where it holds anything else. */
function namesOfLine(line: string): readonly string[] {
  if (!line.trimStart().startsWith('{')) return []
  try {
    return Object.keys(JSON.parse(line))
  } catch {
    return []
  }
}

/** One JSON object a line, as streaming exports write them. */
const ndjson: Format = {
  name: 'ndjson',
  expects: {
    en: 'one JSON object a line: {"login": "tanaka", "role": "admin"}',
    ja: '1行に1つの JSON オブジェクト: {"login": "tanaka", "role": "admin"}',
  },
  dialects: [
    defineDialect({
      syntax: 'ndjson',
      recognises: head => headsAccountList(namesOfLine(head.lines[0] ?? '')),
      open: ({ columns }) => openWrittenObjects(columns),
    }),
  ],
  examples: {
    good: [
      {
        about: 'two accounts, the second without a password',
        text: `{"user": "tanaka", "password": "Point2024", "mfa": true, "password_changed_at": "2026/4/1"}
{"user": "sato", "mfa": false}
`,
        logins: ['tanaka', 'sato'],
      },
    ],
    bad: [
      { about: 'an event log', text: '{"level": "info", "message": "started"}\n' },
      {
        about: 'no login, a word of no known meaning',
        text: `{"user": "tanaka", "mfa": true}
{"name": "sato", "mfa": true}
{"user": "suzuki", "mfa": "perhaps"}
`,
        rejectedLines: [2, 3],
      },
    ],
  },
}

export default ndjson
