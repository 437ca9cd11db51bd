import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readLandscape, serverOf } from '../../src/audit/landscape.ts'
import { all, office, openBuilt } from '../built.ts'

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

describe('A server that the last system has left', () => {
  const audited = async (server: string) => {
    await enforcer.startAudit(['shop'], office)
    await enforcer.settle()
    const open = await all(page => enforcer.findings({ status: 'open' }, page))
    return open.filter(each => each.server === server).map(({ rule, verdict }) => `${rule} ${verdict}`)
  }
  const moveTo = async (server: string) => {
    for (const id of ['ftp', 'shop'] as const) {
      await enforcer.putSystem(id, { ...files, name: id, kind: id, server }, office)
    }
  }

  test('is no longer blamed for what ran on it; what is declared of the machine itself stays', async () => {
    const disks = [{ mount: '/', usedPercent: 96 }]
    const facts = { reportedAt: '2026-11-23T08:00:00Z', disks }
    await enforcer.putServer('vps-1', { name: 'the rented one', facts }, office)
    const before = await audited('vps-1')
    assert.ok(before.includes('SV-02 bad') && before.includes('LG-01 bad'), before.join())
    await moveTo('vps-2')
    const after = await audited('vps-1')
    assert.ok(!after.includes('SV-02 bad') && after.includes('LG-01 bad'), after.join())
  })

  test('and that nobody declared leaves no open finding behind', async () => {
    assert.ok((await audited('vps-2')).includes('SV-02 bad'))
    await moveTo('vps-3')
    assert.deepEqual(await audited('vps-2'), [])
    assert.ok((await audited('vps-3')).includes('SV-02 bad'))
    await enforcer.removeServer('vps-1', office)
    assert.deepEqual(await audited('vps-1'), [])
  })
})

test('None of it was a fault of our own', () => assert.deepEqual(built.faults, []))
