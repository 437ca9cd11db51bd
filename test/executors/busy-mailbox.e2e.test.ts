import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort, wanted } from '../gates/gated.ts'
import { restOf } from '../rest.ts'
import { startServer } from '../served.ts'
import { startDovecot } from '../servers/dovecot.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { rotateBy } from './rotated.ts'

const programs = wanted({ dovecot: 'dovecot-imapd' })
if (programs !== undefined) await tests(programs.dovecot)

async function tests(dovecot: string): Promise<void> {
  const own = temporaryFolder('busy-mailbox')
  // Dovecot's own user looks for the file each time.
  chmodSync(own, 0o755)
  const folder = join(own, 'mail')
  mkdirSync(folder)
  const list = 'tanaka:{PLAIN}tanaka2019::::::\n'
  const others = 'sato:{PLAIN}kiri9ume-Vtq2::::::\n'
  writeFileSync(join(folder, 'users'), list + others)
  const port = await freePort()
  await startDovecot(dovecot, folder, { ports: { imap: port }, users: ['users'] })
  const served = await startServer({ env: { KAGIMORI_FINGERPRINT_COST: 'hmac' } })
  after(() => served.stop())
  const rest = restOf(served)
  const endpoints = [{ protocol: 'imap', host: '127.0.0.1', port, tls: 'none' }]
  await rest('PUT', '/systems/mail', { name: 'mail', kind: 'mail', exposure: 'intranet', endpoints })
  await rest('POST', '/systems/mail/account-lists', list)

  test('A password is rotated while others log in all the time: Dovecot is given the second it needs', async () => {
    const { body } = await rest<{ readonly items: readonly { readonly id: string }[] }>(
      'GET',
      '/rotation-tasks',
    )
    const id = body.items[0]?.id ?? assert.fail('the import opened a task')
    let isOpen = true
    const visiting = (async () => {
      for (; isOpen; await pause(100)) await logIn(port, 'sato', 'kiri9ume-Vtq2')
    })()
    const args = [id, '--file', join(folder, 'users'), '--apply']

    const { exit, told, err } = await rotateBy(served, args, ['tanaka2019'])
    isOpen = false
    await visiting
    assert.deepEqual([exit, told.state], [0, 'rotated'], err)
  })
}

async function logIn(port: number, login: string, password: string): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'data')
  socket.write(`a login ${login} ${password}\r\n`)
  await once(socket, 'data')
  socket.end('b logout\r\n')
  await once(socket, 'close')
}
