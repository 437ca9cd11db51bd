import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, openBuilt } from '../built.ts'

const built = await openBuilt({ now: '2026-11-23T09:00:00Z' })
const { enforcer } = built
await built.declare('inventory')
const place = 'web-1:/etc/nginx/inventory.allow'
const told = { target: 'nginx', place, state: 'in-force', differences: [], everySeconds: 60 } as const
const open = async () =>
  (await enforcer.findings({ system: 'inventory', rule: 'NW-10', status: 'open' }, { limit: 10 })).items

test('A file nobody has reported of for three times its interval becomes unknown by itself, never good', async () => {
  await enforcer.syncs.note('inventory', told, office)
  built.setNow('2026-11-23T09:03:00Z')
  await enforcer.tidy()
  assert.deepEqual(await open(), [])
  built.setNow('2026-11-23T09:03:01Z')
  await enforcer.tidy()
  const [found, ...more] = await open()
  assert.deepEqual([found?.verdict, more], ['unknown', []])
  assert.deepEqual([found?.reason, found?.values.since], ['silent', '2026-11-23T09:00:00.000Z'])
})

test('The next report ends that', async () => {
  await enforcer.syncs.note('inventory', told, office)
  assert.deepEqual(await open(), [])
})

test('A file written once a day by a timer is unknown after a day', async () => {
  await enforcer.syncs.note('inventory', { ...told, everySeconds: 28_800 }, office)
  built.setNow('2026-11-24T09:03:01Z')
  await enforcer.tidy()
  assert.deepEqual(await open(), [])
  built.setNow('2026-11-24T09:03:02Z')
  await enforcer.tidy()
  assert.equal((await open()).length, 1)
})

test('None of it was a fault of our own', () => assert.deepEqual(built.faults, []))
