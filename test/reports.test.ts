import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import type { Report, ReportedFinding } from '../src/core/report.ts'
import { readShelf } from '../src/shelf.ts'

const reason = { en: 'It is "weak", <b>very</b>', ja: '弱いパスワードです' }
const place: ReportedFinding = {
  id: 'f_2',
  rule: 'LG-01',
  severity: 'critical',
  verdict: 'unknown',
  reason,
  server: 'vps-1',
  title: { en: 'Disk', ja: 'ディスク' },
  references: [],
  remedy: { en: 'Look.', ja: '確認' },
  status: 'open',
}
const report: Report = {
  generatedAt: '2026-11-23T00:00:00.000Z',
  files: [
    {
      file: 'a.csv',
      format: 'csv',
      encoding: 'shift_jis',
      rows: 2,
      accepted: 1,
      rejected: [{ line: 3, reason }],
    },
  ],
  systems: ['ftp'],
  coverage: { accounts: 1, assessed: 1, notAssessed: 0, stale: 0 },
  score: 40,
  accounts: [
    {
      system: 'ftp',
      login: '=cmd',
      risk: 90,
      score: 1,
      reasons: [{ rule: 'PW-07', severity: 'high', verdict: 'bad', reason }],
      dueAt: '2026-12-01T08:00:00.000Z',
    },
  ],
  riskyAccounts: 1,
  headlines: [],
  places: [place],
  findings: [
    {
      id: 'f_1',
      rule: 'PW-07',
      severity: 'high',
      verdict: 'bad',
      reason,
      system: 'ftp',
      login: '=cmd',
      title: { en: 'Weak', ja: '弱い' },
      references: ['A 1'],
      remedy: { en: 'Change it.\nToday.', ja: '変更' },
      status: 'waived',
      risk: 90,
    },
    place,
  ],
  tasks: [
    {
      id: 'task_1',
      system: 'ftp',
      login: '=cmd',
      status: 'open',
      risk: 90,
      dueAt: '2026-12-01T08:00:00.000Z',
    },
  ],
}

const shelf = await readShelf('reports')
const rendered = (name: string, language: 'en' | 'ja' = 'en') =>
  [...(shelf.get(name)?.render(report, language) ?? [])].join('')

describe('The shelf of reports', () => {
  test('holds the four forms of the contract', () => {
    assert.deepEqual([...shelf.keys()], ['csv', 'html', 'json', 'sarif'])
  })

  for (const name of ['csv', 'html', 'json', 'sarif']) {
    test(`${name} speaks both languages and says the same twice`, () => {
      assert.match(rendered(name, 'ja'), /弱いパスワードです/)
      assert.doesNotMatch(rendered(name, 'en'), /弱いパスワードです/)
      assert.equal(rendered(name), rendered(name))
    })
  }
})

test('every form tells of the line that could not be read', () => {
  const [head = [], ...lines] = parse(rendered('csv').slice(1)) as string[][]
  const told = lines.at(-1) ?? []
  assert.deepEqual(
    ['verdict', 'status', 'id', 'reason'].map(name => told[head.indexOf(name)]),
    ['unknown', 'not-read', 'a.csv:3', reason.en],
  )
  const { invocations, properties } = JSON.parse(rendered('sarif')).runs[0]
  const [notification] = invocations[0].toolExecutionNotifications
  assert.equal(notification.message.text, reason.en)
  assert.deepEqual(notification.locations[0].physicalLocation, {
    artifactLocation: { uri: 'a.csv' },
    region: { startLine: 3 },
  })
  assert.deepEqual(properties.coverage, report.coverage)
  assert.match(rendered('html'), /a\.csv: lines that could not be read: 1.*<li>3: It is &quot;weak&quot;/s)
})

test('json has the fields scripts rely on, with null for what is absent', () => {
  const { files, accounts, findings, coverage } = JSON.parse(rendered('json'))
  assert.deepEqual(files[0].rejected, [{ line: 3, reason: reason.en }])
  assert.deepEqual(accounts[0].reasons, [
    { rule: 'PW-07', severity: 'high', verdict: 'bad', reason: reason.en },
  ])
  assert.equal(findings[1].login, null)
  assert.deepEqual(coverage, report.coverage)
})

test('csv opens in a spreadsheet as UTF-8 and no cell of it is a formula', () => {
  const text = rendered('csv')
  assert.equal(text[0], '\uFEFF')
  const [head = [], first = []] = parse(text.slice(1)) as string[][]
  assert.equal(first[head.indexOf('login')], "'=cmd")
  assert.equal(first[head.indexOf('reason')], reason.en)
  assert.equal(first[head.indexOf('remedy')], 'Change it.\nToday.')
  assert.equal(first[head.indexOf('risk')], '90')
})

test('sarif names rules once, marks the waived as suppressed and the unknown as open', () => {
  const { version, runs } = JSON.parse(rendered('sarif'))
  assert.equal(version, '2.1.0')
  const [{ tool, results }] = runs
  assert.deepEqual(
    tool.driver.rules.map(({ id }: { id: string }) => id),
    ['PW-07', 'LG-01'],
  )
  assert.deepEqual(results[0].suppressions, [{ kind: 'external', status: 'accepted' }])
  assert.equal(results[1].kind, 'open')
  assert.equal(results[0].locations[0].logicalLocations[0].fullyQualifiedName, 'ftp:=cmd')
})

test('html escapes what it shows and loads nothing from elsewhere', () => {
  const page = rendered('html')
  assert.match(page, /It is &quot;weak&quot;, &lt;b&gt;very&lt;\/b&gt;/)
  assert.doesNotMatch(page, /<script|src=|href=|https?:/)
})

test('html in Japanese names severities and where tasks stand in Japanese', () => {
  const page = rendered('html', 'ja')
  assert.match(page, /<td>未対応<\/td>/)
  assert.doesNotMatch(page, /<td>(?:critical|high|medium|low|info|open)<\/td>/)
})
