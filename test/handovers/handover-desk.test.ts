import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seal, unseal } from '../../src/handovers/sealed-box.ts'
import { openBuilt } from '../built.ts'

const built = await openBuilt({ now: '2026-11-23T00:00:00Z' })
const { handovers } = built.enforcer
const admin = { actor: 'token_test', ip: '10.20.30.40' }
const reader = { actor: 'anonymous', ip: '192.0.2.7' }
const password = 'Kiri-7hq2vvjc3dkb-9f'
const actionsOf = async (id: string) => {
  const { items } = await built.enforcer.log({ limit: 200 })
  return items.filter(({ subject }) => subject === id)
}

test('A link lasts a day, to the instant, and its end stands in the chained log', async () => {
  const { handover, link } = await handovers.make({ password }, admin)
  assert.equal(handover.expiresAt, '2026-11-24T00:00:00.000Z')
  built.setNow('2026-11-23T23:59:59.999Z')
  assert.equal((await handovers.look(link, reader)).id, handover.id)
  built.setNow('2026-11-24T00:00:00Z')
  await assert.rejects(handovers.take(link, reader), { key: 'handover-gone' })
  const told = (await actionsOf(handover.id)).map(({ action, actor }) => `${action} ${actor}`).toSorted()
  assert.deepEqual(told, ['handover.expire system', 'handover.look anonymous', 'handover.make token_test'])
})

test('A round of tidying ends what nobody comes to read', async () => {
  const { handover } = await handovers.make({ password, expiresIn: 60 }, admin)
  built.setNow('2026-11-24T00:01:00Z')
  await built.enforcer.tidy()
  assert.ok((await actionsOf(handover.id)).some(({ action }) => action === 'handover.expire'))
})

test('A stop of the service ends every link, and says so', async () => {
  const { handover, link } = await handovers.make({ password }, admin)
  await handovers.close()
  await assert.rejects(handovers.look(link, reader), { key: 'handover-gone' })
  assert.ok((await actionsOf(handover.id)).some(({ action }) => action === 'handover.lose'))
})

test('The log of a handover holds neither the password nor the link, and stays valid', async () => {
  const { handover, link } = await handovers.make({ password }, admin)
  await handovers.take(link, reader)
  const text = JSON.stringify(await actionsOf(handover.id))
  assert.match(text, /handover\.take/)
  assert.match(text, /192\.0\.2\.7/)
  assert.doesNotMatch(text, new RegExp(`${password}|${link.slice(link.lastIndexOf('/') + 1)}`))
  assert.equal((await built.enforcer.verifyLog()).valid, true)
})

test('What is held opens by its own link alone, and is never the same twice', () => {
  const [box, other] = [seal(password), seal(password)]
  assert.equal(unseal(box.link, box.sealed), password)
  assert.throws(() => unseal(other.link, box.sealed))
  assert.notDeepEqual(box.sealed, other.sealed)
  assert.equal(box.sealed.includes(password), false)
  assert.equal(Buffer.from(box.link, 'base64url').length, 32)
  assert.doesNotMatch(box.locator, new RegExp(box.link))
  const bent = Buffer.from(box.sealed)
  bent[20] = (bent[20] ?? 0) ^ 1
  assert.throws(() => unseal(box.link, bent))
})
