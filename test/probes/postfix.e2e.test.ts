import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { startPostfix } from '../postfix-server.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import {
  freePort,
  holdProbe,
  inspectServer,
  makeCertificate,
  startDaemon,
  toldBy,
  wanted,
  write,
} from './real-server.ts'

const programs = wanted({ postfix: 'postfix', dovecot: 'dovecot-core', openssl: 'openssl' })

if (programs !== undefined) {
  const folder = temporaryFolder('probe-submission')
  const { key, certificate } = makeCertificate(folder)
  for (const part of ['spool', 'lib', 'conf']) mkdirSync(join(folder, part))
  spawnSync('chown', ['postfix', join(folder, 'lib')])
  write(folder, 'users', 'tanaka:{PLAIN}spring-of-2026\n')
  const dovecot = write(
    folder,
    'dovecot.conf',
    `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
protocols =
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0
auth_mechanisms = plain login
service auth {
  unix_listener ${folder}/sasl {
    mode = 0666
  }
}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
passdb {
  driver = passwd-file
  args = ${folder}/users
}
`,
  )
  await startDaemon(programs.dovecot, ['-F', '-c', dovecot], join(folder, 'sasl'))
  const [port, implicit, other] = [await freePort(), await freePort(), await freePort()]
  write(
    join(folder, 'conf'),
    'main.cf',
    `compatibility_level = 3.6
queue_directory = ${folder}/spool
data_directory = ${folder}/lib
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mail.aoba.example
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtpd_peername_lookup = no
alias_maps =
maillog_file = ${folder}/maillog
maillog_file_prefixes = ${folder}
smtpd_tls_cert_file = ${certificate}
smtpd_tls_key_file = ${key}
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = ${folder}/sasl
`,
  )
  write(
    join(folder, 'conf'),
    'master.cf',
    `127.0.0.1:${port} inet n - n - - smtpd
127.0.0.1:${implicit} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
127.0.0.1:${other} inet n - n - - smtpd -o smtpd_sasl_auth_enable=no
rewrite unix - - n - - trivial-rewrite
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
proxymap unix - - n - - proxymap
tlsmgr unix - - n 1000? 1 tlsmgr
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`,
  )
  const { stop } = await startPostfix(programs.postfix, folder, port)
  const on = (protocol: string, at: number) =>
    ({ endpoint: { protocol, host: 'localhost', port: at }, hasTls: true }) as const

  holdProbe('Postfix submission', on('submission', port))
  holdProbe('Postfix submission over TLS', on('smtps', implicit))

  test('Postfix that offers no login has refused none', async () => {
    assert.equal(await toldBy(on('smtp', other)), 'not-offered')
  })

  test('Postfix that wants TLS gets no password in clear, declared plain or not', async () => {
    assert.equal(await toldBy(on('smtp', port), { endpoint: { tls: 'none' } }), 'not-offered')
  })

  test('Postfix says without a password that it takes logins over TLS only', async () => {
    const { tlsUse, tls, banner, tellsVersion } = await inspectServer(on('submission', port))
    assert.deepEqual([tlsUse, tls?.verified, tellsVersion], ['required', true, false])
    assert.match(banner ?? '', /ESMTP Postfix/)
    assert.equal((await inspectServer(on('smtps', implicit))).tlsUse, 'implicit')
  })

  test('Postfix that is stopped is no answer', async () => {
    stop()
    for (let tries = 0; tries < 100 && (await toldBy(on('submission', port))) !== 'unreachable'; tries += 1);
    assert.equal(await toldBy(on('submission', port)), 'unreachable')
  })
}
