import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import pg from 'pg'
import { Canaries, CanarySearch, tracesIn } from '../canary-search.ts'
import { bytesUnder } from '../folder-bytes.ts'
import { atAnyEnd, wanted } from '../gates/gated.ts'
import { canMount } from '../gates/own-etc.ts'
import type { ProvenServer } from '../proof/proven-server.ts'
import { provenServers } from '../proof/proven-servers.ts'
import { restOf } from '../rest.ts'
import { startServer } from '../served.ts'
import { makeAuthority } from '../servers/certificates.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type Rotated, rotateBy, rotatingData } from './rotated.ts'
import { type Way, ways } from './ways.ts'

interface Task {
  readonly id: string
  readonly login: string
  readonly status: string
  readonly proof: {
    readonly answers: readonly { readonly password: string; readonly answer: string }[]
  } | null
}

process.setMaxListeners(100)
const folder = temporaryFolder('rotated')
const authority = makeAuthority(folder)
const trusting = { NODE_EXTRA_CA_CERTS: authority.file }
const dataFolder = temporaryFolder('rotated-data')
const served = await startServer({ dataFolder, env: { ...trusting, KAGIMORI_FINGERPRINT_COST: 'hmac' } })
atAnyEnd(() => void served.kill())
after(() => served.stop())
const rest = restOf(served)
const people = ['tanaka', 'sato', 'suzuki'] as const
const [administrators = '', wrong = '', strong = ''] = new Canaries(20_261_123)
  .take(3)
  .map(({ password }) => password)
/** Every new password, and everything that was seen of the runs. */
const made: string[] = []
const runs: Rotated[] = []

/** An import tells a login's own name by its hash: the weakest password there is. */
const firstOf = (login: string) => login

async function taskOf(system: string, login: string): Promise<Task> {
  const { body } = await rest<{ readonly items: readonly Task[] }>('GET', `/rotation-tasks?system=${system}`)
  return body.items.find(task => task.login === login) ?? assert.fail(`${login} has no task`)
}

/** Reads the link as its reader does: a look first, then the one time it opens. */
async function readLink(link: string): Promise<string> {
  const looked = await fetch(link, { headers: { accept: 'text/html' } })
  assert.equal(looked.status, 200)
  const [opened, again] = [await fetch(link, { method: 'POST' }), await fetch(link, { method: 'POST' })]
  const { password } = (await opened.json()) as { readonly password: string }
  assert.doesNotMatch(await looked.text(), new RegExp(RegExp.escape(password)))
  assert.deepEqual([opened.status, again.status], [200, 404])
  return password
}

/** Starts a server whose own list opens the tasks, and answers what holds its tests: to be called once all have started. */
async function open(way: Way, server: ProvenServer, at: number): Promise<() => void> {
  const programs = wanted(server.needs)
  if (programs === undefined || (server.hasOwnEtc === true && !canMount())) return () => undefined
  const own = join(folder, `server-${at}`)
  mkdirSync(own)
  const running = await server.layOut({ folder: own, authority, programs })
  let stop = await running.start()
  for (const login of people) running.put({ login, password: firstOf(login) })
  running.put({ login: 'mori', password: strong })
  const password = way.password ?? administrators
  await way.admit?.(own, running.endpoint, password)
  if (way.restarts === true) {
    stop()
    stop = await running.start()
  }
  const system = `server-${at}`
  const declared = { name: system, kind: 'other', exposure: 'intranet', endpoints: [running.endpoint] }
  await rest('PUT', `/systems/${system}`, declared)
  const { status } = await rest('POST', `/systems/${system}/account-lists`, running.list())
  assert.equal(status, 201)
  const { kept } = way
  const keptNow = () => (kept === undefined ? running.list() : [...running.list().matchAll(kept)].join())
  const file = join(own, way.file ?? '')
  const reached = way.as === undefined ? ['--file', file] : ['--as', way.as]
  const run = async (login: string, old: string, ...more: readonly string[]) => {
    const { id } = await taskOf(login === 'mori' ? `${system}-clear` : system, login)
    const isApplied = more.includes('--apply')
    const isOldRead = isApplied || way.as !== undefined
    const given = [...(isOldRead ? [old] : []), ...(way.as === undefined ? [] : [password])]
    const rotated = await rotateBy(served, [id, ...reached, ...more], given, trusting)
    runs.push(rotated)
    return rotated
  }

  const hold = () => {
    test(`${server.name}: without --apply it says what it would do and changes no byte`, async () => {
      const before = [keptNow(), ...(way.file === undefined ? [] : [readFileSync(file, 'utf8')])]
      const files = readdirSync(own).toSorted()
      const { exit, told, err } = await run('tanaka', '')
      assert.deepEqual([exit, told.state, told.login], [0, 'planned', 'tanaka'], err)
      assert.match(err, /Nothing is changed yet/)
      assert.deepEqual([keptNow(), ...(way.file === undefined ? [] : [readFileSync(file, 'utf8')])], before)
      assert.deepEqual(readdirSync(own).toSorted(), files)
      assert.equal((await taskOf(system, 'tanaka')).status, 'open')
    })

    if (way.as !== undefined) {
      test(`${server.name}: a wrong password of the administrator is the mistake of who gave it`, async () => {
        const { id } = await taskOf(system, 'tanaka')
        const { exit, err } = await rotateBy(served, [id, ...reached], ['', wrong], trusting)
        assert.deepEqual([exit, /did not go along as/.test(err)], [2, true], err)
      })
    }

    test(`${server.name}: an old password that is not the one leaves everything as it was`, async () => {
      const before = keptNow()
      const files = readdirSync(own).toSorted()
      const { exit, told, err } = await run('sato', wrong, '--apply', '--reload', `touch ${own}/reloaded`)
      assert.deepEqual([exit, told.state], [2, undefined], err)
      assert.match(err, /The old password given for "sato" is not the one/)
      assert.deepEqual([keptNow(), readdirSync(own).toSorted()], [before, files])
      assert.equal((await taskOf(system, 'sato')).status, 'open')
    })

    test(`${server.name}: the password is changed, proved from both sides and read once`, async t => {
      const begunAt = performance.now()
      const { exit, told, err } = await run('tanaka', firstOf('tanaka'), '--apply')
      assert.deepEqual([exit, told.state], [0, 'rotated'], err)
      t.diagnostic(`rotated in ${Math.round(performance.now() - begunAt)} ms`)
      const task = await taskOf(system, 'tanaka')
      const said = task.proof?.answers.map(({ password, answer }) => `${password} ${answer}`)
      assert.deepEqual([task.status, said], ['verified', ['new accepted', 'old refused']])
      const fresh = await readLink(told.link ?? '')
      made.push(fresh)
      assert.doesNotMatch(keptNow(), new RegExp(RegExp.escape(fresh)))
      const again = await run('tanaka', fresh, '--apply')
      assert.deepEqual([again.exit, again.told.state], [2, undefined])
      assert.match(again.err, /there is nothing to rotate/)
    })

    test(`${server.name}: of two rotations at once one does it and the other changes nothing`, async () => {
      const both = await Promise.all([1, 2].map(() => run('suzuki', firstOf('suzuki'), '--apply')))
      const [one, two] = both.toSorted((a, b) => (a.exit ?? 9) - (b.exit ?? 9))
      assert.ok(one !== undefined && two !== undefined)
      assert.deepEqual([one.exit, one.told.state], [0, 'rotated'], one.err)
      assert.match(two.err, /has a handover that nobody has read yet|there is nothing to rotate|looks after/)
      assert.equal((await taskOf(system, 'suzuki')).status, 'verified')
      made.push(await readLink(one.told.link ?? ''))
    })

    test(`${server.name}: a strong password that has to go leaves no trace either`, async () => {
      const clear = `${system}-clear`
      await rest('PUT', `/systems/${clear}`, declared)
      await rest('POST', `/systems/${clear}/account-lists`, `login,password\nmori,${strong}\n`)
      await rest('POST', '/rotation-tasks', { system: clear, login: 'mori', reason: 'seen on a note' })
      const { exit, told, err } = await run('mori', strong, '--apply', '--networks', '127.0.0.0/8')
      assert.deepEqual([exit, told.state], [0, 'rotated'], err)
      made.push(await readLink(told.link ?? ''))
    })

    const { logs } = way
    if (logs !== undefined) {
      test(`${server.name}: its log of every statement shows where it was told to look away, and no hash after`, () => {
        const text = Buffer.concat([...bytesUnder(own)]).toString('latin1')
        assert.match(text, logs)
        assert.doesNotMatch(text, /ALTER (?:ROLE "suzuki"|USER 'suzuki')/)
      })
    }

    if (server.name === 'PostgreSQL') {
      test(`${server.name}: a system that lets nobody in proves nothing, and the old hash is back`, async () => {
        const before = keptNow()
        const records = join(own, 'hba')
        writeFileSync(records, `host all sato all reject\n${readFileSync(records, 'utf8')}`)
        const client = new pg.Client({
          host: own,
          port: running.endpoint.port,
          user: 'kanri',
          database: 'postgres',
        })
        await client.connect()
        await client.query('select pg_reload_conf()')
        await client.end()
        const { exit, told } = await run('sato', firstOf('sato'), '--apply')
        assert.deepEqual([exit, told.state], [1, 'restored'])
        assert.equal(keptNow(), before)
      })
    }
    if (way.file === 'logins') {
      test(`${server.name}: a server that is away proves nothing, and the line is back`, async () => {
        const before = keptNow()
        stop()
        const { exit, told, err } = await run('sato', firstOf('sato'), '--apply')
        assert.deepEqual([exit, told.state], [1, 'restored'], err)
        assert.match(err, /could not be asked about "sato"/)
        assert.equal(keptNow(), before)
        assert.equal((await taskOf(system, 'sato')).status, 'open')
      })
    }
  }
  return () => void describe(server.name, hold)
}

const holds: (() => void)[] = []
for (const [at, way] of ways.entries()) {
  const server = provenServers.find(({ name }) => name === way.server)
  assert.ok(server !== undefined, way.server)
  holds.push(await open(way, server, at))
}
for (const hold of holds) hold()

test('No password that took part stands in anything that was written, in an argument or in an environment', async t => {
  const { body } = await rest('GET', '/log?limit=200')
  await served.stop()
  const taken = [...made, administrators, wrong, strong].map(password => ({ core: password, password }))
  const search = new CanarySearch(taken)
  const searched: Readonly<Record<string, readonly Buffer[]>> = {
    'what the service kept': bytesUnder(dataFolder),
    'what the service wrote': [served.written()],
    'its log': [Buffer.from(JSON.stringify(body))],
    'what the command kept': bytesUnder(rotatingData),
    'what the command wrote': runs.map(({ err, told }) => Buffer.from(err + JSON.stringify(told))),
    'arguments and environments': runs.flatMap(({ seen }) => seen),
    'files and logs of the servers': bytesUnder(folder),
  }
  for (const [where, bytes] of Object.entries(searched)) {
    t.diagnostic(`${where}: ${bytes.reduce((sum, { length }) => sum + length, 0)} bytes searched`)
    assert.deepEqual(tracesIn(where, bytes, search), [])
  }
})
