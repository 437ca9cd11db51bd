import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { needs } from '../debian.ts'
import { type Served, startServer } from '../served.ts'
import { postgresBinaries, postgresPlaces } from '../store/places.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { kagimori } from './kagimori.ts'

const folder = temporaryFolder('unlock')

interface Answer {
  readonly hint?: string
  readonly valid?: boolean
  readonly entries?: readonly object[]
  readonly items?: readonly Readonly<Record<'actor' | 'action' | 'subject' | 'detail', unknown>>[]
}

async function ask({ url, token }: Served, method: string, path: string, body?: unknown) {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Answer }
}

/** Locks everybody out of a service, and answers it still running. */
async function lockedOut(dataFolder: string, env: Readonly<Record<string, string>>): Promise<Served> {
  const service = await startServer({ env: { ...env, KAGIMORI_FINGERPRINT_COST: 'hmac' }, dataFolder })
  const entries = [{ network: '192.0.2.0/24', label: 'office' }]
  const path = '/systems/kagimori/allowlist?confirm=lockout'
  assert.equal((await ask(service, 'PUT', path, { entries })).status, 200)
  const { status, body } = await ask(service, 'GET', '/systems')
  assert.equal(status, 403)
  assert.match(body.hint ?? '', /"kagimori unlock"/)
  return service
}

async function lastChange(service: Served) {
  const [entry] = (await ask(service, 'GET', '/log?limit=1')).body.items ?? []
  return { actor: entry?.actor, action: entry?.action, subject: entry?.subject, detail: entry?.detail }
}

const unlocked = {
  actor: 'host command line',
  action: 'allowlist.remove',
  subject: 'kagimori',
  detail: { entries: 1 },
}

test('whoever locked himself out unlocks the stopped service on its host, and the log tells of it', async () => {
  const dataFolder = join(folder, 'sqlite')
  const environment = { KAGIMORI_DATA: dataFolder }
  const none = await kagimori(['unlock'], '', environment)
  assert.equal(none.exit, 2)
  assert.match(none.err, /holds no database/)

  const service = await lockedOut(dataFolder, {})
  const held = await kagimori(['unlock'], '', environment)
  assert.equal(held.exit, 2)
  assert.match(held.err, new RegExp(`in use by process ${service.pid}`))
  await service.stop()

  const { err, exit } = await kagimori(['unlock'], '', environment)
  assert.match(err, /allowlist of kagimori itself is gone \(its entries: 1\)/)
  assert.equal(exit, 0)
  const again = await startServer({ dataFolder })
  try {
    assert.deepEqual(await lastChange(again), unlocked)
    assert.deepEqual((await ask(again, 'GET', '/systems/kagimori/allowlist')).body.entries, [])
    assert.equal((await ask(again, 'GET', '/log/verify')).body.valid, true)
  } finally {
    await again.stop()
  }
  assert.match((await kagimori(['unlock'], '', environment)).err, /has no allowlist; nothing was changed/)
})

test('on PostgreSQL too', async t => {
  const binaries = postgresBinaries()
  if (binaries === undefined) return void needs(t, 'postgres', 'postgresql')
  const places = await postgresPlaces(binaries)
  try {
    const place = await places.fresh()
    const dataFolder = join(folder, 'postgresql')
    const env = { KAGIMORI_DATABASE_URL: 'url' in place ? place.url : '' }
    const service = await lockedOut(dataFolder, env)
    await service.stop()
    const { err, exit } = await kagimori(['unlock'], '', { KAGIMORI_DATA: dataFolder, ...env })
    assert.match(err, /is gone[\s\S]*within a minute/)
    assert.equal(exit, 0)
    const again = await startServer({ env, dataFolder })
    try {
      assert.deepEqual(await lastChange(again), unlocked)
    } finally {
      await again.stop()
    }
  } finally {
    await places.close()
  }
})
