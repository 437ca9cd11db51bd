import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RotationTask } from '../../src/core/rotation.ts'
import { office, openBuilt } from '../built.ts'

const built = await openBuilt({ now: '2026-11-19T03:00:00.000Z' })
const { enforcer } = built
const { proofs } = enforcer

await built.declare('scan', { kind: 'other' })
await built.importLines('scan', [
  'login,password,owner,email,shared,enabled',
  'scanner,vK7#mWq2!tRz9xPd4,sato,,true,true',
  'tanaka,bN3$hYc8%uJf6gLs1,,tanaka@aoba.example,false,true',
  'keiri,eT5&oXa9*iMk2dQw7,"suzuki, Tanaka",,true,true',
  'old-tanaka,zG4@rVp6^nBy1cHj8,tanaka,,false,false',
  'kato,cF6!vTn1#pGz8$eYw,kato,,false,true',
])

async function tasksOf(login: string): Promise<readonly RotationTask[]> {
  const { items } = await enforcer.tasks({ system: 'scan' }, { limit: 50 })
  return items.filter(task => task.login === login)
}

test('places that hold a password are kept past the next list and ticked once for each rotation', async () => {
  await proofs.putPlaces('scan', 'scanner', ['scanner on the 2nd floor', 'PC of tanaka'], office)
  await built.importLines('scan', [
    'login,owner',
    'scanner,sato',
    'kato,kato',
    'tanaka,',
    'keiri,"suzuki, Tanaka"',
  ])
  assert.deepEqual(await proofs.places('scan', 'scanner'), ['scanner on the 2nd floor', 'PC of tanaka'])
  const { id } = (await tasksOf('scanner'))[0] ?? (await openTask('scanner'))
  await proofs.putPlaces('scan', 'scanner', ['scanner on the 2nd floor', 'PC of tanaka'], office)
  const ticked = await proofs.tickPlace(id, 'PC of tanaka', true, office)
  assert.deepEqual(
    ticked.places?.map(({ place, tickedBy }) => [place, tickedBy]),
    [
      ['scanner on the 2nd floor', undefined],
      ['PC of tanaka', office.actor],
    ],
  )
  await proofs.putPlaces('scan', 'scanner', ['PC of tanaka', 'cron job'], office)
  const renamed = await enforcer.task(id)
  assert.deepEqual(
    renamed.places?.map(({ place, tickedAt }) => [place, tickedAt !== undefined]),
    [
      ['PC of tanaka', true],
      ['cron job', false],
    ],
  )
  const untouched = await proofs.tickPlace(id, 'PC of tanaka', false, office)
  assert.equal(untouched.places?.[0]?.tickedAt, undefined)
  assert.equal(untouched.status, renamed.status, 'ticks close nothing')
})

test('a place nobody named, or named twice, is refused with those that are known', async () => {
  const { id } = (await tasksOf('scanner'))[0] ?? assert.fail()
  await assert.rejects(proofs.tickPlace(id, 'fax', true, office), {
    key: 'proof-place-unknown',
    values: { id, place: 'fax', places: 'PC of tanaka, cron job' },
  })
  await assert.rejects(proofs.putPlaces('scan', 'kato', ['fax', 'fax'], office), { key: 'proof-place-twice' })
  await assert.rejects(proofs.places('scan', 'nobody'), { key: 'account-unknown' })
})

test('whoever leaves has a task for each account he owned, shared or had in a place, and keeps none twice', async () => {
  await enforcer.addAllowlistEntry(
    'scan',
    { network: '198.51.100.7/32', owner: 'Tanaka', label: 'home' },
    {},
    office,
  )
  await enforcer.addAllowlistEntry('scan', { network: '198.51.100.8/32', owner: 'kato' }, {}, office)
  const { tasks, allowlistEntries } = await proofs.openForLeaver('tanaka', office)
  assert.deepEqual(tasks.map(({ login }) => login).sort(), ['keiri', 'scanner', 'tanaka'])
  for (const task of tasks) {
    assert.ok(
      task.reasons.some(({ cause, reason }) => cause === 'leaver' && reason === 'proof-leaver'),
      task.login,
    )
    // One business day: Friday, 17:00 in Tokyo.
    assert.equal(task.dueAt, '2026-11-20T08:00:00.000Z', task.login)
  }
  const sentences = enforcer.reasonSentences(tasks[0] ?? assert.fail()).map(({ reason }) => reason)
  assert.ok(sentences.some(({ en }) => en === 'tanaka has left and held this password.'))
  assert.ok(sentences.some(({ ja }) => ja === 'tanakaさんは退職し、このパスワードを知っていました。'))
  assert.deepEqual(
    allowlistEntries.map(({ system, network }) => [system, network]),
    [['scan', '198.51.100.7/32']],
  )
  const again = await proofs.openForLeaver('TANAKA', office)
  assert.deepEqual(again.tasks.map(({ id }) => id).sort(), tasks.map(({ id }) => id).sort())
})

test('a system’s owner who leaves knew the passwords of accounts that name nobody of their own', async () => {
  await built.declare('share', { kind: 'other', owner: 'Mori, Sato' })
  await built.declare('archive', { kind: 'other', owner: 'mori' })
  await built.importLines('share', [
    'login,password,owner',
    'printer,hT5#kWd9!qLm2xVc8,',
    'kato,jR8$nBf4%wQz6pYs1,kato',
  ])
  const { tasks, systems } = await proofs.openForLeaver('mori', office)
  assert.deepEqual(
    tasks.map(({ system, login }) => [system, login]),
    [['share', 'printer']],
  )
  assert.deepEqual(systems.toSorted(), ['archive', 'share'], 'and somebody else has to answer for both')
})

test('the next audit keeps the reason that somebody left', async () => {
  await enforcer.startAudit(['scan'], office)
  await enforcer.settle()
  for (const login of ['keiri', 'scanner', 'tanaka']) {
    const [task] = await tasksOf(login)
    assert.ok(
      task?.reasons.some(({ reason }) => reason === 'proof-leaver'),
      login,
    )
  }
})

test('a name nobody has is refused, for it may be misspelt', async () => {
  await assert.rejects(proofs.openForLeaver('tanakka', office), { key: 'proof-person-unknown' })
})

function openTask(login: string): Promise<RotationTask> {
  return enforcer.openTask({ system: 'scan', login, reason: 'told' }, office)
}
