import assert from 'node:assert/strict'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { office, openBuilt } from '../built.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const policies = temporaryFolder('unknown-logins')
cpSync(new URL('../../policies/', import.meta.url), policies, { recursive: true })
writeFileSync(join(policies, 'strict.yaml'), 'extends: base\ndenyUnknownLogins: on\n')
const { enforcer, declare, importLines } = await openBuilt({ policies })

const entries = [{ network: '198.51.100.0/24' }]
const list = [
  'login,password,enabled',
  'tanaka,Xk29vmQpa-77-hh,true',
  'sato,Zk31wmRpb-78-jj,false',
  'suzuki,Ak31wmRpb-71-ja,true',
]

const decide = (login: string | undefined, system = 'ftp', ip = '198.51.100.7') =>
  enforcer.decide({ system, ip, login })
const ruleFor = (...asked: Parameters<typeof decide>) => decide(...asked).rule

/** Changes are read off the answers: what is waited for comes within moments. */
async function soon(rule: string, ...asked: Parameters<typeof decide>): Promise<void> {
  for (let tries = 0; tries < 400 && ruleFor(...asked) !== rule; tries += 1) await pause(5)
  assert.equal(ruleFor(...asked), rule)
}

for (const [id, kind] of [
  ['ftp', 'ftp'],
  ['mail', 'mail'],
] as const) {
  await declare(id, { kind, mode: 'enforce' })
  await enforcer.putAllowlist(id, entries, {}, office)
  await importLines(id, list)
}

describe('A login that no list names', () => {
  test('comes in as ever, until the policy keeps it out; and then nobody else', async () => {
    assert.equal(ruleFor('nobody'), 'listed')
    await declare('ftp', { policy: 'strict' })
    await soon('unknown-login', 'nobody')
    assert.equal(decide('nobody').allow, false)
    assert.equal(ruleFor('Tanaka'), 'unknown-login')
    assert.equal(ruleFor('tanaka'), 'listed')
    assert.equal(ruleFor('sato'), 'account-closed')
    assert.equal(ruleFor(undefined), 'listed')
    assert.equal(ruleFor('nobody', 'ftp', '203.0.113.9'), 'not-listed')
  })

  test('is told by what mail servers take for one', async () => {
    await declare('mail', { kind: 'mail', policy: 'strict' })
    await soon('unknown-login', 'nobody', 'mail')
    assert.equal(ruleFor('TANAKA', 'mail'), 'listed')
  })

  test('is only recorded where the system reports', async () => {
    await declare('ftp', { policy: 'strict', mode: 'report' })
    await soon('unknown-login', 'nobody')
    const { allow, wouldAllow, mode } = decide('nobody')
    assert.deepEqual({ allow, wouldAllow, mode }, { allow: true, wouldAllow: false, mode: 'report' })
    await declare('ftp', { policy: 'strict' })
  })

  test('comes in with the list that names it, and goes with the list that does not', async () => {
    assert.equal(ruleFor('newcomer'), 'unknown-login')
    await importLines('ftp', [...list, 'newcomer,Ek31wmRpb-75-je,true'])
    await soon('listed', 'newcomer')
    assert.equal(ruleFor('nobody'), 'unknown-login')
    await importLines('ftp', list)
    await soon('account-closed', 'newcomer')
  })

  test('comes in where a line of the latest list could not be read, until a whole one comes', async () => {
    await importLines('ftp', [...list, ',Fk31wmRpb-76-jf,true'], { partial: true })
    await soon('listed', 'nobody')
    await importLines('ftp', list)
    await soon('unknown-login', 'nobody')
  })

  test('comes in where no list was ever imported', async () => {
    await declare('shop', { policy: 'strict' })
    await enforcer.putAllowlist('shop', entries, {}, office)
    assert.equal(ruleFor('nobody', 'shop'), 'listed')
  })

  test('comes in again when the policy file no longer says so', async () => {
    writeFileSync(join(policies, 'strict.yaml'), 'extends: base\n')
    await soon('listed', 'nobody')
  })
})
