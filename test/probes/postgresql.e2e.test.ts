import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makePostgres } from '../servers/databases.ts'
import { postgresBinaries } from '../store/places.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { freePort, holdProbe, makeCertificate, stopping, toldBy, wanted } from './real-server.ts'

const binaries = postgresBinaries()
if (binaries === undefined) wanted({ postgres: 'postgresql' })
else {
  const folder = temporaryFolder('probe-postgresql')
  const port = await freePort()
  const cluster = makePostgres(binaries, folder, port)
  cluster.setAccess(
    'host all sato all reject\nhost all mori all trust\nhost all kato all password\nhost all all all scram-sha-256',
  )
  const daemon = await cluster.start(makeCertificate(folder))
  cluster.run("create role tanaka login password 'spring-of-2026'")
  cluster.run("create role suzuki nologin password 'spring-of-2026'")
  cluster.run("create role mori login password 'spring-of-2026'")
  cluster.run("create role kato login password 'spring-of-2026'")
  const server = {
    endpoint: { protocol: 'postgresql', host: 'localhost', port },
    hasTls: true,
    daemon,
  } as const

  test('PostgreSQL that lets an account in from nowhere has not judged its password', async () => {
    assert.equal(await toldBy(server, { login: 'sato' }), 'not-offered')
  })

  test('PostgreSQL that trusts an account has asked for no password, so that none is right or wrong', async () => {
    for (const password of ['spring-of-2026', 'winter-of-2019']) {
      assert.equal(await toldBy(server, { login: 'mori', password }), 'no-password-asked')
    }
    const closed = { login: 'mori', endpoint: { database: 'nowhere' } }
    assert.equal(await toldBy(server, closed), 'no-password-asked', 'nor where the database is missing')
    assert.equal(await toldBy(server, { login: 'kato' }), 'accepted', 'one that asks in clear has asked')
  })

  test('a role that PostgreSQL lets nobody log in as is locked, and its password is not refused', async () => {
    assert.equal(await toldBy(server, { login: 'suzuki' }), 'locked')
    assert.equal(await toldBy(server, { login: 'suzuki', password: 'winter-of-2019' }), 'refused')
  })

  holdProbe('PostgreSQL', { ...server, stop: stopping(daemon) })
}
