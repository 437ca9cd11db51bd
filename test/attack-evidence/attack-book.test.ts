import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, openBuilt } from '../built.ts'

const built = await openBuilt({ now: '2026-11-23T03:00:00Z' })
const { enforcer, declare, setNow } = built
await declare('shop', { kind: 'shop', mode: 'enforce' })
await enforcer.putAllowlist('shop', [{ network: '192.0.2.0/24' }], {}, office)

const knock = (times: number) => {
  for (let at = 0; at < times; at += 1) enforcer.decide({ system: 'shop', ip: '203.0.113.9', login: 'admin' })
}
const finding = async () => (await enforcer.findings({ rule: 'LG-05' }, { limit: 10 })).items

test('Ninety-nine strangers at the door are no attack, a hundred in an hour are', async () => {
  knock(99)
  await enforcer.tidy()
  assert.deepEqual(await finding(), [])
  knock(1)
  await enforcer.tidy()
  const [found] = await finding()
  assert.deepEqual([found?.status, found?.severity, found?.reason], ['open', 'low', 'at-the-door'])
  assert.equal(found?.reasonSentence.en.startsWith('100 attempts were kept out'), true)
  assert.deepEqual(found?.evidence.otherLogins, 100)
})

test('An audit leaves the finding as it is while the attack goes on', async () => {
  const audit = await enforcer.startAudit(['shop'], office)
  while ((await enforcer.audit(audit.id)).status === 'running') await new Promise(setImmediate)
  assert.deepEqual(
    (await finding()).map(({ status }) => status),
    ['open'],
  )
})

test('The finding closes an hour after the attack, and opens again under its own name with the next', async () => {
  setNow('2026-11-23T03:59:59Z')
  await enforcer.tidy()
  const [before] = await finding()
  assert.equal(before?.status, 'open')
  setNow('2026-11-23T04:00:00Z')
  await enforcer.tidy()
  assert.deepEqual(
    (await finding()).map(({ status }) => status),
    ['resolved'],
  )
  setNow('2026-11-23T08:00:00Z')
  knock(100)
  await enforcer.tidy()
  assert.deepEqual(
    (await finding()).map(({ id, status }) => [id, status]),
    [[before?.id, 'open']],
  )
})

test('What would be denied counts in report mode too', async () => {
  await declare('points', { kind: 'points', mode: 'report' })
  await enforcer.putAllowlist('points', [{ network: '192.0.2.0/24' }], {}, office)
  for (let at = 0; at < 100; at += 1) enforcer.decide({ system: 'points', ip: '203.0.113.9' })
  const { items } = await enforcer.attacks.page({ system: 'points' }, { limit: 10 })
  assert.deepEqual([items[0]?.lastHour, items[0]?.underAttack], [{ denied: 100, failed: 0 }, true])
})

test('A system whose list is not written yet is not under attack by everybody who comes', async () => {
  await declare('website', { kind: 'website', mode: 'report' })
  for (let at = 0; at < 200; at += 1) enforcer.decide({ system: 'website', ip: '203.0.113.9' })
  assert.deepEqual((await enforcer.attacks.page({ system: 'website' }, { limit: 10 })).items, [])
})
