import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporaryFolder } from '../temporary-folder.ts'
import {
  freePort,
  holdProbe,
  inspectServer,
  makeCertificate,
  startDaemon,
  stopping,
  toldBy,
  wanted,
  write,
} from './real-server.ts'

const programs = wanted({ 'pure-ftpd': 'pure-ftpd', 'pure-pw': 'pure-ftpd', openssl: 'openssl' })

if (programs !== undefined) {
  const folder = temporaryFolder('probe-ftp')
  const { both } = makeCertificate(folder)
  const home = join(folder, 'home')
  mkdirSync(home)
  spawnSync('chown', ['5000:5000', home])
  const { stdout: hash } = spawnSync('openssl', ['passwd', '-6', 'spring-of-2026'], { encoding: 'utf8' })
  const passwords = write(folder, 'passwd', `tanaka:${hash.trim()}:5000:5000::${home}/./::::::::::::\n`)
  const made = spawnSync(programs['pure-pw'], ['mkdb', join(folder, 'users.pdb'), '-f', passwords])
  assert.equal(made.status, 0, String(made.stderr))
  const port = await freePort()
  const daemon = await startDaemon(
    programs['pure-ftpd'],
    ['-S', `127.0.0.1,${port}`, '-H', '-A', '-E', '-l', `puredb:${folder}/users.pdb`].concat([
      '-g',
      join(folder, 'pid'),
      '-Y',
      '2',
      '-2',
      both,
    ]),
    port,
  )
  const server = { endpoint: { protocol: 'ftp', host: 'localhost', port }, hasTls: true, daemon } as const

  test('Pure-FTPd that insists on TLS refuses no password it was given in clear', async () => {
    assert.equal(await toldBy(server, { endpoint: { tls: 'none' } }), 'plain-not-allowed')
  })

  test('Pure-FTPd says without a password that it insists on TLS, which versions, and until when', async () => {
    const { tls, tlsVersions, ...said } = await inspectServer(server)
    assert.deepEqual([said.tlsUse, said.anonymous, said.tellsVersion], ['required', false, false])
    assert.match(said.banner ?? '', /Pure-FTPd/)
    assert.deepEqual(tlsVersions, ['TLSv1.2', 'TLSv1.3'])
    assert.equal(tls?.verified, true)
  })

  holdProbe('Pure-FTPd', { ...server, stop: stopping(daemon) })
}
