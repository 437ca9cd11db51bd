import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decideAtGate, type GateWatch, type PassingCredential } from '../../src/access/gate-watch.ts'
import { Gatekeeper } from '../../src/access/gatekeeper.ts'
import type { Decision } from '../../src/core/decision.ts'
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
  const watches = [{ onCredential: (credential: PassingCredential) => void seen.push(credential) }]
  const ask = (ip: string, more: object) =>
    decideAtGate({ ...parts, watches }, { system: 'ftp', ip, ...more })
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
  const asleep = {
    onCredential: () => {
      throw new Error('the watch fell asleep')
    },
  }
  const decision = decideAtGate(
    { ...parts, watches: [asleep] },
    { system: 'ftp', ip: '192.0.2.7', login: 'tanaka', password },
  )
  assert.equal(decision.allow, true)
  assert.match(built.faults.at(-1) ?? '', /gate-watch.*fell asleep/)
})

describe('an objection', () => {
  const question = { system: 'ftp', ip: '192.0.2.7', login: 'tanaka' }
  const keeper = async (objection: GateWatch['objection'] & {}) => {
    const gatekeeper = new Gatekeeper(parts, parts.decisionBook, [{ objection }])
    await gatekeeper.refresh()
    return gatekeeper
  }

  test('keeps out whom the list lets in, and is what the record says', async () => {
    const gatekeeper = await keeper(({ login }) => (login === 'tanaka' ? 'malformed' : undefined))
    assert.deepEqual(pick(gatekeeper.decide(question)), [false, false, 'malformed'])
    assert.deepEqual(pick(gatekeeper.decide({ ...question, login: 'sato' })), [true, true, 'listed'])
    const records = (await enforcer.decisions({ system: 'ftp' }, { limit: 2 })).items
    assert.deepEqual(records.map(({ rule }) => rule).sort(), ['listed', 'malformed'])
  })

  test('lets in while the system reports, and is not asked for where the list keeps out', async () => {
    let asked = 0
    const gatekeeper = await keeper(() => {
      asked += 1
      return 'malformed'
    })
    await enforcer.putAllowlist('trial', [{ network: '192.0.2.0/24' }], {}, office)
    await gatekeeper.refresh()
    assert.deepEqual(pick(gatekeeper.decide({ ...question, system: 'trial' })), [true, false, 'malformed'])
    assert.deepEqual(pick(gatekeeper.decide({ ...question, ip: '203.0.113.9' })), [
      false,
      false,
      'not-listed',
    ])
    assert.equal(asked, 1)
  })

  test('that fails keeps out: a fault of our own never lets in', async () => {
    const gatekeeper = await keeper(() => {
      throw new Error('the watch fell asleep')
    })
    assert.deepEqual(pick(gatekeeper.decide(question)), [false, false, 'internal-error'])
  })
})

const pick = ({ allow, wouldAllow, rule }: Decision) => [allow, wouldAllow, rule]

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
