import assert from 'node:assert/strict'
import { appendFileSync, cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Question } from '../../src/core/decision.ts'
import { Secret } from '../../src/core/secret.ts'
import { all, office, openBuilt } from '../built.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const policies = temporaryFolder('denial-policies')
cpSync(new URL('../../policies', import.meta.url).pathname, policies, { recursive: true })
const denial = `
denyAtLogin:
  causes: [default, overdue]
  graceDays: 7
  ownNetworks:
    - 198.51.100.0/24
`
appendFileSync(join(policies, 'ftp.yaml'), denial)

const opened = '2026-11-19T03:00:00.000Z'
const built = await openBuilt({ now: opened, policies })
const { enforcer } = built
const day = 86_400_000
const daysLater = (days: number) => new Date(Date.parse(opened) + days * day).toISOString()

const outside = '203.0.113.7'
const everywhere = [{ network: '0.0.0.0/1' }, { network: '128.0.0.0/1' }]
/** Beyond doubt of any default: the pair every scanner tries first. */
const scanned = 'admin'
const own = 'vK7#mWq2!tRz9xPd4'

await built.declare('ftp', { policy: 'ftp' })
await built.declare('trial', { policy: 'ftp', mode: 'report' })
await built.declare('shop', { kind: 'shop', policy: 'base' })
for (const system of ['ftp', 'trial', 'shop']) {
  await enforcer.putAllowlist(system, everywhere, {}, office)
  await built.importLines(system, ['login,password', `admin,${scanned}`, `ueda,ueda2019`, `mori,${own}`])
}
await built.settled()

interface Login {
  readonly ip?: string
  readonly system?: string
  readonly phase?: Question['phase']
}

function decide(login: string, password: string | undefined, about: Login = {}) {
  const { ip = outside, system = 'ftp', phase } = about
  const secret = password === undefined ? {} : { password: new Secret(password) }
  const { allow, wouldAllow, rule } = enforcer.decide({ system, ip, login, phase, ...secret })
  return [allow, wouldAllow, rule]
}

const letIn = [true, true, 'listed']
const refused = (rule: string) => [false, false, rule]

/** The first login with a password has it compared, off the answer; the decision is that of the next. */
async function decideKnown(login: string, password: string, about: Login = {}) {
  decide(login, password, about)
  await built.settled()
  return decide(login, password, about)
}

describe('before its days of grace have passed', () => {
  test('a default password comes in', async () => {
    built.setNow(new Date(Date.parse(daysLater(7)) - 1).toISOString())
    assert.deepEqual(await decideKnown('admin', scanned), letIn)
  })
})

describe('after its days of grace', () => {
  test('a default password is kept out, from the very instant', () => {
    built.setNow(daysLater(7))
    assert.deepEqual(decide('admin', scanned), refused('default-password'))
  })

  test('it comes in from the company’s own and from private addresses', () => {
    for (const ip of ['198.51.100.20', '192.168.1.20', '10.20.30.40'])
      assert.deepEqual(decide('admin', scanned, { ip }), letIn, ip)
  })

  test('another password of the same account is not kept out for the old one', async () => {
    assert.deepEqual(decide('admin', own), refused('not-compared'), 'nobody can tell yet')
    assert.deepEqual(await decideKnown('admin', own), letIn)
  })

  test('a gate that carries no password goes by the account', () => {
    assert.deepEqual(decide('admin', undefined), refused('default-password'))
    assert.deepEqual(decide('mori', undefined), letIn)
  })

  test('a system that reports lets in and records, and a policy that does not say so keeps nobody out', async () => {
    assert.deepEqual(await decideKnown('admin', scanned, { system: 'trial' }), [
      true,
      false,
      'default-password',
    ])
    assert.deepEqual(await decideKnown('admin', scanned, { system: 'shop' }), letIn)
  })

  test('whoever the allowlist keeps out stays out for that reason', async () => {
    await enforcer.removeAllowlistEntry('trial', '128.0.0.0/1', {}, office)
    assert.equal(decide('admin', scanned, { system: 'trial' })[2], 'not-listed')
  })
})

describe('a rotation that is overdue', () => {
  test('keeps the password out once the grace after its due date has passed', async () => {
    assert.deepEqual(await decideKnown('ueda', 'ueda2019'), letIn)
    built.setNow(daysLater(30))
    assert.deepEqual(decide('ueda', 'ueda2019'), refused('rotation-overdue'))
    assert.deepEqual(decide('ueda', undefined), refused('rotation-overdue'))
  })

  test('no longer speaks against a login without a password once another one has been seen', async () => {
    decide('ueda', own, { phase: 'after' })
    await built.settled()
    assert.deepEqual(decide('ueda', undefined), letIn)
    assert.deepEqual(decide('ueda', 'ueda2019'), refused('rotation-overdue'))
  })

  test('is not held against anybody while the task is waived, and is again at the instant that ends', async () => {
    const task = (await all(page => enforcer.tasks({ system: 'ftp' }, page))).find(
      ({ login }) => login === 'ueda',
    )
    const expiresAt = daysLater(40)
    await enforcer.waiveTask(
      task?.id ?? assert.fail(),
      { reason: 'moving house', approver: 'sato', expiresAt },
      office,
    )
    await built.settled()
    assert.deepEqual(decide('ueda', 'ueda2019'), letIn)
    built.setNow(daysLater(40))
    assert.deepEqual(decide('ueda', 'ueda2019'), refused('rotation-overdue'))
  })

  test('ends with the list that proves the new password', async () => {
    await built.importLines('ftp', [
      'login,password',
      `admin,${scanned}`,
      'ueda,Gt8^kVd2@xQm4rZc7',
      `mori,${own}`,
    ])
    await built.settled()
    assert.deepEqual(decide('ueda', undefined), letIn)
  })
})

test('Whatever is guessed at an account that is kept out, its password stays what it was', async () => {
  const known = async () => ({
    accounts: await all(page => enforcer.accounts('ftp', page)),
    tasks: await all(page => enforcer.tasks({ system: 'ftp' }, page)),
  })
  const before = await known()
  const guess = fc.record({
    login: fc.constantFrom('admin', 'ueda', 'mori'),
    password: fc.oneof(fc.string(), fc.constantFrom(own, scanned, 'password1')),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(guess, { maxLength: 30 }), async guesses => {
      for (const { login, password } of guesses) decide(login, password, { phase: 'before' })
      await built.settled()
      assert.deepEqual(await known(), before)
      assert.deepEqual(decide('admin', scanned, { phase: 'before' })[2], 'default-password')
    }),
    { numRuns: 20 },
  )
})

test('None of it was a fault of our own', () => assert.deepEqual(built.faults, []))
