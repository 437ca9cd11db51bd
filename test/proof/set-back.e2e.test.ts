import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { office, openBuilt } from '../built.ts'
import { freePort, wanted } from '../gates/gated.ts'
import { randomPassword } from '../random-password.ts'
import { makeCertificate } from '../servers/certificates.ts'
import { startDovecot } from '../servers/dovecot.ts'
import { hashOf } from '../servers/ftp.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { at, keptIn } from './kept-logins.ts'
import { policiesWith } from './own-policies.ts'

const provedAt = Date.parse('2026-11-24T01:00:00.000Z')
const day = 86_400_000

const programs = wanted({ dovecot: 'dovecot-imapd' })
if (programs !== undefined) await tests(programs.dovecot)

async function tests(dovecot: string): Promise<void> {
  const folder = temporaryFolder('set-back')
  const own = join(folder, 'mail')
  mkdirSync(own)
  const write = keptIn(
    join(own, 'users'),
    ({ login, password }) => `${login}:{SHA512-CRYPT}${hashOf(password)}::::::\n`,
  )
  /** Ends when Dovecot knows: it looks at its file but once a second. */
  const put = (login: string, password: string) => {
    write({ login, password })
    return pause(1_100)
  }
  const [imap, pop3] = [await freePort(), await freePort()]
  await startDovecot(dovecot, own, {
    ports: { imaps: imap, pop3s: pop3 },
    users: ['users'],
    tls: makeCertificate(folder),
  })
  const built = await openBuilt({
    now: new Date(provedAt).toISOString(),
    policies: policiesWith(folder, 'recheck: { afterDays: [1, 7, 30] }'),
  })
  const { enforcer } = built
  const endpoints = [at('imaps', imap), at('pop3s', pop3)]
  await built.declare('mail', { kind: 'mail', exposure: 'intranet', endpoints })

  /** The line of this login in Dovecot’s own file, edited as its administrator would, its task opened and closed. */
  const prove = async (login: string) => {
    built.setNow(new Date(provedAt).toISOString())
    const [oldPassword, newPassword] = [login, randomPassword()]
    await built.importLines('mail', ['login,password', `${login},${oldPassword}`])
    const { items } = await enforcer.tasks({ system: 'mail', statuses: ['open'] }, { limit: 9 })
    const { id } = items.find(task => task.login === login) ?? assert.fail(`${login} has no task`)
    await put(login, newPassword)
    const { status } = await enforcer.verifyTask(id, { oldPassword, newPassword }, office)
    assert.equal(status, 'verified')
    const after = async (days: number) => {
      built.setNow(new Date(provedAt + days * day).toISOString())
      await enforcer.tidy()
      return enforcer.task(id)
    }
    return { oldPassword, after }
  }

  test('An old password that is set again in Dovecot’s file behind our back reopens the task as reverted', async () => {
    const { oldPassword, after } = await prove('tanaka')
    const first = await after(1)
    assert.deepEqual([first.status, first.recheck?.answer], ['verified', 'refused'])
    await put('tanaka', oldPassword)
    const then = await after(7)
    assert.deepEqual([then.status, then.proof, then.recheck?.answer], ['reverted', undefined, 'accepted'])
    const { status, by, why } = then.history?.at(-1) ?? assert.fail('there is a last step')
    assert.deepEqual([status, by, why], ['reverted', 'system', 'proof-why-rechecked'])
    assert.deepEqual(await built.parts.store.duePasswords('2099-01-01T00:00:00.000Z'), [])
  })

  test('Each re-check knocks at another endpoint first, with one wrong password', async () => {
    const { after } = await prove('sato')
    const asked: (readonly string[])[] = []
    for (const days of [1, 7, 30]) {
      const { status, recheck } = await after(days)
      assert.equal(status, 'verified')
      asked.push(recheck?.answers.map(({ endpoint, answer }) => `${endpoint} ${answer.answer}`) ?? [])
    }
    const [one, other] = [`imaps://localhost:${imap} refused`, `pop3s://localhost:${pop3} refused`]
    // The proof itself had asked the first.
    assert.deepEqual(asked, [[other], [one], [other]])
  })

  test('A re-check that comes while somebody else asks about the account stays due', async () => {
    const { after } = await prove('suzuki')
    const { value: system } = await enforcer.system('mail')
    built.setNow(new Date(provedAt + day).toISOString())
    const held = await built.parts.probing.askAbout(system, 'suzuki', office, () => after(1))
    assert.deepEqual([held.status, held.recheck], ['verified', undefined])
    assert.equal((await after(1)).recheck?.answer, 'refused')
  })

  test('None of it was a fault of our own', () => assert.deepEqual(built.faults, []))
}
