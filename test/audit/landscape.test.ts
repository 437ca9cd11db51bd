import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readLandscape, serverOf } from '../../src/audit/landscape.ts'
import { office, openBuilt } from '../built.ts'

const built = await openBuilt({ now: '2026-11-23T09:00:00Z' })
const { enforcer, parts } = built
const files = {
  name: 'files',
  kind: 'ftp',
  server: 'vps-1',
  exposure: 'internet',
  endpoints: [],
  mode: 'report',
} as const
await enforcer.putSystem('ftp', files, office)
await enforcer.putSystem('shop', { ...files, name: 'shop', kind: 'shop' }, office)

test('A server that is named but not declared is judged by its systems, and what nobody declared of it is unknown', async () => {
  const landscape = await readLandscape(parts)
  const [system] = landscape.systems.values()
  assert.ok(system)
  assert.deepEqual(serverOf(system, landscape), { id: 'vps-1', name: 'vps-1', facts: {} })
  await enforcer.startAudit(undefined, office)
  await enforcer.settle()
  const { items } = await enforcer.findings({ status: 'open' }, { limit: 200 })
  const ofServer = items.filter(({ server }) => server === 'vps-1')
  assert.ok(ofServer.some(({ rule, verdict }) => rule === 'SV-02' && verdict === 'bad'))
  assert.ok(ofServer.some(({ rule, verdict }) => rule === 'LG-01' && verdict === 'unknown'))
})

test('Declared, it is what was declared', async () => {
  await enforcer.putServer('vps-1', { name: 'the rented one', facts: {} }, office)
  const { servers } = await readLandscape(parts)
  assert.deepEqual(
    [...servers.values()].map(({ name }) => name),
    ['the rented one'],
  )
})

test('None of it was a fault of our own', () => assert.deepEqual(built.faults, []))
