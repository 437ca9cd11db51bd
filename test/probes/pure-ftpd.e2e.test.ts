import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { hashOf, makeHome, makePureDatabase, pureLine, startPureFtpd } from '../servers/ftp.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import {
  freePort,
  holdProbe,
  inspectServer,
  makeCertificate,
  stopping,
  toldBy,
  wanted,
  write,
} from './real-server.ts'

const programs = wanted({ 'pure-ftpd': 'pure-ftpd', 'pure-pw': 'pure-ftpd', openssl: 'openssl' })

if (programs !== undefined) {
  const folder = temporaryFolder('probe-ftp')
  const { both } = makeCertificate(folder)
  const database = join(folder, 'users.pdb')
  const line = pureLine('tanaka', hashOf('spring-of-2026'), makeHome(folder))
  makePureDatabase(programs['pure-pw'], write(folder, 'passwd', line), database)
  const port = await freePort()
  const options = ['-E', '-l', `puredb:${database}`, '-Y', '2', '-2', both]
  const daemon = await startPureFtpd(programs['pure-ftpd'], folder, options, { port })
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
