import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decideAtGate, type PassingCredential } from '../../src/access/gate-watch.ts'
import { Secret } from '../../src/core/secret.ts'
import { office, openBuilt } from '../built.ts'

const built = await openBuilt()
const { enforcer, parts } = built
await built.declare('ftp')
await built.declare('trial', { mode: 'report' })
await enforcer.putAllowlist('ftp', [{ network: '192.0.2.0/24' }], {}, office)

const password = new Secret('spring-of-2026')

test('A credential that passes is shown to the watch with its decision, a login without password is not', () => {
  const seen: PassingCredential[] = []
  const watch = {
    onCredential: (credential: PassingCredential) => void seen.push(credential),
    onAttempt: () => undefined,
  }
  const ask = (ip: string, more: object) => decideAtGate({ ...parts, watch }, { system: 'ftp', ip, ...more })
  ask('192.0.2.7', { login: 'tanaka', password })
  ask('203.0.113.9', { login: 'tanaka', password })
  ask('192.0.2.7', { login: 'tanaka' })
  ask('192.0.2.7', { password })
  assert.deepEqual(
    seen.map(({ ip, login, decision }) => [ip, login, decision.rule]),
    [
      ['192.0.2.7', 'tanaka', 'listed'],
      ['203.0.113.9', 'tanaka', 'not-listed'],
    ],
  )
})

test('A watch that fails changes no answer and is told', () => {
  const watch = {
    onCredential: () => {
      throw new Error('the watch fell asleep')
    },
    onAttempt: () => undefined,
  }
  const decision = decideAtGate(
    { ...parts, watch },
    { system: 'ftp', ip: '192.0.2.7', login: 'tanaka', password },
  )
  assert.equal(decision.allow, true)
  assert.match(built.faults.at(-1) ?? '', /gate-watch.*fell asleep/)
})

describe('a question without an address', () => {
  for (const unread of [
    'no-address',
    'not-an-address',
    'name-for-address',
    'addresses-differ',
    'malformed',
  ] as const) {
    test(`(${unread}) lets nobody in, but while the system reports, and never into an unknown one`, async () => {
      const ask = (system: string) => enforcer.decide({ system, ip: '192.0.2.7', unread })
      assert.deepEqual([ask('ftp').allow, ask('ftp').rule], [false, unread])
      assert.deepEqual(
        [ask('trial').allow, ask('trial').wouldAllow, ask('trial').rule],
        [true, false, unread],
      )
      assert.deepEqual([ask('nowhere').allow, ask('nowhere').rule], [false, 'unknown-system'])
      const [record] = (await enforcer.decisions({ system: 'ftp' }, { limit: 1 })).items
      assert.equal(record?.rule, unread)
    })
  }
})
