import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { blockIn, freePort, openGated, visitors, wanted, withRating } from '../gates/gated.ts'
import { canMount, layOutEtc } from '../gates/own-etc.ts'
import { enterByPassword, sftpPrograms, writeAskpass } from '../gates/sftp.ts'
import { makeKey, startSshd } from '../servers/sshd.ts'

const programs = wanted(sftpPrograms)

if (programs !== undefined && canMount()) {
  const gated = await openGated('sftp', 'ftp', { KAGIMORI_FINGERPRINT_COST: 'hmac' })
  const { folder, rest } = gated
  const block = withRating(blockIn('pam.md', 0, gated), gated, 'sftp')
  const more = 'account required pam_unix.so\nsession required pam_permit.so\n'
  const { around } = layOutEtc(gated, { 'pam.d/sshd': block + more })
  makeKey(folder, 'host')
  const port = await freePort()
  const settings = { name: 'sshd.conf', port, listen: ['127.0.0.1'], more: 'UsePAM yes', around } as const
  await startSshd(programs.sshd, folder, settings)
  const server = { sftp: programs.sftp, folder, port, askpass: writeAskpass(folder) }
  const accounts = async () => {
    const { body } = await rest<{ readonly items: readonly Readonly<Record<string, unknown>>[] }>(
      'GET',
      '/systems/sftp/accounts',
    )
    return body.items.map(({ login, credential }) => [login, credential])
  }

  test('sshd hands on a password once it has found it right, which is rated without any list', async () => {
    assert.match(await enterByPassword(server, visitors.listed, 'tanaka2019'), /Permission denied/)
    assert.deepEqual(await accounts(), [])
    assert.match(await enterByPassword(server, visitors.listed, 'spring-of-2026'), /Remote working directory/)
    for (let tries = 0; tries < 100 && (await accounts()).length === 0; tries += 1) await pause(50)
    assert.deepEqual(await accounts(), [['tanaka', 'absent']])
    assert.doesNotMatch(gated.served.written().toString(), /spring-of-2026/)
  })
}
