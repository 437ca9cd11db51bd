import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { holdDoctor } from '../doctor/examined.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { holdGate } from './conditions.ts'
import { converse } from './conversation.ts'
import {
  blockIn,
  freePort,
  openGated,
  pidsOf,
  shipped,
  startDaemon,
  visitors,
  wanted,
  write,
} from './gated.ts'

const page = 'pure-ftpd.md'
const programs = wanted({ 'pure-ftpd': 'pure-ftpd', 'pure-authd': 'pure-ftpd', 'pure-pw': 'pure-ftpd' })

if (programs !== undefined) {
  const direct = join(temporaryFolder('ftp-socket'), 'ftp.sock')
  const env = { KAGIMORI_PURE_FTPD_SOCKET: direct, KAGIMORI_PURE_FTPD_SYSTEM: 'ftp' }
  const gated = await openGated('ftp', 'ftp', env)
  const { folder, token } = gated
  const home = join(folder, 'home')
  mkdirSync(home)
  spawnSync('chown', ['5000:5000', home])
  // pure-pw's own hash takes seconds to check.
  const { stdout: hash } = spawnSync('openssl', ['passwd', '-6', 'spring-of-2026'], { encoding: 'utf8' })
  const passwords = write(folder, 'passwd', `tanaka:${hash.trim()}:5000:5000::${home}/./::::::::::::\n`)
  const made = spawnSync(programs['pure-pw'], ['mkdb', join(folder, 'pureftpd.pdb'), '-f', passwords])
  assert.equal(made.status, 0, String(made.stderr))

  write(folder, 'gate.token', token, 0o600)
  copyFileSync(shipped('kagimori-gate'), join(folder, 'kagimori-gate'))
  write(folder, 'ask-kagimori', blockIn(page, 0, gated))
  for (const program of ['kagimori-gate', 'ask-kagimori']) chmodSync(join(folder, program), 0o755)
  const [, ...asking] = blockIn(page, 1, gated).trim().split(' ')
  const authd = await startDaemon(programs['pure-authd'], asking, join(folder, 'ftp-auth.sock'))

  const [port, alone] = [await freePort(), await freePort()]
  const methods = blockIn(page, 2, gated)
  const open = async (host: string, at: number, options = methods) => {
    const own = ['-S', `${host},${at}`, '-H', '-A', '-g', join(folder, `${host}-${at}.pid`)]
    return pidsOf(
      await startDaemon(programs['pure-ftpd'], [...options.trim().split(' '), ...own], { host, port: at }),
    )
  }
  const pids = [...(await open('127.0.0.1', port)), ...(await open('::1', port))]
  await open('127.0.0.1', alone, methods.replace(join(folder, 'ftp-auth.sock'), direct))
  const unasking = await freePort()
  await open('127.0.0.1', unasking, methods.replace(/-l extauth:\S+ /, ''))
  const logIn = (from: string, at = port, password = 'spring-of-2026') =>
    converse(at, from, ['USER tanaka', `PASS ${password}`], line => /^\d{3} /.test(line))
  const logInDirectly = (from: string) => logIn(from, alone)

  // Pure-FTPd lets whoever it refuses wait for some five seconds: those wait together.
  const wrong = logIn(visitors.listed, port, 'autumn-of-2026')
  const strangerDirectly = logInDirectly(visitors.stranger)

  test('The socket is open to nobody but its owner and group', () => {
    assert.equal(statSync(direct).mode & 0o777, 0o660)
  })

  test('Pure-FTPd asks Kagimori itself over the socket', async () => {
    assert.match(await logInDirectly(visitors.listed), /^230 /)
    assert.match(await strangerDirectly, /^530 /)
  })

  test('Pure-FTPd still checks the password', async () => {
    assert.match(await wrong, /^530 /)
    assert.equal((await gated.lastDecision(visitors.listed))?.login, 'tanaka')
    assert.doesNotMatch(gated.served.written().toString(), /of-2026/)
  })

  const url = (at: number) => `ftp://127.0.0.1:${at}`
  holdDoctor(
    gated,
    { server: 'pure-ftpd' },
    {
      'that it asks; a made-up login cannot show whether it obeys': {
        url: url(port),
        exit: 3,
        found: ['login-asked', 'login-unseen'],
      },
      'who comes in and who does not, by a login that is right': {
        url: url(port),
        by: 'right',
        exit: 0,
        found: ['login-in', 'out'],
      },
      'that it only reports': {
        url: url(port),
        by: 'right',
        mode: 'report',
        exit: 3,
        found: ['login-in', 'reports-only'],
      },
      'the line that is missing, where it lets in unasked whoever knows a password': {
        url: url(unasking),
        by: 'right',
        exit: 1,
        found: ['login-unasked-in', 'login-unasked-in'],
        line: /^-l extauth:/,
      },
    },
  )

  holdGate('Pure-FTPd', gated, {
    enter: logIn,
    mapped: 'Pure-FTPd gives IPv6 sockets IPV6_V6ONLY',
    welcome: /^230 /,
    refusal: /^530 /,
    unanswered: /^530 /,
    pids: [...pidsOf(authd), ...pids],
  })

  test('Pure-FTPd goes by the password alone where Kagimori’s own socket is gone, as the page warns', async () => {
    assert.match(await logInDirectly(visitors.stranger), /^230 /)
  })
}
