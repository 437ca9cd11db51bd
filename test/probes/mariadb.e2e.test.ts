import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeMariadb } from '../servers/databases.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { freePort, holdProbe, makeCertificate, stopping, toldBy, wanted } from './real-server.ts'

const programs = wanted({
  mariadbd: 'mariadb-server',
  'mariadb-install-db': 'mariadb-server',
  mariadb: 'mariadb-client',
  openssl: 'openssl',
})

if (programs !== undefined) {
  const folder = temporaryFolder('probe-mariadb')
  const port = await freePort()
  const mariadb = makeMariadb(programs, folder, port)
  const daemon = await mariadb.start(makeCertificate(folder))
  mariadb.run(`CREATE USER tanaka@localhost IDENTIFIED BY 'spring-of-2026';
CREATE USER mori@localhost;
CREATE USER ''@localhost;
CREATE USER sato@localhost IDENTIFIED BY 'spring-of-2026' ACCOUNT LOCK;`)
  const server = { endpoint: { protocol: 'mysql', host: 'localhost', port }, hasTls: true, daemon } as const

  test('an account that MariaDB has locked is locked, and its password is not refused', async () => {
    assert.equal(await toldBy(server, { login: 'sato' }), 'locked')
  })

  test('MariaDB refuses every password of an account whose password is empty, but the empty one', async () => {
    assert.equal(await toldBy(server, { login: 'mori' }), 'refused')
    assert.equal(await toldBy(server, { login: 'mori', password: '' }), 'accepted')
    assert.equal(await toldBy(server, { login: 'nobody' }), 'refused')
  })

  holdProbe('MariaDB', { ...server, stop: stopping(daemon) })
}
