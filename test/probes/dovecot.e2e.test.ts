import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { startDovecot } from '../servers/dovecot.ts'
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

const programs = wanted({ dovecot: 'dovecot-imapd dovecot-pop3d', openssl: 'openssl' })

if (programs !== undefined && existsSync('/usr/lib/dovecot/pop3-login')) {
  const folder = temporaryFolder('probe-mail')
  const tls = makeCertificate(folder)
  write(
    folder,
    'users',
    'tanaka:{PLAIN}spring-of-2026::::::\nsato:{PLAIN}spring-of-2026::::::nologin=y reason=suspended\n',
  )
  const ports = {
    imap: await freePort(),
    imaps: await freePort(),
    pop3: await freePort(),
    pop3s: await freePort(),
  }
  const daemon = await startDovecot(programs.dovecot, folder, { ports, users: ['users'], tls })
  const on = (protocol: keyof typeof ports) =>
    ({ endpoint: { protocol, host: 'localhost', port: ports[protocol] }, hasTls: true }) as const

  for (const protocol of ['imap', 'imaps', 'pop3', 'pop3s'] as const) {
    holdProbe(`Dovecot over ${protocol}`, on(protocol))
  }

  test('a mailbox that Dovecot has suspended is locked, and its password is not refused', async () => {
    assert.equal(await toldBy(on('imap'), { login: 'sato' }), 'locked')
    assert.equal(await toldBy(on('pop3'), { login: 'sato' }), 'locked')
  })

  test('Dovecot says without a password how it protects logins', async () => {
    // To its own machine it offers a login in clear all the same.
    for (const [protocol, use] of [
      ['imap', 'optional'],
      ['pop3', 'optional'],
      ['imaps', 'implicit'],
      ['pop3s', 'implicit'],
    ] as const) {
      const { tlsUse, tlsVersions, tls } = await inspectServer(on(protocol))
      assert.deepEqual([tlsUse, tlsVersions?.at(-1), tls?.verified], [use, 'TLSv1.3', true], protocol)
    }
  })

  holdProbe('Dovecot at its end', { ...on('imaps'), stop: stopping(daemon) })
} else if (programs !== undefined) wanted({ 'pop3-login': 'dovecot-pop3d' })
