import assert from 'node:assert/strict'
import { test } from 'node:test'
import { all, office, openBuilt } from '../built.ts'

const now = '2026-11-23T03:00:00.000Z'
const built = await openBuilt({ now })
const { enforcer, parts } = built
const waiver = { reason: 'replaced in spring', approver: 'sato', expiresAt: '2027-04-01T00:00:00Z' }

async function audited() {
  await enforcer.startAudit(undefined, office)
  await enforcer.settle()
}

async function finding(rule: string, system?: string) {
  const found = await all(page => enforcer.findings({ rule, ...(system && { system }) }, page))
  const [one] = found.filter(({ verdict }) => verdict === 'bad')
  assert.ok(one, rule)
  return one
}

async function fillDisk(usedPercent: number) {
  const facts = { reportedAt: now, disks: [{ mount: '/', usedPercent }] }
  await enforcer.putServer('vps-1', { name: 'the rented one', facts }, office)
  await audited()
  const { severity, status } = await finding('LG-01')
  return `${severity} ${status}`
}

test('A waiver accepts a finding as it was: worse than that it is open again, and the log says so', async () => {
  await built.declare('ftp', { server: 'vps-1' })
  assert.equal(await fillDisk(87), 'high open')
  const { id } = await finding('LG-01')
  assert.equal((await enforcer.waiveFinding(id, waiver, office)).waiver?.severity, 'high')
  assert.equal(await fillDisk(80), 'medium waived', 'better is accepted too')
  assert.equal(await fillDisk(87), 'high waived', 'and so is as bad as it was')
  assert.equal(await fillDisk(96), 'critical open')
  assert.equal((await enforcer.finding(id)).waiver, undefined)
  const [last] = (await parts.store.pageLog({ limit: 1 })).items
  assert.deepEqual([last?.action, last?.subject, last?.actor], ['finding.unwaive', id, 'system'])
  await enforcer.waiveFinding(id, waiver, office)
  assert.equal(await fillDisk(96), 'critical waived', 'accepted anew at what it is now')
})

test('What came back worse after it was mended is open', async () => {
  assert.equal(await fillDisk(80), 'medium waived')
  const { id } = await finding('LG-01')
  await enforcer.unwaiveFinding(id, office)
  await enforcer.waiveFinding(id, waiver, office)
  assert.equal(await fillDisk(40), 'medium resolved')
  assert.equal(await fillDisk(96), 'critical open')
})

test('A worse password than the accepted one has its task in the same audit', async () => {
  await built.declare('shared', { kind: 'other', exposure: 'localhost' })
  const rules = async () =>
    (await parts.store.liveTasks('shared')).flatMap(task => task.reasons.map(r => r.rule))
  await built.importLines('shared', ['login,password', 'ito,sunflowerkitchen'])
  assert.deepEqual((await rules()).toSorted(), ['PW-07', 'ST-01'])
  for (const rule of await rules())
    await enforcer.waiveFinding((await finding(rule, 'shared')).id, waiver, office)
  const [task] = await parts.store.liveTasks('shared')
  await enforcer.cancelTask(task?.id ?? '', 'accepted', office)
  await audited()
  assert.deepEqual(await rules(), [])
  await built.importLines('shared', ['login,password', 'ito,footballbaseball'])
  assert.deepEqual(await rules(), ['PW-07'])
  assert.equal((await finding('ST-01', 'shared')).status, 'waived')
})

test('None of it was a fault of our own', () => assert.deepEqual(built.faults, []))
