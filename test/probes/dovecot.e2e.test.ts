import assert from 'node:assert/strict'
import { chownSync, existsSync, mkdirSync } from 'node:fs'
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

const programs = wanted({ dovecot: 'dovecot-imapd dovecot-pop3d', openssl: 'openssl' })

if (programs !== undefined && existsSync('/usr/lib/dovecot/pop3-login')) {
  const folder = temporaryFolder('probe-mail')
  const { key, certificate } = makeCertificate(folder)
  write(
    folder,
    'users',
    'tanaka:{PLAIN}spring-of-2026::::::\nsato:{PLAIN}spring-of-2026::::::nologin=y reason=suspended\n',
  )
  mkdirSync(join(folder, 'mail'))
  chownSync(join(folder, 'mail'), 65534, 65534)
  const ports = {
    imap: await freePort(),
    imaps: await freePort(),
    pop3: await freePort(),
    pop3s: await freePort(),
  }
  const listener = (name: keyof typeof ports) =>
    `inet_listener ${name} {\n port = ${ports[name]}\n ${name.endsWith('s') ? 'ssl = yes' : ''}\n }`
  const configuration = write(
    folder,
    'dovecot.conf',
    `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
protocols = imap pop3
listen = 127.0.0.1
ssl = required
ssl_cert = <${certificate}
ssl_key = <${key}
auth_failure_delay = 0
service imap-login {
 ${listener('imap')}
 ${listener('imaps')}
}
service pop3-login {
 ${listener('pop3')}
 ${listener('pop3s')}
}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
mail_location = maildir:${folder}/mail/%u
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=${folder}/mail/%u
}
`,
  )
  const daemon = await startDaemon(programs.dovecot, ['-F', '-c', configuration], ports.imap)
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
