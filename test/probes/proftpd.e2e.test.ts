import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporaryFolder } from '../temporary-folder.ts'
import {
  askServer,
  freePort,
  holdProbe,
  inspectServer,
  startDaemon,
  stopping,
  toldBy,
  wanted,
  write,
} from './real-server.ts'

const programs = wanted({ proftpd: 'proftpd-core', openssl: 'openssl' })

if (programs !== undefined) {
  const folder = temporaryFolder('probe-plain-ftp')
  spawnSync('chmod', ['755', folder])
  const home = join(folder, 'home')
  mkdirSync(home)
  const { stdout: hash } = spawnSync('openssl', ['passwd', '-6', 'spring-of-2026'], { encoding: 'utf8' })
  const accounts = write(folder, 'accounts', `tanaka:${hash.trim()}:65534:65534::${home}:/bin/false\n`, 0o600)
  const port = await freePort()
  const configuration = write(
    folder,
    'proftpd.conf',
    `ServerType standalone
ServerName files
DefaultAddress 127.0.0.1
SocketBindTight on
Port ${port}
User nobody
Group nogroup
PidFile ${folder}/proftpd.pid
ScoreboardFile ${folder}/scoreboard
DelayEngine off
WtmpLog off
RequireValidShell off
AuthOrder mod_auth_file.c
AuthUserFile ${accounts}
ServerIdent on "ProFTPD 1.3.8 ready"
`,
  )
  const daemon = await startDaemon(programs.proftpd, ['-n', '-c', configuration], port)
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
