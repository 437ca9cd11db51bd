import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blockIn, freePort, openGated, startDaemon, visitors, wanted, write } from './gated.ts'
import { converse, holdLoginServer } from './login-server.ts'
import { canMount, layOutEtc } from './own-etc.ts'

const page = 'pam.md'
const programs = wanted({ proftpd: 'proftpd-core', curl: 'curl' })

if (programs !== undefined && canMount()) {
  const gated = await openGated('ftp', 'ftp')
  const { folder } = gated
  const port = await freePort()
  const { around } = layOutEtc(gated, { 'pam.d/proftpd': blockIn(page, 1, gated) })
  const configuration = write(
    folder,
    'proftpd.conf',
    `ServerType standalone
ServerName ftp.aoba.example
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
DefaultRoot ~
${blockIn(page, 2, gated)}
`,
  )
  await startDaemon(...around(programs.proftpd, ['-n', '-c', configuration]), port)
  const logIn = (from: string, password = 'spring-of-2026') =>
    converse(port, from, ['USER tanaka', `PASS ${password}`], line => /^\d{3} /.test(line))

  test('ProFTPD still checks the password, and nothing of it is kept', async () => {
    assert.match(await logIn(visitors.listed, 'autumn-of-2026'), /^530 /)
    assert.equal((await gated.lastDecision(visitors.listed))?.login, 'tanaka')
    assert.doesNotMatch(gated.served.written().toString(), /of-2026/)
  })

  holdLoginServer('ProFTPD', gated, { logIn, welcome: /^230 /, refusal: /^530 /, unanswered: /^530 / })
}
