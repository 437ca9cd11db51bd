import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chownSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { openBuilt } from '../built.ts'
import { freePort, makeCertificate, startDaemon, stopping, wanted, write } from '../probes/real-server.ts'
import { postgresBinaries } from '../store/places.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { holdProof } from './two-sides.ts'

const binaries = postgresBinaries()
if (binaries === undefined) wanted({ postgres: 'postgresql' })
else {
  const folder = temporaryFolder('proof-postgresql')
  const { key, certificate } = makeCertificate(folder)
  const isRoot = process.getuid?.() === 0
  // PostgreSQL refuses to run as root; nobody will do.
  const nobody = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : []
  if (isRoot) for (const path of [folder, key, certificate]) chownSync(path, 65_534, 65_534)
  const around = (...words: readonly string[]) => [...nobody, ...words] as [string, ...string[]]
  const cluster = join(folder, 'cluster')
  const [make, ...options] = around(join(binaries, 'initdb'), '-D', cluster, '-U', 'kanri', '--no-sync')
  assert.equal(spawnSync(make, [...options, '-A', 'trust'], { cwd: folder }).status, 0)
  const records = write(folder, 'hba', 'local all all trust\nhost all all all scram-sha-256\n')
  const port = await freePort()
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`].concat(
    ['fsync=off', 'ssl=on', `ssl_cert_file=${certificate}`, `ssl_key_file=${key}`, `hba_file=${records}`],
  )
  const chosen = settings.flatMap(text => ['-c', text])
  const [command, ...rest] = around(join(binaries, 'postgres'), '-D', cluster, ...chosen)
  const daemon = await startDaemon(command, rest, port)
  const run = async (text: string) => {
    const client = new pg.Client({ host: folder, port, user: 'kanri', database: 'postgres' })
    await client.connect()
    await client.query(text)
    await client.end()
  }
  // It listens before it lets anybody in.
  const ready = join(binaries, 'pg_isready')
  while (spawnSync(ready, ['-h', folder, '-p', String(port)]).status !== 0) await pause(50)
  await run('create role tanaka login')
  await run('create database tanaka')
  holdProof(await openBuilt(), {
    name: 'PostgreSQL',
    endpoint: { protocol: 'postgresql', host: 'localhost', port },
    setPassword: password => run(`alter role tanaka password '${password}'`),
    stop: stopping(daemon),
  })
}
