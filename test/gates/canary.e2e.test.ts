import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, readlinkSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { Canaries, CanarySearch, type Shape, tracesIn } from '../canary-search.ts'
import { needs, pathOf } from '../debian.ts'
import { bytesUnder } from '../folder-bytes.ts'
import { exchangePackets, makeRequest, radiusSecret, readAnswer, saidIn } from '../radius-wire.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { everyPid } from './footprint.ts'
import { freePort, openGated, shipped, visitors, write } from './gated.ts'

const seed = 20_261_124
const canaries = new Canaries(seed)
const take = (shape?: Shape) => canaries.take(1, shape)[0]?.password ?? assert.fail()
const everyShape = ['plain', 'spaced', 'quote', 'formula', 'markup', 'japanese'] as const
/** One with a tab, by which nobody comes in. */
const tabbed = 'comma'

const temporary = temporaryFolder('canary-temporary')
const socket = join(temporaryFolder('canary-socket'), 'ftp.sock')
const radiusFolder = temporaryFolder('canary-radius')
write(radiusFolder, 'ftp.secret', radiusSecret, 0o600)
const [postfix, radius] = [await freePort(), await freePort()]
const gated = await openGated('ftp', 'ftp', {
  TMPDIR: temporary,
  KAGIMORI_PURE_FTPD_SOCKET: socket,
  KAGIMORI_PURE_FTPD_SYSTEM: 'ftp',
  KAGIMORI_POSTFIX_LISTEN: `127.0.0.1:${postfix}`,
  KAGIMORI_RADIUS_LISTEN: `127.0.0.1:${radius}`,
  KAGIMORI_RADIUS_CLIENTS_FILE: write(
    radiusFolder,
    'radius.yaml',
    '- { network: 127.0.0.1, secretFile: ftp.secret, system: ftp, decides: address-only }\n',
  ),
})
const { folder, served, token } = gated
const ip = visitors.listed
const answered: Buffer[] = []
/** What stood in the process list and in environments while a question was being answered. */
const seen = new Set<string>()

/** Stands between the shell client and the service and looks around while the client waits. */
const between = createServer(async (request, response) => pass(request, response)).listen(0, '127.0.0.1')
await once(between, 'listening')
after(() => between.close())
const betweenAt = `http://127.0.0.1:${(between.address() as AddressInfo).port}`

async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request)
  for (const trace of lookAround()) seen.add(trace)
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    name === 'host' || typeof value !== 'string' ? [] : [[name, value] as [string, string]],
  )
  const { status } = await fetch(`${served.url}${request.url}`, { method: 'POST', headers, body })
  response.writeHead(status).end()
}

/** The shell that was handed the password in its environment, by pure-authd, is not another process. */
function lookAround(search = new CanarySearch(canaries.all)): readonly string[] {
  return everyPid().flatMap(pid => {
    const isClient = /\/(?:dash|bash|sh)$/.test(readOr('', () => readlinkSync(`/proc/${pid}/exe`)))
    return (isClient ? ['cmdline'] : ['cmdline', 'environ']).flatMap(file => {
      const bytes = readOr(Buffer.alloc(0), () => readFileSync(`/proc/${pid}/${file}`))
      return tracesIn(file, [bytes], search)
    })
  })
}

/** A process may go while it is looked at. */
function readOr<T>(none: T, read: () => T): T {
  try {
    return read()
  } catch {
    return none
  }
}

async function ask(path: string, init: RequestInit): Promise<number> {
  const headers = { 'X-Kagimori-Token': token, ...init.headers }
  const response = await fetch(`${served.url}/gates/${path}`, { ...init, headers })
  answered.push(Buffer.from(await response.arrayBuffer()), Buffer.from(JSON.stringify([...response.headers])))
  return response.status
}

async function say(place: string | number, question: string): Promise<string> {
  const line = typeof place === 'string' ? connect(place) : connect(place, '127.0.0.1')
  line.write(question)
  setTimeout(() => line.end(), 100).unref()
  const answer = await buffer(line)
  answered.push(answer)
  return answer.toString()
}

async function askByRadius(password: string): Promise<string> {
  const attributes = ['User-Name = "tanaka"', `User-Password = "${password}"`, `Calling-Station-Id = "${ip}"`]
  const request = makeRequest(attributes.join('\n'))
  const [answer = assert.fail('no answer')] = await exchangePackets(radius, [request])
  const said = saidIn(readAnswer(answer, request))
  answered.push(answer, Buffer.from(said))
  return said
}

test('A password in the arguments or the environment of a process is found there', async () => {
  const [known = assert.fail()] = new Canaries(seed + 1).take(1)
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()', known.password], {
    env: { KNOWN: known.password },
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  await once(child, 'spawn')
  const found = lookAround(new CanarySearch([known])).map(trace => trace.split(':')[0])
  child.stdin.end()
  assert.deepEqual(new Set(found), new Set(['cmdline', 'environ']))
})

const form = { 'Content-Type': 'application/x-www-form-urlencoded' }

/** How a password comes by each gate, and the answer to it. */
const gates: Readonly<
  Record<string, readonly [ask: (password: string) => Promise<string | number>, answer: RegExp]>
> = {
  'forward-auth': [
    password => {
      const Authorization = `Basic ${Buffer.from(`tanaka:${password}`).toString('base64')}`
      return ask('forward-auth/ftp', { headers: { 'X-Real-IP': ip, Authorization } })
    },
    /^204$/,
  ],
  'nginx-mail': [
    password =>
      ask('nginx-mail', {
        headers: {
          'Auth-User': 'tanaka',
          'Auth-Pass': encodeURIComponent(password),
          'Client-IP': ip,
          'X-Kagimori-System': 'ftp',
          'X-Kagimori-Backend': '127.0.0.1:143',
        },
      }),
    /^200$/,
  ],
  dovecot: [
    password =>
      ask('dovecot/ftp?command=allow', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ login: 'tanaka', remote: ip, password }),
      }),
    /^200$/,
  ],
  pam: [
    password =>
      ask('pam', {
        method: 'POST',
        headers: form,
        body: String(new URLSearchParams({ system: 'ftp', ip, user: 'tanaka', password })),
      }),
    /^204$/,
  ],
  'pure-ftpd': [
    password => say(socket, `account:tanaka\npassword:${password}\npeer:${ip}\nend\n`),
    /^auth_ok:0\nend\n$/,
  ],
  postfix: [
    password =>
      say(
        postfix,
        `request=smtpd_access_policy\nclient_address=${ip}\npassword=${password}\npolicy_context=ftp\n\n`,
      ),
    /^action=DUNNO\n\n$/,
  ],
  radius: [askByRadius, /^Access-Accept\n$/],
}

/** Gates whose answer alone shows that a password with a control character kept its bearer out. */
const judgesPasswords = new Set(['forward-auth', 'pam', 'pure-ftpd', 'radius'])

for (const [name, [send, answer]] of Object.entries(gates)) {
  test(`Passwords of every shape pass by the ${name} gate`, async () => {
    for (const shape of everyShape) assert.match(String(await send(take(shape))), answer, shape)
    // Refused or not looked at, it leaves no trace either.
    const refused = String(await send(take(tabbed)))
    if (judgesPasswords.has(name)) assert.doesNotMatch(refused, answer)
  })
}

write(folder, 'gate.token', `${token}\n`, 0o600)
const asking = [
  shipped('kagimori-gate'),
  '--with-password',
  '--url',
  betweenAt,
  '--token-file',
  join(folder, 'gate.token'),
]

/** Runs the client as a server does; answers its exit code and what it said. */
async function run(
  command: string,
  options: readonly string[],
  env: Readonly<Record<string, string>>,
  input = '',
) {
  const clientFolder = join(temporary, 'client')
  mkdirSync(clientFolder, { recursive: true })
  const child = spawn(command, options, { env: { PATH: process.env.PATH, TMPDIR: clientFolder, ...env } })
  child.stdin.on('error', () => undefined).end(input)
  const [said] = await Promise.all([buffer(child.stdout), once(child, 'close')])
  answered.push(said)
  return `${child.exitCode} ${said}`
}

const shells = ['dash', 'bash'].filter(shell => pathOf(shell) !== undefined)

test('The shell client takes passwords on, from PAM and from pure-authd', async t => {
  if (needs(t, 'curl', 'curl') === undefined) return
  for (const shell of shells) {
    const pam = { PAM_RHOST: ip, PAM_USER: 'tanaka', PAM_SERVICE: 'proftpd' }
    for (const shape of everyShape) {
      assert.equal(await run(shell, [...asking, 'ftp'], pam, `${take(shape)}\0`), '0 ', shape)
    }
    assert.equal(await run(shell, [...asking, 'ftp'], pam, `${take(tabbed)}\0`), '1 ', tabbed)
    const authd = { AUTHD_REMOTE_IP: ip, AUTHD_ACCOUNT: 'tanaka', AUTHD_PASSWORD: take() }
    assert.equal(await run(shell, [...asking, '--pure-authd', 'ftp'], authd), '0 auth_ok:0\nend\n')
  }
})

test('The shell client opens no file for writing and starts no program with a password', async t => {
  const strace = needs(t, 'strace', 'strace')
  if (strace === undefined || needs(t, 'curl', 'curl') === undefined) return
  for (const shell of shells) {
    const trace = join(folder, `trace-${shell}`)
    const watched = ['-f', '-v', '-qq', '-s', '65536', '-e', 'trace=execve,open,openat,creat', '-o', trace]
    const pam = { PAM_RHOST: ip, PAM_USER: 'tanaka', PAM_SERVICE: 'proftpd' }
    const options = [...watched, shell, ...asking, 'ftp']
    assert.equal(await run(strace, options, pam, `${take()}\0`), '0 ')
    const calls = readFileSync(trace, 'utf8')
    assert.match(calls, /execve\("\/\S*\/curl"/)
    assert.deepEqual(tracesIn('a system call', [Buffer.from(calls)], new CanarySearch(canaries.all)), [])
    const written = [
      ...calls.matchAll(/(?:open|openat|creat)\(.*?"([^"]*)", \S*(?:O_WRONLY|O_RDWR|O_CREAT)/g),
    ]
    const files = new Set(written.map(([, file]) => file))
    files.delete('/dev/null')
    files.delete('/dev/tty')
    assert.deepEqual([...files], [], shell)
  }
})

test('No password that passed a gate is in any byte written, answered, or shown of a process', async t => {
  assert.deepEqual([...seen, ...lookAround()], [])
  await gated.lastDecision(ip)
  const running = [...bytesUnder(served.dataFolder), ...bytesUnder(temporary)]
  const log = served.written()
  assert.doesNotMatch(log.toString(), /"msg":"fault"/)
  const search = new CanarySearch(canaries.all)
  const searched = { 'data folder and temporary files': running, log: [log], answers: answered }
  for (const [where, bytes] of Object.entries(searched)) {
    t.diagnostic(`${where}: ${bytes.reduce((sum, { length }) => sum + length, 0)} bytes searched`)
    assert.ok(bytes.length > 0, where)
    assert.deepEqual(tracesIn(where, bytes, search), [])
  }
  // The search reaches what it searches: logins are kept.
  assert.ok(running.some(bytes => bytes.includes('tanaka')))
})
