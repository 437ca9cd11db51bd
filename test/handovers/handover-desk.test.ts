import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LogEntry } from '../../src/core/store.ts'
import { HandoverDesk } from '../../src/handovers/handover-desk.ts'
import { seal, unseal } from '../../src/handovers/sealed-box.ts'
import { openBuilt } from '../built.ts'
import { everyItem, restOf } from '../rest.ts'
import { startServer } from '../served.ts'
import { temporaryFolder } from '../temporary-folder.ts'

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

test('A link that a crash has ended stands in the log as lost once the service is back, with what it was for', async () => {
  await built.declare('ftp')
  const { handover } = await handovers.make({ password, system: 'ftp', login: 'tanaka' }, admin)
  const { handover: read, link } = await handovers.make({ password }, admin)
  await handovers.take(link, reader)
  const judge = () => assert.fail('nobody asks')
  const back = new HandoverDesk({ ...built.parts, judge, isShared: false })
  await back.noteLost()
  await back.noteLost()
  const [lost, ...before] = await actionsOf(handover.id)
  assert.deepEqual(
    [lost?.action, lost?.actor, lost?.detail],
    ['handover.lose', 'system', { system: 'ftp', login: 'tanaka' }],
  )
  assert.deepEqual(
    before.map(({ action }) => action),
    ['handover.make'],
  )
  assert.equal((await actionsOf(read.id))[0]?.action, 'handover.take')
})

test('kill -9 of the service itself leaves no link whose end nobody told', async () => {
  const dataFolder = temporaryFolder('handovers')
  const first = await startServer({ dataFolder })
  const { body } = await restOf(first)('POST', '/handovers', { password })
  await first.kill()
  const second = await startServer({ dataFolder })
  const entries = await everyItem<LogEntry>(restOf(second), '/log')
  await second.stop()
  const told = entries.filter(({ subject }) => subject === body.id).map(({ action }) => action)
  assert.deepEqual(told, ['handover.lose', 'handover.make'])
})

test('With others beside it a link is lost where its end has passed and nobody has said so', async () => {
  const { handover } = await handovers.make({ password, expiresIn: 60 }, admin)
  const judge = () => assert.fail('nobody asks')
  const other = new HandoverDesk({ ...built.parts, judge, isShared: true })
  const { at } = (await actionsOf(handover.id))[0] ?? assert.fail()
  for (const [seconds, last] of [
    [60, 'handover.make'],
    [240, 'handover.lose'],
  ] as const) {
    built.setNow(new Date(Date.parse(at) + seconds * 1_000).toISOString())
    await other.round()
    assert.equal((await actionsOf(handover.id))[0]?.action, last)
  }
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
