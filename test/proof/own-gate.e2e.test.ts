import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Endpoint } from '../../src/core/system.ts'
import { blockIn, freePort, type Gated, openGated, secondsFromNow, wanted, write } from '../gates/gated.ts'
import { canMount, layOutEtc } from '../gates/own-etc.ts'
import { everyItem } from '../rest.ts'
import { startDovecot } from '../servers/dovecot.ts'
import { hashOf, startProftpd } from '../servers/ftp.ts'

interface Task {
  readonly id: string
  readonly status: string
  readonly code?: string
  readonly errors?: readonly { readonly code: string }[]
  readonly lastRefusal?: { readonly key: string } | null
  readonly recheck?: {
    readonly answer: string
    readonly answers: readonly { readonly reason: string | null }[]
  } | null
}

/** A server whose gate is Kagimori's, and whose allowlist does not have Kagimori's own address at first. */
async function holdOwnGate(
  t: TestContext,
  gated: Gated,
  endpoint: Endpoint,
  setPassword: (password: string) => Promise<void>,
): Promise<void> {
  const { rest, system, list } = gated
  const letIn = () => list(secondsFromNow(3_600), ['127.0.0.1/32'])
  const keepOut = () => list(secondsFromNow(3_600))
  const invent = () => `Kx-${randomBytes(12).toString('hex')}`
  const [oldPassword, newPassword] = [invent(), `${invent()}-new`]
  const declared = {
    name: system,
    kind: 'mail',
    exposure: 'internet',
    endpoints: [endpoint],
    mode: 'enforce',
  }
  await keepOut()
  await rest('PUT', `/systems/${system}`, { ...declared, facts: { lockoutAfterFailures: 0 } })
  await rest('POST', `/systems/${system}/account-lists`, `login,password\ntanaka,${oldPassword}\n`)
  await rest('POST', '/rotation-tasks', { system, login: 'tanaka', reason: 'seen on a note' })
  const { id } = (await everyItem(rest, `/rotation-tasks?system=${system}&status=open`))[0] ?? assert.fail()
  const at = `/rotation-tasks/${id}`
  const verify = () => rest<Task>('POST', `${at}/verify`, { oldPassword, newPassword })
  const recheck = () => rest<Task>('POST', `${at}/recheck`, { oldPassword })
  await setPassword(newPassword)

  await t.test(
    'a password that is in force is not said to be refused because the gate denies Kagimori',
    async () => {
      const { status, body } = await verify()
      assert.deepEqual([status, body.code], [409, 'proof-unknown'])
      assert.deepEqual(
        body.errors?.map(({ code }) => code),
        ['proof-asked-denied-by-own-gate'],
      )
      assert.equal((await rest<Task>('GET', at)).body.status, 'open')
    },
  )

  await t.test('with Kagimori’s address on the allowlist the proof is had', async () => {
    await letIn()
    const { status, body } = await verify()
    assert.deepEqual([status, body.status], [200, 'verified'], JSON.stringify(body))
  })

  await t.test(
    'an old password that opens it again is not said to be refused because the gate denies Kagimori',
    async () => {
      await keepOut()
      await setPassword(oldPassword)
      const { body } = await recheck()
      assert.deepEqual([body.status, body.recheck?.answer], ['verified', 'unknown'])
      assert.equal(body.recheck?.answers[0]?.reason, 'denied-by-own-gate')
      await letIn()
      assert.equal((await recheck()).body.status, 'reverted')
    },
  )
}

const mail = wanted({ dovecot: 'dovecot-imapd dovecot-pop3d' })
if (mail !== undefined) {
  const gated = await openGated('mail', 'mail', { KAGIMORI_FINGERPRINT_COST: 'hmac' })
  const { folder } = gated
  const setPassword = async (password: string) => {
    write(folder, 'users', `tanaka:{PLAIN}${password}\n`)
    // Dovecot looks at its file once a second at most.
    await pause(1_100)
  }
  await setPassword('none')
  const ports = { imap: await freePort(), pop3: await freePort() }
  const asking = `!include ${write(folder, '99-kagimori.conf', blockIn('dovecot.md', 0, gated), 0o600)}`
  await startDovecot(mail.dovecot, folder, { ports, users: ['users'], more: asking })
  const on = (protocol: keyof typeof ports) =>
    ({ protocol, host: 'localhost', port: ports[protocol], tls: 'none' }) as const
  for (const protocol of ['imap', 'pop3'] as const) {
    test(`Dovecot over ${protocol} that asks Kagimori`, t => holdOwnGate(t, gated, on(protocol), setPassword))
  }
}

const files = wanted({ proftpd: 'proftpd-core', curl: 'curl' })
if (files !== undefined && canMount()) {
  const gated = await openGated('ftp', 'ftp', { KAGIMORI_FINGERPRINT_COST: 'hmac' })
  const { folder } = gated
  const { around } = layOutEtc(gated, { 'pam.d/proftpd': blockIn('pam.md', 1, gated) })
  const own = join(folder, 'proftpd')
  mkdirSync(own)
  const port = await freePort()
  await startProftpd(files.proftpd, own, {
    port,
    more: `DefaultRoot ~\n${blockIn('pam.md', 2, gated)}`,
    around,
  })
  const setPassword = async (password: string) =>
    void write(join(folder, 'own-etc'), 'shadow', `tanaka:${hashOf(password)}:20000:0:99999:7:::\n`)
  const endpoint = { protocol: 'ftp', host: 'localhost', port, tls: 'none' } as const
  test('ProFTPD that asks Kagimori by PAM', t => holdOwnGate(t, gated, endpoint, setPassword))
}
