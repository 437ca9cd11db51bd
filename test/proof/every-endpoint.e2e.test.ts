import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Endpoint } from '../../src/core/system.ts'
import { atAnyEnd, freePort, wanted } from '../gates/gated.ts'
import { randomPassword } from '../random-password.ts'
import { restOf } from '../rest.ts'
import { startServer } from '../served.ts'
import { guardedFolder, startApache } from '../servers/apache.ts'
import { makeAuthority } from '../servers/certificates.ts'
import { startDovecot } from '../servers/dovecot.ts'
import { hashOf } from '../servers/ftp.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { at, keptIn } from './kept-logins.ts'

interface Told {
  readonly password: 'new' | 'old'
  readonly answer: string
  readonly reason: string | null
  readonly endpoint: string
  readonly at: string
  readonly tls: { readonly version: string; readonly verified: boolean } | null
}

interface Task {
  readonly id: string
  readonly status: string
  readonly code: string
  readonly detail: string
  readonly errors: readonly { readonly at: string; readonly code: string }[]
  readonly proof: { readonly answers: readonly Told[] } | null
  readonly lastRefusal: { readonly code: string; readonly answers: readonly Told[] } | null
}

const programs = wanted({ dovecot: 'dovecot-imapd', apache2: 'apache2' })
if (programs !== undefined) await tests(programs.dovecot, programs.apache2)

async function tests(dovecot: string, apache: string): Promise<void> {
  const folder = temporaryFolder('every-endpoint')
  const authority = makeAuthority(folder)
  const [mail, web] = ['mail', 'web'].map(name => join(folder, name)) as [string, string]
  for (const own of [mail, web]) mkdirSync(own)
  const [imap, pop3, https, nobody] = [await freePort(), await freePort(), await freePort(), await freePort()]
  const writeMail = keptIn(
    join(mail, 'users'),
    ({ login, password }) => `${login}:{SHA512-CRYPT}${hashOf(password)}::::::\n`,
  )
  /** Ends when Dovecot knows: it looks at its file but once a second. */
  const atMail = (login: string, password: string) => {
    writeMail({ login, password })
    return pause(1_100)
  }
  const atWeb = keptIn(
    join(web, 'logins'),
    ({ login, password }) => `${login}:{SHA}${hash('sha1', password, 'base64')}\n`,
  )
  await startDovecot(dovecot, mail, {
    ports: { imaps: imap, pop3s: pop3 },
    users: ['users'],
    tls: authority.issue(mail),
    more: 'auth_verbose = yes',
  })
  mkdirSync(join(web, 'files'))
  await startApache(apache, web, {
    listen: [`127.0.0.1:${https}`],
    modules: ['dav', 'dav_fs'],
    tls: authority.issue(web),
    more: `DavLockDB ${web}/locks\n${guardedFolder('files', 'Basic', join(web, 'logins'))}`,
  })
  const served = await startServer({
    env: { NODE_EXTRA_CA_CERTS: authority.file, KAGIMORI_FINGERPRINT_COST: 'hmac' },
  })
  atAnyEnd(() => void served.kill())
  after(() => served.stop())
  const rest = restOf(served)
  const webdavs = { ...at('webdavs', https), path: '/files/' }

  /** A system whose one login has its own name as password everywhere, and so a task. */
  const open = async (login: string, endpoints: readonly Endpoint[]) => {
    const declared = { name: login, kind: 'mail', exposure: 'intranet', endpoints, mode: 'enforce' }
    await rest('PUT', `/systems/${login}`, declared)
    await rest('POST', `/systems/${login}/account-lists`, `login,password\n${login},${login}\n`)
    const { body } = await rest<{ readonly items: readonly Task[] }>('GET', `/rotation-tasks?system=${login}`)
    const { id } = body.items[0] ?? assert.fail(`${login} has no task`)
    const newPassword = randomPassword()
    const prove = () =>
      rest<Task>('POST', `/rotation-tasks/${id}/verify`, { oldPassword: login, newPassword })
    return { newPassword, prove, read: async () => (await rest<Task>('GET', `/rotation-tasks/${id}`)).body }
  }
  const refusedByDovecot = (login: string) =>
    readFileSync(join(mail, 'dovecot.log'), 'utf8')
      .split('\n')
      .filter(line => line.includes(`passwd-file(${login},`) && line.includes('mismatch')).length

  test('Two endpoints of one Dovecot are both asked for the new password, and one of them for the old', async () => {
    const { newPassword, prove, read } = await open('tanaka', [at('imaps', imap), at('pop3s', pop3)])
    await atMail('tanaka', newPassword)
    const begunAt = new Date().toISOString()
    assert.equal((await prove()).status, 200)
    const { status, proof } = await read()
    assert.equal(status, 'verified')
    const [first, second] = [`imaps://localhost:${imap}`, `pop3s://localhost:${pop3}`]
    assert.deepEqual(
      proof?.answers.map(({ password, answer, endpoint }) => [password, answer, endpoint]),
      [
        ['new', 'accepted', first],
        ['new', 'accepted', second],
        ['old', 'refused', first],
      ],
    )
    for (const { tls, at } of proof?.answers ?? []) {
      assert.deepEqual([tls?.verified, /^TLSv1\.[23]$/.test(tls?.version ?? '')], [true, true])
      assert.ok(at >= begunAt && at <= new Date().toISOString())
    }
    assert.equal(refusedByDovecot('tanaka'), 1)
  })

  test('Two servers of which only one took the new password up close nothing; once both have, they do', async () => {
    const { newPassword, prove, read } = await open('sato', [at('imaps', imap), webdavs])
    atWeb({ login: 'sato', password: 'sato' })
    await atMail('sato', newPassword)
    const answer = await prove()
    assert.deepEqual([answer.status, answer.body.code], [409, 'proof-new-refused-there'])
    const [there, here] = [`imaps://localhost:${imap}`, `webdavs://localhost:${https}`]
    assert.ok(answer.body.detail.includes(`at ${there}, but ${here} refuses it`), answer.body.detail)
    const task = await read()
    assert.deepEqual([task.status, task.proof], ['seen-changed', null])
    assert.deepEqual(
      task.lastRefusal?.answers.map(({ password, answer, endpoint }) => [password, answer, endpoint]),
      [
        ['new', 'accepted', there],
        ['new', 'refused', here],
      ],
    )
    assert.equal(refusedByDovecot('sato'), 0, 'the old one was not tried')
    atWeb({ login: 'sato', password: newPassword })
    assert.equal((await prove()).status, 200)
    assert.deepEqual([(await read()).status, refusedByDovecot('sato')], ['verified', 1])
  })

  test('An endpoint that cannot be asked keeps the task, and is named with what mends it', async () => {
    const { newPassword, prove, read } = await open('suzuki', [at('imaps', imap), at('pop3s', nobody)])
    await atMail('suzuki', newPassword)
    const answer = await prove()
    assert.deepEqual([answer.status, answer.body.code], [409, 'proof-unknown-there'])
    assert.deepEqual(
      answer.body.errors.map(({ at, code }) => [at, code]),
      [['newPassword', 'proof-asked-unreachable']],
    )
    const { status, lastRefusal } = await read()
    assert.deepEqual([status, lastRefusal?.code], ['seen-changed', 'proof-unknown-there'])
    assert.deepEqual(
      lastRefusal?.answers.map(({ answer, reason }) => [answer, reason]),
      [
        ['accepted', null],
        ['unknown', 'unreachable'],
      ],
    )
    assert.equal(refusedByDovecot('suzuki'), 0)
  })
}
