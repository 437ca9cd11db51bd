import assert from 'node:assert/strict'
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { hashOf, startProftpd } from '../servers/ftp.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import {
  askServer,
  freePort,
  holdProbe,
  inspectServer,
  stopping,
  toldBy,
  wanted,
  write,
} from './real-server.ts'

const programs = wanted({ proftpd: 'proftpd-core', openssl: 'openssl' })

if (programs !== undefined) {
  const folder = temporaryFolder('probe-plain-ftp')
  chmodSync(folder, 0o755)
  const home = join(folder, 'home')
  mkdirSync(home)
  const line = `tanaka:${hashOf('spring-of-2026')}:65534:65534::${home}:/bin/false\n`
  const port = await freePort()
  const more = `AuthOrder mod_auth_file.c
AuthUserFile ${write(folder, 'accounts', line, 0o600)}
ServerIdent on "ProFTPD 1.3.8 ready"`
  const daemon = await startProftpd(programs.proftpd, folder, { port, more })
  const endpoint = { protocol: 'ftp', host: 'localhost', port, tls: 'none' } as const
  const server = { endpoint, hasTls: false, daemon }

  test('ProFTPD without TLS gets no password unless its owner declares it plain', async () => {
    assert.equal(
      await toldBy({ ...server, endpoint: { protocol: 'ftp', host: 'localhost', port } }),
      'plain-not-allowed',
    )
    assert.deepEqual(await askServer(server), { answer: 'accepted' })
  })

  test('ProFTPD says without a password that it takes logins in clear, and its version', async () => {
    assert.deepEqual(await inspectServer(server), {
      tlsUse: 'none',
      anonymous: false,
      banner: '220 ProFTPD 1.3.8 ready',
      tellsVersion: true,
    })
  })

  holdProbe('ProFTPD declared plain', { ...server, stop: stopping(daemon) })
}
