import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { LoginPlace } from '../../src/core/probe.ts'
import { Secret } from '../../src/core/secret.ts'
import { rememberHostKeys } from '../../src/probing/host-keys.ts'
import { InspectionDesk } from '../../src/probing/inspection-desk.ts'
import { ProbeDesk } from '../../src/probing/probe-desk.ts'
import { office, openBuilt } from '../built.ts'
import { freePort, wanted } from '../gates/gated.ts'
import { canMount, layOutEtc } from '../gates/own-etc.ts'
import { makeKey, startSshd } from '../servers/sshd.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { holdProbe, inspectServer, rightPassword, stopping, toldBy } from './real-server.ts'

const programs = wanted({ sshd: 'openssh-server', 'ssh-keygen': 'openssh-client', openssl: 'openssl' })

if (programs !== undefined && canMount()) {
  const folder = temporaryFolder('probe-ssh')
  const pam = 'auth required pam_unix.so\naccount required pam_permit.so\nsession required pam_permit.so\n'
  const { around } = layOutEtc({ folder, token: '' }, { 'pam.d/sshd': pam })
  appendFileSync(join(folder, 'own-etc', 'passwd'), 'mori::5001:5001::/tmp:/bin/sh\n')
  makeKey(folder, 'host')
  const start = async (name: string, more: string) => {
    const port = await freePort()
    const daemon = await startSshd(programs.sshd, folder, { name, port, more, around })
    return { endpoint: { protocol: 'sftp', host: 'localhost', port }, hasTls: false, daemon } as const
  }
  const byPassword = await start('password.conf', 'UsePAM no\nPasswordAuthentication yes')
  const byPrompt = await start(
    'prompt.conf',
    'UsePAM yes\nPasswordAuthentication no\nKbdInteractiveAuthentication yes',
  )
  const open = await start('open.conf', 'UsePAM no\nPasswordAuthentication yes\nPermitEmptyPasswords yes')
  const byKey = await start(
    'key.conf',
    'UsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no',
  )

  test('OpenSSH that takes keys only has refused no password', async () => {
    assert.equal(await toldBy(byKey), 'not-offered')
  })

  test('OpenSSH that opens an account to nobody’s password has asked for none', async () => {
    for (const password of [rightPassword, 'winter-of-2019']) {
      assert.equal(await toldBy(open, { login: 'mori', password }), 'no-password-asked')
    }
    assert.equal(await toldBy(open), 'accepted', 'beside an account that has one')
  })

  test('OpenSSH shows its host key without a password, and one with another key gets none', async () => {
    const shown = spawnSync(programs['ssh-keygen'], ['-lf', join(folder, 'host.pub')], { encoding: 'utf8' })
    const { hostKey } = await inspectServer(byPassword)
    assert.ok(hostKey !== undefined && shown.stdout.includes(hostKey), shown.stdout)
    assert.equal(await toldBy(byPassword, { hostKey }), 'accepted')
    assert.equal(await toldBy(byPassword, { hostKey: 'SHA256:another' }), 'tls-failed')
  })

  test('A host that shows another key than before gets no password until it is inspected', async () => {
    const built = await openBuilt()
    const calendar = { timeZone: 'Asia/Tokyo', isHoliday: () => false }
    const parts = { ...built.parts, calendar, resolve: async () => '127.0.0.1', audit: async () => 'none' }
    const { endpoint } = byPassword
    await built.declare('files', { endpoints: [endpoint] })
    const { value: system } = await built.enforcer.system('files')
    const told = async () => {
      const desk = new ProbeDesk(parts)
      const ask = async ([place]: readonly LoginPlace[]) => place?.tryLogin(new Secret(rightPassword))
      return (await desk.askAbout(system, 'tanaka', office, ask))?.answer
    }
    assert.deepEqual(await told(), { answer: 'accepted' })
    await rememberHostKeys(parts.store, [[`sftp://localhost:${endpoint.port}`, 'SHA256:another']])
    assert.deepEqual(await told(), { answer: 'unknown', reason: 'tls-failed' })
    await new InspectionDesk(parts).inspect('files', office)
    assert.deepEqual(await told(), { answer: 'accepted' })
    assert.deepEqual(built.faults, [])
  })

  const { daemon: _daemon, ...prompting } = byPrompt
  holdProbe('OpenSSH that asks by prompt', prompting)
  holdProbe('OpenSSH', { ...byPassword, stop: stopping(byPassword.daemon) })
}
