import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { all, openBuilt } from '../built.ts'
import { needs } from '../debian.ts'
import { openReceiver } from '../reminders/receiver.ts'
import { everyItem, type Rest, restOf } from '../rest.ts'
import { type Served, startServer } from '../served.ts'
import { postgresBinaries, postgresPlaces } from '../store/places.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { roundsEnded } from './rounds-ended.ts'

const binaries = postgresBinaries()
if (binaries === undefined) test('two processes on PostgreSQL', t => void needs(t, 'postgres', 'postgresql'))
else await tests(binaries)

interface Entry {
  readonly action: string
}
interface Audited {
  readonly id: string
  readonly status: string
  readonly progress: number
  readonly coverage: { readonly accounts: number }
}

async function tests(postgres: string): Promise<void> {
  const places = await postgresPlaces(postgres)
  const folder = temporaryFolder('jobs')
  const keyFile = join(folder, 'key')
  const started: Served[] = []
  after(async () => {
    await Promise.all(started.map(served => served.stop()))
    await places.close()
  })

  /** A new database, a client on it, and the means to start a service on it. */
  const open = async () => {
    const place = await places.fresh()
    assert.ok('url' in place)
    const client = new pg.Client({ connectionString: place.url })
    await client.connect()
    after(() => client.end())
    const start = async (env: Readonly<Record<string, string>> = {}) => {
      const served = await startServer({
        env: {
          KAGIMORI_DATABASE_URL: place.url,
          KAGIMORI_FINGERPRINT_COST: 'hmac',
          KAGIMORI_FINGERPRINT_KEY_FILE: keyFile,
          ...env,
        },
      })
      started.push(served)
      return served
    }
    /** Of the audits that were asked for; that of a list may be asked for by a round and find nothing left to do. */
    const jobs = async (ids: readonly string[]) => {
      const { rows } = await client.query(
        `select state, count(*)::int as count, sum(retry_count)::int as again from kagimori_jobs.job
         where name = 'audit' and data->>'subject' = any($1) group by state`,
        [ids],
      )
      return rows
    }
    return { url: place.url, start, jobs, client }
  }
  const ftp = { name: 'ftp', kind: 'ftp', exposure: 'internet', owner: 'sato', endpoints: [] }

  test('Fifty audits asked of two processes at once are each done once', async () => {
    const { start, jobs } = await open()
    const [one, two] = (await Promise.all([start(), start()])).map(restOf)
    assert.ok(one !== undefined && two !== undefined)
    await one('PUT', '/systems/ftp', ftp)
    await one('POST', '/systems/ftp/account-lists', 'login,password\ntanaka,tanaka\nsato,dragon\n')
    const asked = await Promise.all(
      Array.from({ length: 50 }, (_, at) => (at % 2 === 0 ? one : two)('POST', '/audits', {})),
    )
    assert.deepEqual([...new Set(asked.map(({ status }) => status))], [202])
    for (const { body } of asked) assert.equal((await ended(two, body.id ?? '')).status, 'done')
    assert.deepEqual(await jobs(asked.map(({ body }) => body.id ?? '')), [
      { state: 'completed', count: 50, again: 0 },
    ])
    const log = await everyItem<Entry>(one, '/log')
    assert.equal(log.filter(({ action }) => action === 'audit.start').length, 50)
    const tasks = await everyItem(two, '/rotation-tasks')
    assert.deepEqual(tasks.map(({ login }) => login).sort(), ['sato', 'tanaka'])
    assert.equal((await two<{ readonly valid: boolean }>('GET', '/log/verify')).body.valid, true)
  })

  test('An audit whose process is killed is finished by another, and one that is stopped gives it back', async t => {
    const { start, jobs } = await open()
    const first = await start()
    const rest = restOf(first)
    await rest('PUT', '/systems/ftp', ftp)
    const lines = Array.from({ length: 12_000 }, (_, at) => `user${at},tanaka${at % 700}`)
    await rest('POST', '/systems/ftp/account-lists', ['login,password', ...lines, ''].join('\n'))
    const before = await everyItem(rest, '/rotation-tasks')
    assert.equal(before.length, 12_000)
    const { body } = await rest('POST', '/audits', { systems: ['ftp'] })
    await begun(rest, body.id ?? '')

    const second = await start()
    const askedToStopAt = performance.now()
    const [code] = await Promise.all([second.stop(), first.kill()])
    assert.equal(code, 0)
    t.diagnostic(`stopped in ${Math.round(performance.now() - askedToStopAt)} ms`)

    const killedAt = performance.now()
    const third = await start()
    const last = restOf(third)
    await begun(last, body.id ?? '')
    t.diagnostic(`taken over after ${Math.round(performance.now() - killedAt)} ms`)
    const stoppedAt = performance.now()
    assert.equal(await third.stop(), 0, 'it stopped by itself')
    t.diagnostic(`given back in ${Math.round(performance.now() - stoppedAt)} ms`)

    const fourth = restOf(await start())
    const audit = await ended(fourth, body.id ?? '')
    assert.deepEqual([audit.status, audit.coverage.accounts], ['done', 12_000])
    const after = await everyItem(fourth, '/rotation-tasks')
    assert.deepEqual(
      after.map(({ id }) => id),
      before.map(({ id }) => id),
      'no task was opened twice',
    )
    const [job] = await jobs([body.id ?? ''])
    assert.deepEqual([job?.state, job?.count], ['completed', 1])
    assert.ok(job?.again >= 1, 'it was done again')
  })

  test('A database user that may not make the schema is told what to grant, and that is enough', async () => {
    const { url, start, client } = await open()
    await client.query('create role kanri login')
    await client.query('grant create on schema public to kanri')
    const KAGIMORI_DATABASE_URL = url.replace('user=kagimori', 'user=kanri')
    await assert.rejects(start({ KAGIMORI_DATABASE_URL }), /kagimori_jobs[\s\S]*GRANT CREATE ON DATABASE/)
    await client.query(`grant create on database ${client.database} to kanri`)
    const rest = restOf(await start({ KAGIMORI_DATABASE_URL }))
    await rest('PUT', '/systems/ftp', ftp)
    const { body } = await rest('POST', '/audits', {})
    assert.equal((await ended(rest, body.id ?? '')).status, 'done')
  })

  test('What one process is told of a system, its visitors and its tokens, the other knows a second later', async () => {
    const { url } = await open()
    const [one, two] = [
      await openBuilt({ databaseUrl: url, keyFile }),
      await openBuilt({ databaseUrl: url, keyFile }),
    ]
    const caller = { actor: 'token_test', ip: '10.20.30.40' }
    await one.declare('ftp')
    const entries = [{ network: '10.1.0.0/16', owner: 'sato', label: 'office' }]
    await one.enforcer.putAllowlist('ftp', entries, {}, caller)
    const { token, text } = await one.enforcer.issueToken({ name: 'script', scopes: ['read'] }, caller)
    const until = async (isSo: () => boolean, what: string) => {
      for (let tries = 0; !isSo(); tries += 1) {
        assert.ok(tries < 100, what)
        await pause(100)
      }
    }
    const knows = () => {
      try {
        return two.enforcer.authenticate(text, '10.20.30.40').name === 'script'
      } catch {
        return false
      }
    }
    await until(() => two.enforcer.foresee('ftp', '10.1.2.3').allow, 'the allowlist is read anew')
    const told = ['10.1.2.3', '10.2.2.3'].map(ip => two.enforcer.foresee('ftp', ip))
    assert.deepEqual(
      told.map(({ allow, rule }) => [allow, rule]),
      [
        [true, 'listed'],
        [false, 'not-listed'],
      ],
    )
    await until(knows, 'the token is known')
    await one.enforcer.revokeToken(token.id, caller)
    await until(() => !knows(), 'the revoked token is no good any more')
    assert.deepEqual([one.faults, two.faults], [[], []])
  })

  test('Asked of two processes at once, a reminder reaches its receiver once; so do all rounds of both', async () => {
    const receiver = await openReceiver()
    const people = join(folder, 'people.yaml')
    writeFileSync(
      people,
      `page: https://kagimori.aoba.example/
administrator: sato
channels:
  mattermost: { url: ${receiver.url}/hook }
people:
  sato: { language: en }
`,
    )
    const { start, url } = await open()
    const services = await Promise.all([
      start({ KAGIMORI_PEOPLE: people }),
      start({ KAGIMORI_PEOPLE: people }),
    ])
    const [one, two] = services.map(restOf)
    assert.ok(one !== undefined && two !== undefined)
    await one('PUT', '/systems/ftp', ftp)
    await one('POST', '/systems/ftp/account-lists', 'login,password\ntanaka,tanaka\n')
    const [task] = await everyItem(two, '/rotation-tasks')
    const asks = Array.from({ length: 20 }, (_, at) =>
      (at % 2 === 0 ? one : two)('POST', `/rotation-tasks/${task?.id}/remind`),
    )
    const statuses = (await Promise.all(asks)).map(({ status }) => status).sort()
    assert.deepEqual([...new Set(statuses)], [200, 409], 'one is told, the others that it was told already')
    assert.deepEqual([statuses.filter(status => status === 200).length, receiver.received.length], [1, 1])
    for (const served of services) await served.stop()

    // The same two, days long: every round is asked of both.
    receiver.received.length = 0
    const options = { databaseUrl: url, keyFile, people, now: '2027-01-12T01:00:00.000Z' }
    const both = [await openBuilt(options), await openBuilt(options)]
    const told: number[] = []
    for (const day of ['12', '13', '14', '15', '18', '19', '20', '21']) {
      for (const minute of ['00', '01']) {
        for (const built of both) built.setNow(`2027-01-${day}T01:${minute}:00.000Z`)
        await Promise.all(both.map(({ enforcer }) => enforcer.tidy()))
        await roundsEnded(url)
      }
      told.push(receiver.received.length)
    }
    const kept = await all(page => both[0]?.enforcer.reminders.page({}, page) ?? assert.fail())
    const sent = kept.filter(({ status, asked }) => status === 'sent' && asked !== true)
    assert.ok(sent.length > 1, 'more than one rung was reached')
    assert.equal(receiver.received.length, sent.length, `${told}`)
    assert.deepEqual(
      both.flatMap(({ faults }) => faults),
      [],
    )
  })
}

async function ended(rest: Rest, id: string): Promise<Audited> {
  for (;;) {
    const { body } = await rest<Audited>('GET', `/audits/${id}`)
    if (body.status !== 'running') return body
    await pause(200)
  }
}

/** Until it is seen to go on. */
async function begun(rest: Rest, id: string): Promise<void> {
  const { body: before } = await rest<Audited>('GET', `/audits/${id}`)
  for (;;) {
    const { body } = await rest<Audited>('GET', `/audits/${id}`)
    assert.equal(body.status, 'running', 'the audit is long enough to be interrupted')
    if (body.progress > 0 && body.progress !== before.progress) return
    await pause(50)
  }
}
