import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startDovecot } from '../servers/dovecot.ts'
import { layOutPostfix, startPostfix } from '../servers/postfix.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { freePort, holdProbe, inspectServer, makeCertificate, toldBy, wanted, write } from './real-server.ts'

const programs = wanted({ postfix: 'postfix', dovecot: 'dovecot-core', openssl: 'openssl' })

if (programs !== undefined) {
  const folder = temporaryFolder('probe-submission')
  const { key, certificate } = makeCertificate(folder)
  write(folder, 'users', 'tanaka:{PLAIN}spring-of-2026\n')
  await startDovecot(programs.dovecot, folder, { users: ['users'], sasl: 'sasl' })
  const [port, implicit, other] = [await freePort(), await freePort(), await freePort()]
  const main = `inet_interfaces = 127.0.0.1
smtpd_tls_cert_file = ${certificate}
smtpd_tls_key_file = ${key}
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = ${folder}/sasl
`
  const master = `127.0.0.1:${port} inet n - n - - smtpd
127.0.0.1:${implicit} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
127.0.0.1:${other} inet n - n - - smtpd -o smtpd_sasl_auth_enable=no
tlsmgr unix - - n 1000? 1 tlsmgr
`
  layOutPostfix(folder, main, master)
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
