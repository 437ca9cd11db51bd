import assert from 'node:assert/strict'
import { copyFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { makeKey, startSshd } from '../servers/sshd.ts'
import { blockIn, freePort, wanted } from './gated.ts'
import { attackOn, failingOpen, holdGuessing, openGuessedAt } from './guessing.ts'
import { canMount, layOutEtc } from './own-etc.ts'
import { enterByKey, enterByPassword, sftpPrograms, writeAskpass } from './sftp.ts'

const programs = wanted(sftpPrograms)
if (programs !== undefined && canMount()) {
  const gated = await openGuessedAt('sftp')
  const { folder } = gated
  const block = blockIn('pam.md', 0, gated)
  const rest = 'account required pam_unix.so\nsession required pam_permit.so\n'
  const { around } = layOutEtc(gated, { 'pam.d/sshd': block + rest, 'pam.d/open': failingOpen(block) + rest })
  for (const name of ['host', 'tanaka']) makeKey(folder, name)
  copyFileSync(join(folder, 'tanaka.pub'), join(folder, 'authorized_keys'))
  const askpass = writeAskpass(folder)
  /** PAM goes by the program's own name. */
  const open = async (name: string) => {
    const port = await freePort()
    const program = join(folder, name)
    symlinkSync(programs.sshd, program)
    const more = `AuthorizedKeysFile ${folder}/authorized_keys\nUsePAM yes\nMaxStartups 200`
    await startSshd(program, folder, {
      name: `${name}.conf`,
      port,
      listen: ['127.0.0.1', '::1'],
      more,
      around,
    })
    return { sftp: programs.sftp, folder, port, askpass }
  }
  const [server, openly] = [await open('sshd'), await open('open')]
  const welcome = /Remote working directory/
  const refusal = /Permission denied|Connection closed/

  test('sshd tells of guesses at logins that do not exist, which are shown nowhere', async () => {
    assert.match(await enterByPassword(server, '127.0.0.9', 'spring-of-2026', 'Secret2026'), refusal)
    const { lastHour, logins, otherLogins } = (await attackOn(gated)) ?? assert.fail('nothing seen')
    assert.deepEqual([lastHour, logins, otherLogins], [{ denied: 0, failed: 1 }, [], 1])
  })

  test('sshd tells of a key that lets in as of a right password', async () => {
    const by = (password: string) =>
      enterByPassword(server, '127.0.0.8', password, undefined, 'keyboard-interactive')
    for (let round = 0; round < 2; round += 1) {
      for (const word of await Promise.all(Array.from({ length: 4 }, () => by('autumn-of-2026'))))
        assert.match(word, refusal)
      assert.match(await enterByKey(server, '127.0.0.8'), welcome)
    }
    assert.match(await by('spring-of-2026'), welcome)
  })

  holdGuessing('sshd', gated, {
    enter: (from, password) => enterByPassword(server, from, password),
    enterOpen: (from, password) => enterByPassword(openly, from, password),
    welcome,
    refusal,
  })
}
