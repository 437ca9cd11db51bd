import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { needs } from './debian.ts'
import { type Served, startServer } from './served.ts'

const root = new URL('../', import.meta.url).pathname

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

function run(command: string, words: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran> {
  const { PATH = '' } = process.env
  return new Promise(resolve => {
    execFile(command, words, { cwd: root, env: { PATH, ...env } }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err })
    })
  })
}

describe('the examples against a started service', () => {
  let served: Served
  before(async () => {
    served = await startServer()
  })
  after(() => served.stop())

  const access = () => ({ URL: served.url, TOKEN: served.token })

  test('the shell example goes from an account list to a decision, and may be run again', async t => {
    if (needs(t, 'curl', 'curl') === undefined) return
    for (const time of ['first', 'second']) {
      const { code, out, err } = await run('sh', ['examples/curl.sh'], access())
      assert.equal(code, 0, `${time}: ${out}${err}`)
      assert.match(out, /"format":"htpasswd".*"accepted":4/)
      assert.match(out, /^\{"id":"[^"]+","rule":"[A-Z]{2}-\d\d","severity":"critical"/m)
      assert.match(out, /^\{"id":"task_[^"]+","system":"file-exchange","login":"souko"/m)
      const answers = [...out.matchAll(/"allow":(true|false),"reason":"([^"]+)"/g)].map(
        ([, allow, reason]) => [allow, reason],
      )
      assert.deepEqual(answers, [
        ['true', 'The address is in the entry 192.0.2.0/24.'],
        ['false', 'The address is in no entry of the allowlist.'],
      ])
    }
  })

  test('the shell example fails with the refusal when its token is wrong', async t => {
    if (needs(t, 'curl', 'curl') === undefined) return
    const { code, out } = await run('sh', ['examples/curl.sh'], { ...access(), TOKEN: 'kgm_wrong' })
    assert.equal(code, 22, 'as curl says of an HTTP error')
    assert.match(out, /"code":"token-unknown"/)
  })

  test('the shell example says which variable is missing', async () => {
    const { code, err } = await run('sh', ['examples/curl.sh'], { URL: served.url })
    assert.notEqual(code, 0)
    assert.match(err, /set TOKEN to an API token/)
  })

  test('the Python example audits the whole company and ranks its accounts, worst first', async t => {
    if (needs(t, 'python3', 'python3') === undefined) return
    const csv = join(served.dataFolder, 'report.csv')
    const words = ['examples/audit.py', 'examples/company/company.json', csv]
    const { code, out, err } = await run('python3', words, { ...access(), PYTHONIOENCODING: 'utf-8' })
    assert.equal(code, 0, err)
    assert.match(out, /^inventory-users\.csv: csv, shift_jis, 5 accounts$/m)
    assert.match(out, /^ {5}PW-01 /m)
    const risks = [...out.matchAll(/^ {0,2}(\d+) {2}\S+:\S+$/gm)].map(([, risk]) => Number(risk))
    assert.ok(risks.length > 10, out)
    assert.deepEqual(
      risks,
      risks.toSorted((a, b) => b - a),
    )
    const report = readFileSync(csv, 'utf8')
    assert.ok(report.startsWith('\ufeff'), 'spreadsheets need the mark to read Japanese')
    assert.match(report, /upload/)
  })

  test('the Python example shows the refusal when its token is wrong', async t => {
    if (needs(t, 'python3', 'python3') === undefined) return
    const { code, err } = await run('python3', ['examples/audit.py'], { ...access(), TOKEN: 'kgm_wrong' })
    assert.equal(code, 1)
    assert.match(err, /401\n.*token-unknown/)
  })
})

test('a started service answers, stops when it is told to, and leaves nothing behind', async () => {
  const { url, pid, stop } = await startServer()
  assert.deepEqual(await (await fetch(`${url}/healthz`)).json(), { status: 'alive' })
  assert.equal(await stop(), 0)
  assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' })
})

test('every example is shown in both readmes', () => {
  for (const readme of ['README.md', 'README.ja.md']) {
    const text = readFileSync(`${root}${readme}`, 'utf8')
    for (const example of ['curl.sh', 'Rotate.ps1', 'audit.py']) {
      assert.ok(text.includes(`(examples/${example})`), `${readme} shows ${example}`)
    }
  }
})
