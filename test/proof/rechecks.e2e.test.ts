import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { RotationTask } from '../../src/core/rotation.ts'
import { Secret } from '../../src/core/secret.ts'
import { openSealer } from '../../src/proof/sealed-password.ts'
import { all, type OpenBuilt, office, openBuilt } from '../built.ts'
import { bytesUnder } from '../folder-bytes.ts'
import { roundsEnded } from '../jobs/rounds-ended.ts'
import { freePort, makeCertificate, startDaemon, stopping, wanted, write } from '../probes/real-server.ts'
import { openReceiver } from '../reminders/receiver.ts'
import { postgresBinaries, postgresPlaces } from '../store/places.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { policiesWith } from './own-policies.ts'

/** A Tuesday morning in Tokyo; each case has a week of its own. */
const tuesday = Date.parse('2026-11-17T01:00:00.000Z')
const hour = 3_600_000
const day = 24 * hour

const binaries = postgresBinaries()
if (binaries === undefined) wanted({ postgres: 'postgresql' })
else await tests(binaries)

async function tests(postgres: string): Promise<void> {
  const folder = temporaryFolder('rechecks')
  const server = await startPostgres(postgres, folder)
  const receiver = await openReceiver()
  const policies = policiesWith(folder, 'recheck: { afterDays: [1, 7] }')
  const people = write(
    folder,
    'people.yaml',
    `page: https://kagimori.aoba.example/
administrator: sato
channels:
  mattermost: { url: ${receiver.url}/hook }
people:
  sato: { language: en }
`,
  )
  const places = await postgresPlaces(postgres)
  const place = await places.fresh()
  assert.ok('url' in place)
  const kinds = { SQLite: {}, PostgreSQL: { databaseUrl: place.url } }
  for (const [name, database] of Object.entries(kinds)) {
    const built = await openBuilt({ now: new Date(tuesday).toISOString(), policies, people, ...database })
    const settled = async () => {
      if ('databaseUrl' in database) await roundsEnded(database.databaseUrl)
    }
    describe(`re-checks with the store on ${name}`, () =>
      holdRechecks({ built, server, settled }, name, receiver.received))
  }
  // Behind what was opened on it.
  after(() => places.close())
  test('a server that is stopped proves nothing, and is asked again in an hour', async () => {
    const built = await openBuilt({ now: new Date(tuesday).toISOString(), policies })
    const place = { built, server, settled: async () => undefined }
    const { id, after } = await prove(place, 'stopped', 9)
    server.stop()
    const at = await after(day)
    assert.deepEqual(
      [at.status, at.recheck?.answer, at.recheck?.answers.map(({ answer }) => answer)],
      ['verified', 'unknown', [{ answer: 'unknown', reason: 'unreachable' }]],
    )
    const soon = await after(day + hour - 1)
    assert.deepEqual(soon.recheck, at.recheck)
    const again = await after(day + hour)
    assert.equal(again.recheck?.recheckedAt, built.parts.clock())
    assert.equal(again.id, id)
    assert.deepEqual(built.faults, [])
  })
}

interface Server {
  readonly endpoint: { readonly protocol: string; readonly host: string; readonly port: number }
  readonly setPassword: (role: string, password: string) => Promise<void>
  readonly stop: () => void
}

interface Place {
  readonly built: OpenBuilt
  readonly server: Server
  /** Ends when the round that was asked for has. */
  readonly settled: () => Promise<void>
}

/** A task of that account, opened from a list and closed by the server's own two answers, and its passwords. */
async function prove({ built, server, settled }: Place, login: string, week: number) {
  const provedAt = tuesday + week * 7 * day
  built.setNow(new Date(provedAt).toISOString())
  // Each its own: what one account has used is no new password for another.
  const invent = () => `Kx-${randomBytes(12).toString('hex')}`
  const [oldPassword, newPassword] = [invent(), invent()]
  await server.setPassword(login, oldPassword)
  const system = `db-${login}`
  // PostgreSQL locks nobody out.
  const facts = { lockoutAfterFailures: 0 }
  await built.declare(system, { kind: 'other', owner: 'sato', endpoints: [server.endpoint], facts })
  await built.importLines(system, ['login,password', `${login},${oldPassword}`])
  const { items } = await built.enforcer.tasks({ system }, { limit: 9 })
  const input = { system, login, reason: 'seen on a note' }
  const { id } = items[0] ?? (await built.enforcer.openTask(input, office))
  await server.setPassword(login, newPassword)
  const { status } = await built.enforcer.verifyTask(id, { oldPassword, newPassword }, office)
  assert.equal(status, 'verified')
  /** The task after a round so long after its proof. */
  const after = async (milliseconds: number): Promise<RotationTask> => {
    built.setNow(new Date(provedAt + milliseconds).toISOString())
    await built.enforcer.tidy()
    await settled()
    return built.enforcer.task(id)
  }
  return { id, system, oldPassword, newPassword, after }
}

async function keptOf(built: OpenBuilt): Promise<readonly string[]> {
  const kept = await built.parts.store.duePasswords('2099-01-01T00:00:00.000Z')
  return kept.map(({ system }) => system)
}

function holdRechecks(place: Place, name: string, received: readonly { readonly body: string }[]): void {
  const { built, server } = place
  const { enforcer } = built
  const roleOf = (text: string) => `${text}${name.toLowerCase()}`

  test('an old password that stays refused is noted twice and then forgotten', async () => {
    const { id, system, after, ...passwords } = await prove(place, roleOf('stays'), 0)
    assert.deepEqual(await keptOf(built), [system])
    const written = Buffer.concat(bytesUnder(built.folder))
    for (const secret of Object.values(passwords)) assert.equal(written.includes(secret), false)
    assert.equal((await after(day - 1)).recheck, undefined)
    const first = await after(day)
    assert.deepEqual([first.status, first.recheck?.answer], ['verified', 'refused'])
    assert.equal(first.recheck?.recheckedAt, built.parts.clock())
    const last = await after(7 * day)
    assert.equal(last.recheck?.recheckedAt, built.parts.clock())
    assert.deepEqual(last.history, first.history)
    assert.deepEqual(await keptOf(built), [])
    const log = await all(page => enforcer.log(page))
    assert.equal(log.filter(({ action, subject }) => action === 'task.recheck' && subject === id).length, 2)
    const shown = JSON.stringify([last, log])
    for (const secret of [...Object.values(passwords), 's1.']) assert.equal(shown.includes(secret), false)
  })

  test('an old password that was set back reopens the task, which is due anew and told of', async () => {
    const login = roleOf('back')
    const { oldPassword, after } = await prove(place, login, 2)
    await server.setPassword(login, oldPassword)
    const task = await after(day)
    assert.deepEqual([task.status, task.proof, task.recheck?.answer], ['reverted', undefined, 'accepted'])
    const { status, by, why } = task.history?.at(-1) ?? assert.fail()
    assert.deepEqual([status, by, why], ['reverted', 'system', 'proof-why-rechecked'])
    assert.ok(task.dueAt >= built.parts.clock(), 'due from now on')
    assert.deepEqual(await keptOf(built), [])
    const told = received.filter(({ body }) => body.includes(login))
    assert.equal(told.length, 1, 'its owner was told once, in the same round')
  })

  test('nothing is kept of a password that another account has', async () => {
    const { system, oldPassword, after } = await prove(place, roleOf('shared'), 4)
    assert.deepEqual(await keptOf(built), [system])
    const other = `other-${name.toLowerCase()}`
    await built.declare(other, { kind: 'other' })
    await built.importLines(other, ['login,password', `sato,${oldPassword}`])
    const task = await after(day)
    assert.deepEqual([await keptOf(built), task.recheck], [[], undefined])
  })

  test('a later task of the account puts an end to it, and stays the only one that is open', async () => {
    const login = roleOf('later')
    const { id, system, oldPassword, after } = await prove(place, login, 12)
    const later = await enforcer.openTask({ system, login, reason: 'seen on another note' }, office)
    await server.setPassword(login, oldPassword)
    const { status, recheck } = await enforcer.proofs.rechecks.recheck(id, oldPassword, office)
    assert.deepEqual([status, recheck?.answer], ['verified', 'accepted'])
    await after(day)
    assert.deepEqual([await keptOf(built), (await enforcer.task(later.id)).status], [[], 'open'])
  })

  test('an account that is removed takes its kept password along', async () => {
    const { system, after } = await prove(place, roleOf('gone'), 6)
    await built.importLines(system, ['login', 'somebody'])
    await after(60_000)
    assert.deepEqual(await keptOf(built), [])
  })

  test('what was sealed under another key is unknown, and no fault', async () => {
    const { after } = await prove(place, roleOf('moved'), 8)
    const [kept] = await built.parts.store.duePasswords('2099-01-01T00:00:00.000Z')
    assert.ok(kept !== undefined)
    const otherKey = openSealer(new Uint8Array(32))
    const sealed = otherKey.seal(new Secret('vK7#mWq2!tRz9xPd4'), kept.task)
    await built.parts.store.keepPassword({ ...kept, sealed })
    const task = await after(day)
    assert.deepEqual([task.status, task.recheck?.answer, task.recheck?.answers], ['verified', 'unknown', []])
    assert.deepEqual([await keptOf(built), built.faults], [[], []])
  })

  test('whoever knows the old password has it tried at any time, once and against its fingerprint', async () => {
    const login = roleOf('asked')
    const { id, oldPassword } = await prove(place, login, 10)
    const recheck = (password: string) => enforcer.proofs.rechecks.recheck(id, password, office)
    await assert.rejects(recheck('another-1'), { key: 'proof-old-differs' })
    const calls = await Promise.allSettled([recheck(oldPassword), recheck(oldPassword)])
    assert.deepEqual(calls.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    const task = await enforcer.task(id)
    assert.deepEqual([task.status, task.recheck?.answer], ['verified', 'refused'])
    await server.setPassword(login, oldPassword)
    assert.equal((await recheck(oldPassword)).status, 'reverted')
    await assert.rejects(recheck(oldPassword), { key: 'proof-recheck-open' })
  })
}

async function startPostgres(postgres: string, folder: string): Promise<Server> {
  const { key, certificate } = makeCertificate(folder)
  const isRoot = process.getuid?.() === 0
  // PostgreSQL refuses to run as root; nobody will do.
  const nobody = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : []
  if (isRoot) for (const path of [folder, key, certificate]) chownSync(path, 65_534, 65_534)
  const around = (...words: readonly string[]) => [...nobody, ...words] as [string, ...string[]]
  const cluster = join(folder, 'cluster')
  const [make, ...options] = around(join(postgres, 'initdb'), '-D', cluster, '-U', 'kanri', '--no-sync')
  assert.equal(spawnSync(make, [...options, '-A', 'trust'], { cwd: folder }).status, 0)
  const records = write(folder, 'hba', 'local all all trust\nhost all all all scram-sha-256\n')
  const port = await freePort()
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`].concat(
    ['fsync=off', 'ssl=on', `ssl_cert_file=${certificate}`, `ssl_key_file=${key}`, `hba_file=${records}`],
  )
  const [command, ...rest] = around(
    join(postgres, 'postgres'),
    '-D',
    cluster,
    ...settings.flatMap(text => ['-c', text]),
  )
  const daemon = await startDaemon(command, rest, port)
  const run = async (text: string) => {
    const client = new pg.Client({ host: folder, port, user: 'kanri', database: 'postgres' })
    await client.connect()
    await client.query(text)
    await client.end()
  }
  const ready = join(postgres, 'pg_isready')
  while (spawnSync(ready, ['-h', folder, '-p', String(port)]).status !== 0) await pause(50)
  const known = new Set<string>()
  return {
    endpoint: { protocol: 'postgresql', host: 'localhost', port },
    setPassword: async (role, password) => {
      if (!known.has(role)) {
        await run(`create role ${role} login`)
        await run(`create database ${role}`)
      }
      known.add(role)
      await run(`alter role ${role} password '${password}'`)
    },
    stop: stopping(daemon),
  }
}
