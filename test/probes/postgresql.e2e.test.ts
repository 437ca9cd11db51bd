import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chownSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { postgresBinaries } from '../store/places.ts'
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

const binaries = postgresBinaries()
if (binaries === undefined) wanted({ postgres: 'postgresql' })
else {
  const folder = temporaryFolder('probe-postgresql')
  const { key, certificate } = makeCertificate(folder)
  const isRoot = process.getuid?.() === 0
  // PostgreSQL refuses to run as root; nobody will do.
  const nobody = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : []
  if (isRoot) for (const path of [folder, key, certificate]) chownSync(path, 65_534, 65_534)
  const cluster = join(folder, 'cluster')
  const around = (...words: readonly string[]) => [...nobody, ...words] as [string, ...string[]]
  const password = write(folder, 'password', 'spring-of-2026\n')
  const [make, ...options] = around(join(binaries, 'initdb'), '-D', cluster, '-U', 'tanaka', '--no-sync')
  const made = spawnSync(make, [...options, `--pwfile=${password}`, '-A', 'scram-sha-256'], {
    cwd: folder,
    encoding: 'utf8',
  })
  assert.equal(made.status, 0, made.stderr)
  const records = write(folder, 'hba', 'host all sato all reject\nhost all all all scram-sha-256\n')
  const port = await freePort()
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    'fsync=off',
  ].concat(['ssl=on', `ssl_cert_file=${certificate}`, `ssl_key_file=${key}`, `hba_file=${records}`])
  const [command, ...rest] = around(
    join(binaries, 'postgres'),
    '-D',
    cluster,
    ...settings.flatMap(text => ['-c', text]),
  )
  const daemon = await startDaemon(command, rest, port)
  const server = {
    endpoint: { protocol: 'postgresql', host: 'localhost', port },
    hasTls: true,
    daemon,
  } as const

  test('PostgreSQL that lets an account in from nowhere has not judged its password', async () => {
    assert.equal(await toldBy(server, { login: 'sato' }), 'not-offered')
  })

  holdProbe('PostgreSQL', { ...server, stop: stopping(daemon) })
}
