import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type CanaryList, goodLists, refusedLists } from './canary-lists.ts'
import { type Ask, type Place, requests } from './canary-requests.ts'
import { Canaries, type Canary, CanarySearch, forms, tracesIn } from './canary-search.ts'
import { bytesUnder } from './folder-bytes.ts'
import { readMemory } from './process-memory.ts'
import { type Served, startServer } from './served.ts'

const seed = 20_261_123
const root = new URL('../', import.meta.url).pathname
const shelf = (name: string) => readdirSync(`${root}src/${name}`).map(file => file.replace(/\.ts$/, ''))
const system = { name: 'file server', kind: 'ftp', exposure: 'intranet', endpoints: [] }
const weakList = 'login,password\ntanaka,tanaka2019\nsato,sato\n'

/** Everything under one roof: `data` and `temp` are searched, `given` holds what was handed in. */
const house = mkdtempSync(join(tmpdir(), 'kagimori-canary-'))
const places = {
  data: join(house, 'data'),
  temp: join(house, 'temp'),
  given: join(house, 'given'),
  kept: join(house, 'kept'),
}
const canaries = new Canaries(seed)
/** What was answered and written, to be searched at the end. */
const answered: Buffer[] = []
const commandOutput: Buffer[] = []
const seenInTemp: Buffer[] = []
/** How many passwords had been handed out when a group of them was sent. */
const sentUpTo: Record<string, number> = {}
const [known = assert.fail()] = new Canaries(seed + 1).take(1)
let served: Served

interface Answered {
  readonly status: number
  readonly text: string
  readonly body: Readonly<Record<string, unknown>>
}

/** Sends one request; what comes back, head and body, is kept for the search. */
async function ask({ method = 'GET', path, headers = {}, body }: Ask): Promise<Answered> {
  const sent = request(
    `${served.url}${/^\/(?:api|gates|handovers)\//.test(path) ? path : `/api/v1${path}`}`,
    {
      method,
      headers: { Authorization: `Bearer ${served.token}`, ...headers },
    },
  )
  sent.end(body)
  const [response] = await once(sent, 'response')
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  answered.push(Buffer.from(`${response.statusCode} ${response.rawHeaders.join('\n')}\n`, 'latin1'), bytes)
  const isJson = /json/.test(response.headers['content-type'] ?? '')
  return {
    status: response.statusCode,
    text: bytes.toString(),
    body: isJson ? JSON.parse(bytes.toString()) : {},
  }
}

const put = (path: string, body: unknown): Ask => ({
  method: 'PUT',
  path,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
})
const passwordsOf = (taken: readonly Canary[]) => taken.map(({ password }) => password)
const rowsOf = (taken: readonly Canary[], row: (password: string, at: number) => string) =>
  passwordsOf(taken)
    .map((password, at) => `${row(password, at)}\n`)
    .join('')

async function sendList(list: CanaryList, id: string): Promise<void> {
  await ask(put(`/systems/${id}`, system))
  const answer = await ask({
    method: 'POST',
    path: `/systems/${id}/account-lists?${new URLSearchParams(list.query)}`,
    ...(list.headers === undefined ? {} : { headers: list.headers }),
    body: list.body(passwordsOf(canaries.take(list.count, list.shape))),
  })
  const came = answer.status === 202 ? await cameOf(id, String(answer.body.id)) : answer.body
  const refusal = (came.problem ?? { status: answer.status, code: came.code }) as Refused
  if ('refused' in list.ends)
    assert.deepEqual([refusal.status, refusal.code], [422, list.ends.refused], list.about)
  else
    assert.deepEqual(
      [answer.status, came.accepted],
      [list.ends.status ?? 201, list.ends.accepted],
      list.about,
    )
}

interface Refused {
  readonly status: number
  readonly code: string
}

/** What came of a list that was answered before it was read. */
async function cameOf(system: string, id: string): Promise<Answered['body']> {
  for (;;) {
    const { body } = await ask({ path: `/systems/${system}/account-lists/${id}` })
    if (body.phase === null) return body
    await wait(50)
  }
}

/** Sends lists, some side by side: each is read by a process of its own. */
async function sendLists(lists: readonly CanaryList[], name: string): Promise<void> {
  const waiting = lists.entries()
  const sender = async () => {
    for (const [at, list] of waiting) await sendList(list, `${name}-${at}`)
  }
  await Promise.all(Array.from({ length: 3 }, sender))
}

/** A connection that says what it says and is cut; what comes back is kept. */
async function sendAndCut(text: string): Promise<void> {
  const socket = connect(Number(new URL(served.url).port), '127.0.0.1')
  socket.on('data', (bytes: Buffer) => answered.push(bytes)).on('error', () => undefined)
  socket.write(text)
  await wait(150)
  socket.destroy()
}

const headOf = (path: string, ...lines: readonly string[]) =>
  [`POST /api/v1${path} HTTP/1.1`, 'Host: x', `Authorization: Bearer ${served.token}`, ...lines, '', ''].join(
    '\r\n',
  )

/** Runs a command beside the service, in the same temporary folder; its output is kept. Answers the exit code. */
async function run(args: readonly string[], input = ''): Promise<number | null> {
  const child = spawn(process.execPath, ['src/cli.ts', ...args], {
    cwd: root,
    env: {
      ...environment(),
      KAGIMORI_DATA: places.data,
      KAGIMORI_LISTEN: new URL(served.url).host,
      KAGIMORI_DEBUG: '1',
    },
  })
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => commandOutput.push(bytes))
  child.stdin.on('error', () => undefined).end(input)
  const watching = setInterval(() => seenInTemp.push(...bytesUnder(places.temp, seenFiles)), 50)
  await once(child, 'close')
  clearInterval(watching)
  return child.exitCode
}

const environment = () => ({
  PATH: process.env.PATH ?? '',
  TMPDIR: places.temp,
  KAGIMORI_ADMIN_TOKEN: served?.token ?? 'an-admin-token-for-tests-only',
  KAGIMORI_FINGERPRINT_COST: 'hmac',
  KAGIMORI_CANDIDATE_MILLISECONDS: '20',
  KAGIMORI_MAX_LIST_MEBIBYTES: '1',
})

const seenFiles = new Set<string>()

function give(name: string, bytes: string | Buffer): string {
  const file = join(places.given, name)
  writeFileSync(file, bytes)
  return file
}

/** An FTP server that refuses everybody; how often it did is counted. */
const refusals = { count: 0 }
const ftp = createServer(socket => {
  socket.on('error', () => undefined).write('220 ready\r\n')
  socket.setEncoding('latin1').on('data', (lines: string) => {
    for (const line of lines.split('\r\n').filter(Boolean)) {
      const isPassword = line.startsWith('PASS ')
      if (isPassword) refusals.count += 1
      socket.write(
        isPassword ? '530 Login incorrect\r\n' : line.startsWith('USER ') ? '331 go on\r\n' : '200 ok\r\n',
      )
    }
  })
})
let ftpPort = 0

/** A system whose task was proved by its second list, a task that is open, and a login that is to be found again. */
async function preparePlace(): Promise<Place> {
  const [tanaka, sato] = passwordsOf(canaries.take(2))
  const lists = {
    rotated: [weakList, `login,password\ntanaka,${tanaka}\nsato,${sato}\n`],
    control: [`login,role\n${known.password},user\n`],
  }
  for (const [id, bodies] of Object.entries(lists)) {
    await ask(put(`/systems/${id}`, system))
    for (const body of bodies) {
      const { status, text } = await ask({ method: 'POST', path: `/systems/${id}/account-lists`, body })
      assert.equal(status, 201, text)
    }
  }
  const proved = await ask({ path: '/rotation-tasks?system=rotated&status=verified' })
  const open = await ask({ path: '/rotation-tasks?system=good-0&status=open' })
  const [openTask = '', provedTask = ''] = [open, proved].map(({ body }) => {
    const [task] = body.items as readonly { readonly id: string }[]
    return task?.id
  })
  const askable = {
    ...system,
    endpoints: [{ protocol: 'ftp', host: '127.0.0.1', port: ftpPort, tls: 'none' }],
  }
  await ask(put('/systems/askable', askable))
  await ask({ method: 'POST', path: '/systems/askable/account-lists', body: weakList })
  const tasks = (await ask({ path: '/rotation-tasks?system=askable' })).body.items
  const asked = (tasks as readonly { readonly id: string; readonly login: string }[]).find(
    ({ login }) => login === 'tanaka',
  )
  return { system: 'rotated', openTask, askedTask: asked?.id ?? '', provedTask, token: served.token }
}

/** Asks for everything there is to be read. */
async function readEverything(): Promise<void> {
  const all = '?limit=200'
  const ids = (await ask({ path: `/systems${all}` })).body.items as readonly { readonly id: string }[]
  const pages = ['findings', 'rotation-tasks', 'decisions', 'log', 'servers'].map(name => `/${name}${all}`)
  const lone = ['/rotation-tasks.ics', '/log/verify', '/tokens']
  const systems = ids.flatMap(({ id }) => [
    `/systems/${id}`,
    `/systems/${id}/accounts${all}`,
    `/systems/${id}/allowlist`,
  ])
  const allowlists = shelf('exports').map(target => `/systems/good-0/allowlist/exports/${target}`)
  for (const path of [...pages, ...lone, ...systems, ...allowlists]) {
    const { status, text } = await ask({ path })
    assert.equal(status, 200, `${path}: ${text}`)
  }
  const { body: audit } = await ask({ ...put('/audits', {}), method: 'POST' })
  for (const format of shelf('reports')) {
    assert.equal((await ask({ path: `/audits/${audit.id}/report.${format}` })).status, 200, format)
  }
  const { origin } = new URL(served.url)
  for (const path of ['/metrics', '/openapi.json', '/docs', '/healthz', '/readyz']) {
    answered.push(Buffer.from(await (await fetch(`${origin}${path}`)).arrayBuffer()))
  }
}

/** How many passwords stand in the memory of the service, and of each group; undefined where nobody may look. */
function countInMemory(): { readonly found: number; readonly groups: readonly string[] } | undefined {
  const memory = readMemory(served.pid)
  if (memory === undefined) return undefined
  const search = new CanarySearch(canaries.all)
  const found = new Set([...memory].flatMap(bytes => search.find(bytes).map(({ canary }) => canary)))
  let from = 0
  const groups = Object.entries(sentUpTo).map(([group, to]) => {
    const sent = canaries.all.slice(from, to)
    from = to
    return `${sent.filter(canary => found.has(canary)).length} of ${sent.length} from ${group}`
  })
  return { found: found.size, groups }
}

/** The search reaches what it searches: a password taken for a login is kept, answered and copied, and is found there. */
function requireLoginsFound(searched: Readonly<Record<string, readonly Buffer[]>>): void {
  const search = new CanarySearch([known])
  for (const where of ['data folder while running', 'data folder after the stop', 'backup', 'answers']) {
    assert.notDeepEqual(tracesIn(where, searched[where] ?? [], search), [], where)
  }
}

describe('A thousand passwords leave no trace', () => {
  before(async () => {
    for (const folder of Object.values(places)) mkdirSync(folder, { recursive: true })
    served = await startServer({ env: environment(), dataFolder: places.data })
    await once(ftp.listen(0, '127.0.0.1'), 'listening')
    ftpPort = (ftp.address() as AddressInfo).port
  })
  after(async () => {
    await served?.stop()
    ftp.close()
    rmSync(house, { recursive: true, force: true })
  })

  test('The search finds a password in every form it could be written in', () => {
    const [canary] = new Canaries(1).take(1)
    const [kanji] = new Canaries(2).take(1, 'japanese')
    assert.ok(canary !== undefined && kanji !== undefined)
    const planted: readonly Canary[] = [canary, kanji]
    const search = new CanarySearch(planted)
    for (const [form, write] of Object.entries(forms)) {
      for (const { core } of planted) {
        const bytes = Buffer.concat([Buffer.alloc(5000, 'x'), write(core), Buffer.alloc(5000, 'y')])
        assert.ok(search.find(bytes).length > 0, `${form} of ${core}`)
      }
    }
    const inside = (lead: string) => Buffer.from(`${lead}${kanji.password}${lead}`).toString('base64')
    for (const lead of ['', 'x', 'xx']) assert.ok(search.find(Buffer.from(inside(lead))).length > 0, lead)
    assert.deepEqual(search.find(Buffer.from(`${canary.core.slice(1)} ${kanji.core.slice(1)}`)), [])
  })

  test('Lists in every format that can carry passwords are read', async () => {
    await sendLists(goodLists, 'good')
  })

  test('Broken, misnamed and misread lists are refused, each for its own reason', async () => {
    await sendLists(refusedLists, 'refused')
    sentUpTo.lists = canaries.all.length
    const filler = `${'x'.repeat(99)}\n`.repeat(12_000)
    const body = `login,password\n${passwordsOf(canaries.take(5))
      .map(text => `${text},${text}\n`)
      .join('')}${filler}`
    const { status, body: problem } = await ask({
      method: 'POST',
      path: '/systems/good-0/account-lists',
      body,
    })
    assert.deepEqual([status, problem.code], [413, 'http-body-large'])
  })

  test('Uploads that are cut off end without an answer and without a trace', async () => {
    const path = '/systems/good-0/account-lists'
    const row = () => `tanaka,${canaries.take(1)[0]?.password}\n`
    await sendAndCut(`${headOf(path, 'Content-Length: 90000')}login,password\n${row()}${row()}${row()}`)
    await sendAndCut(
      `${headOf(path, 'Content-Length: 9000000')}login,password\n${'x,y\n'.repeat(30_000)}${row()}${row()}`,
    )
    await sendAndCut(`${headOf(path, 'Transfer-Encoding: chunked')}40\r\nlogin,password\n${row()}${row()}`)
    await sendAndCut(`${headOf(path, 'Transfer-Encoding: chunked')}zz\r\nlogin,password\n${row()}${row()}`)
    await sendAndCut(
      `${headOf('/passwords/rate', 'Content-Type: application/json', 'Content-Length: 99')}{"password":"${row()}`,
    )
    await sendAndCut(`${row()} HTTP/1.1\r\n${row()}: ${row()}\r\n\r\n`)
    const { body } = await ask({ path: '/systems/good-0/accounts' })
    assert.equal((body.items as readonly unknown[]).length, 25)
    sentUpTo['uploads cut off'] = canaries.all.length
  })

  test('Passwords in requests, right, wrong and astray, are answered as such', async () => {
    const place = await preparePlace()
    for (const { about, count, shape, ask: askFor, status } of requests) {
      for (const { password } of canaries.take(count, shape)) {
        const answer = await ask(askFor(password, place))
        assert.equal(answer.status, status, `${about}: ${answer.text}`)
      }
    }
    assert.ok(refusals.count > 0, 'some were tried on the real system')
    sentUpTo.requests = canaries.all.length
  })

  test('Commands import, audit, rate and test passwords and print none', async () => {
    const list = (count: number) =>
      `login,password\n${rowsOf(canaries.take(count), (text, at) => `tanaka${at},${text}`)}`
    const cases = (write: (password: string) => string) =>
      `policy: base\ncases:\n${rowsOf(canaries.take(4), text => `  - name: x\n    ${write(text)}`)}`
    const audited = give('ftp.csv', `${list(19)}x,y,z\n`)
    const lines = () => passwordsOf(canaries.take(5)).join('\n')
    const [argument = ''] = passwordsOf(canaries.take(1))
    const outputs = ['table', ...shelf('reports')]
    const commands: readonly (readonly [exit: number, args: readonly string[], input?: string])[] = [
      [0, ['import', give('list.csv', list(6)), '--system', 'good-0']],
      [2, ['import', give('bad.csv', `${list(6)}x\n`), '--system', 'good-0']],
      [2, ['system', 'put', 'x', give('x.json', `{"name": ${argument}}`)]],
      ...outputs.map(output => [1, ['audit', audited, '--output', output]] as const),
      [2, ['audit', give('broken.csv', `${list(4)}x,"y`)]],
      [2, ['audit', audited, '--columns', `password:x,${argument}`]],
      [0, ['rate'], lines()],
      [0, ['rate', '--output', 'tsv', '--estimator', 'zxcvbn'], lines()],
      [0, ['rate', '--output', 'json'], lines()],
      [2, ['rate', argument]],
      [2, ['tasks', 'verify', 'task_none'], passwordsOf(canaries.take(2)).join('\n')],
      [
        0,
        [
          'policy',
          'test',
          give(
            'good.yaml',
            cases(text => `password: '${text}'`),
          ),
        ],
      ],
      [
        2,
        [
          'policy',
          'test',
          give(
            'open.yaml',
            cases(text => `password: "${text}`),
          ),
        ],
      ],
      [
        2,
        [
          'policy',
          'test',
          give(
            'keys.yaml',
            cases(text => `${text}: password`),
          ),
        ],
      ],
    ]
    for (const [exit, args, input] of commands) assert.equal(await run(args, input), exit, args.join(' '))
    sentUpTo.commands = canaries.all.length
    assert.equal(canaries.all.length, 1087)
  })

  test('After a quiet moment, the memory of the service holds none of the lists and few of the others', async t => {
    await wait(8_000)
    const counted = countInMemory()
    if (counted === undefined) return t.skip('the memory of another process cannot be read here')
    t.diagnostic(`found in memory: ${counted.groups.join(', ')}`)
    assert.ok(counted.found <= 50, `${counted.found} of 1,000`)
    assert.match(counted.groups[0] ?? '', /^0 of \d+ from lists$/)
  })

  test('Nothing that was answered, printed or kept holds one, in any form', async t => {
    await readEverything()
    assert.equal(await run(['backup', join(places.kept, 'backup.sqlite')]), 0)
    const running = bytesUnder(places.data)
    await served.stop()
    const search = new CanarySearch(canaries.all)
    const log = served.written()
    assert.doesNotMatch(log.toString(), /"msg":"fault"/)
    const searched: Readonly<Record<string, readonly Buffer[]>> = {
      'data folder while running': running,
      'data folder after the stop': bytesUnder(places.data),
      backup: bytesUnder(places.kept),
      log: [log],
      answers: [Buffer.concat(answered)],
      'command output': [Buffer.concat(commandOutput)],
      'temporary files': [...seenInTemp, ...bytesUnder(places.temp)],
    }
    for (const [where, bytes] of Object.entries(searched)) {
      const size = bytes.reduce((sum, { length }) => sum + length, 0)
      t.diagnostic(`${where}: ${size} bytes searched`)
      assert.ok(size > 0, where)
      assert.deepEqual(tracesIn(where, bytes, search), [])
    }
    requireLoginsFound(searched)
  })
})
