import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporaryFolder } from '../temporary-folder.ts'
import {
  freePort,
  holdProbe,
  makeCertificate,
  startDaemon,
  stopping,
  toldBy,
  wanted,
  write,
} from './real-server.ts'

const programs = wanted({
  mariadbd: 'mariadb-server',
  'mariadb-install-db': 'mariadb-server',
  openssl: 'openssl',
})

if (programs !== undefined) {
  const folder = temporaryFolder('probe-mariadb')
  const { key, certificate } = makeCertificate(folder)
  const data = join(folder, 'data')
  mkdirSync(data)
  const isRoot = process.getuid?.() === 0
  if (isRoot) for (const path of [folder, data, key, certificate]) chownSync(path, 65_534, 65_534)
  const user = isRoot ? ['--user=nobody'] : []
  const made = spawnSync(
    programs['mariadb-install-db'],
    [
      '--no-defaults',
      `--datadir=${data}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      ...user,
    ],
    { encoding: 'utf8' },
  )
  assert.equal(made.status, 0, made.stderr)
  const accounts = write(
    folder,
    'accounts.sql',
    `CREATE USER tanaka@localhost IDENTIFIED BY 'spring-of-2026';
CREATE USER sato@localhost IDENTIFIED BY 'spring-of-2026' ACCOUNT LOCK;
CREATE USER suzuki@localhost IDENTIFIED BY 'spring-of-2026' PASSWORD EXPIRE;
`,
  )
  const port = await freePort()
  const daemon = await startDaemon(
    programs.mariadbd,
    ['--no-defaults', `--datadir=${data}`, `--socket=${folder}/socket`, `--pid-file=${folder}/pid`]
      .concat(['--bind-address=127.0.0.1', `--port=${port}`, `--init-file=${accounts}`, '--skip-log-bin'])
      .concat([`--ssl-cert=${certificate}`, `--ssl-key=${key}`, '--innodb-flush-method=fsync', ...user]),
    port,
  )
  const server = { endpoint: { protocol: 'mysql', host: 'localhost', port }, hasTls: true, daemon } as const

  test('an account that MariaDB has locked is locked, and its password is not refused', async () => {
    assert.equal(await toldBy(server, { login: 'sato' }), 'locked')
  })

  holdProbe('MariaDB', { ...server, stop: stopping(daemon) })
}
