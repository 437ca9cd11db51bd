import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdGate } from './conditions.ts'
import { converse } from './conversation.ts'
import { blockIn, freePort, openGated, pidsOf, startDaemon, visitors, wanted, write } from './gated.ts'
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
DefaultAddress 127.0.0.1 ::1
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
  const daemon = await startDaemon(...around(programs.proftpd, ['-n', '-c', configuration]), port)
  const logIn = (from: string, password = 'spring-of-2026') =>
    converse(port, from, ['USER tanaka', `PASS ${password}`], line => /^\d{3} /.test(line))

  test('ProFTPD still checks the password, and nothing of it is kept', async () => {
    assert.match(await logIn(visitors.listed, 'autumn-of-2026'), /^530 /)
    assert.equal((await gated.lastDecision(visitors.listed))?.login, 'tanaka')
    assert.doesNotMatch(gated.served.written().toString(), /of-2026/)
  })

  // ProFTPD names IPv4 clients as IPv4 on every listener.
  holdGate('ProFTPD', gated, {
    enter: from => logIn(from),
    welcome: /^230 /,
    refusal: /^530 /,
    unanswered: /^530 /,
    pids: pidsOf(daemon),
  })
}
