import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import zxcvbn from 'zxcvbn'
import { kagimori, root } from './kagimori.ts'

const folder = mkdtempSync(join(tmpdir(), 'kagimori-cli-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

test('rate answers exactly what the zxcvbn package answers, in input order', async () => {
  const passwords = ['Tanaka2024!', '', 'kiri ume sakura tsuki', 'zaiko', '\'"<>']
  const { out, exit } = await kagimori(
    ['rate', '--estimator', 'zxcvbn', '--output', 'tsv'],
    `${passwords.join('\n')}\n`,
  )
  const expected = passwords.map(password => `${zxcvbn(password).score}\t${zxcvbn(password).guesses}`)
  assert.deepEqual(out.trimEnd().split('\n'), expected)
  assert.equal(exit, 0)
})

test('audit answers JSON with files, accounts, findings and coverage, and exits 1 for what it found', async () => {
  const list = file('stock.csv', 'login,password,name\ntanaka,tanaka,Tanaka\nsato\n')
  const { out, exit } = await kagimori(['audit', list, '--output', 'json'])
  const { files, accounts, findings, coverage } = JSON.parse(out)
  assert.deepEqual(
    { ...files[0], rejected: files[0].rejected.map(({ line }: { line: number }) => line) },
    { file: list, format: 'csv', encoding: 'utf-8', rows: 2, accepted: 1, rejected: [3] },
  )
  assert.equal(accounts[0].login, 'tanaka')
  const worst = accounts[0].reasons[0]
  assert.deepEqual([worst.rule, worst.severity, worst.verdict], ['PW-01', 'critical', 'bad'])
  assert.ok(
    findings.some(
      ({ rule, login }: { rule: string; login: string }) => rule === 'PW-01' && login === 'tanaka',
    ),
  )
  assert.deepEqual(
    coverage,
    { accounts: 2, assessed: 1, notAssessed: 1, stale: 0 },
    'a line not read is unknown',
  )
  assert.equal(exit, 1)
})

test('audit exits 3 for a list of which too many lines could not be read, in every form', async () => {
  const list = file('half.csv', 'login,password,name\nsato,violet-harbor-mango-81,Sato\ntanaka\n')
  for (const output of ['table', 'json', 'csv', 'sarif', 'html']) {
    const { out, exit } = await kagimori(['audit', list, '--min-coverage', '100', '--output', output])
    assert.equal(exit, 3, output)
    assert.match(out, /half\.csv/, output)
  }
})

test('audit exits 3 when fewer accounts could be assessed than asked for', async () => {
  const list = file('mail.passwd', 'sato:{SHA512-CRYPT}$6$hT2vQ9sLxPdE7mRa$abc:5000:5000::/var/mail/sato::\n')
  const { err, exit } = await kagimori(['audit', list, '--min-coverage', '90', '--output', 'csv'])
  assert.equal(exit, 3, err)
})

test('audit reads a list from standard input', async () => {
  const { out, exit } = await kagimori(['audit', '-', '--output', 'json'], 'login,password\ntanaka,tanaka\n')
  const { files, accounts } = JSON.parse(out)
  assert.deepEqual([files[0].file, accounts[0].system, accounts[0].login, exit], ['-', 'list', 'tanaka', 1])
  const long = Array.from({ length: 50_000 }, (_, at) => `staff${at},qX7-vu-${at}-pB\n`).join('')
  const { out: told } = await kagimori(['audit', '-', '--output', 'json'], `login,password\n${long}`)
  assert.equal(JSON.parse(told).coverage.accounts, 50_000)
})

test('audit exits 2 for a file that is no account list, and says what was expected', async () => {
  const { out, err, exit } = await kagimori(['audit', join(root, 'LICENSE')])
  assert.equal(exit, 2)
  assert.equal(out, '')
  assert.match(err, /matches no known format[\s\S]*htpasswd \(login:hash/)
})

test('audit speaks Japanese where it is asked to', async () => {
  const list = file('points.csv', 'ログインID,パスワード\ntenpo1,tenpo1\n')
  const { out } = await kagimori(['audit', list], '', { KAGIMORI_LANGUAGE: 'ja' })
  assert.match(out, /パスワードがIDと同じです。/)
})

test('config shows what is in force and no secret', async () => {
  const { out, exit } = await kagimori(['config'], '', {
    KAGIMORI_ADMIN_TOKEN: 'a-token-of-thirty-characters-!',
  })
  assert.equal(JSON.parse(out).KAGIMORI_LISTEN, '127.0.0.1:8420')
  assert.doesNotMatch(out, /thirty/)
  assert.equal(exit, 0)
})

test('policy check names file, line and the key that was meant', async () => {
  const policies = join(folder, 'policies')
  cpSync(join(root, 'policies'), policies, { recursive: true })
  writeFileSync(join(policies, 'shop.yaml'), 'extends: base\nminLenght: 12\n')
  const { err, exit } = await kagimori(['policy', 'check'], '', { KAGIMORI_POLICIES: policies })
  assert.equal(exit, 2)
  assert.match(err, /shop\.yaml[^\n]*2[^\n]*minLenght[^\n]*minLength/)
})

test('policy check reads the people file too, and a folder that is not there is the caller’s mistake', async () => {
  const people = file(
    'people.yaml',
    'page: https://kagimori.aoba.example/\nadministrator: nobody\npeople: {}\n',
  )
  const { err, exit } = await kagimori(['policy', 'check'], '', { KAGIMORI_PEOPLE: people })
  assert.match(err, /Faults in the people file: \d+, the first at people\.yaml line \d/)
  assert.doesNotMatch(err, /policy files/)
  assert.equal(exit, 2)
  const nowhere = await kagimori(['policy', 'check'], '', { KAGIMORI_POLICIES: join(folder, 'nowhere') })
  assert.deepEqual([nowhere.exit, /nowhere cannot be read/.test(nowhere.err)], [2, true])
})

test('policy test compares broken rules with the expected ones and exits 1 where they differ', async () => {
  const cases = (breaks: string) =>
    file(
      'cases.yaml',
      `policy: ftp\ncases:\n  - name: a short word\n    password: umeboshi1\n    breaks: [${breaks}]\n`,
    )
  const agreed = await kagimori(['policy', 'test', cases('PW-06, PW-07')])
  assert.equal(agreed.exit, 0, agreed.out)
  const differing = await kagimori(['policy', 'test', cases('')])
  assert.equal(differing.exit, 1)
  assert.match(differing.out, /a short word: differs \(expected none, broken PW-06, PW-07\)/)
  assert.doesNotMatch(differing.out, /umeboshi/)
})

test('an unknown verb is the caller’s mistake', async () => {
  assert.equal((await kagimori(['frobnicate'])).exit, 2)
})
