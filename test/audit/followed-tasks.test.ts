import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RotationTask } from '../../src/core/rotation.ts'
import { office, openBuilt } from '../built.ts'

const began = Date.parse('2026-11-24T03:00:00.000Z')
const built = await openBuilt({ now: new Date(began).toISOString() })
const { enforcer } = built
const strong = 'vK7#mWq2!tRz9xPd4Yb'
const another = 'eT5&oXa9*iMk2dQw7Zc'
const hash = `$6$kagimori$${'x'.repeat(86)}`
const otherHash = `$6$iromigak$${'y'.repeat(86)}`

let imports = 0
async function show(system: string, ...rows: readonly string[]): Promise<ReadonlyMap<string, RotationTask>> {
  imports += 1
  built.setNow(new Date(began + imports * 3_600_000).toISOString())
  await built.importLines(system, ['login,password_hash,password', ...rows, `kato,${otherHash},`])
  const { items } = await enforcer.tasks({ system }, { limit: 200 })
  return new Map(items.filter(({ login }) => login !== 'kato').map(task => [task.login, task]))
}

/** A system with an account of this name whose holder has left, and then its next list. */
async function renamed(
  name: string,
  before: string,
  after: string,
): Promise<ReadonlyMap<string, RotationTask>> {
  await built.declare(name, { kind: 'other', exposure: 'intranet', endpoints: [] })
  await show(name, `${name},${before}`)
  await enforcer.proofs.openForLeaver(name, office)
  return show(name, after)
}

const reasonsOf = (task: RotationTask | undefined) => (task?.reasons ?? []).map(({ reason }) => reason)

test('a login that the next list writes with a capital takes its task along: the hash is the same', async () => {
  const tasks = await renamed('tanaka', `${hash},`, `Tanaka,${hash},`)
  const [gone, now] = [tasks.get('tanaka'), tasks.get('Tanaka')]
  assert.deepEqual([gone?.status, now?.status], ['account-removed', 'open'])
  assert.deepEqual([reasonsOf(now), now?.dueAt], [['proof-leaver'], gone?.dueAt])
  const [step] = now?.history ?? []
  assert.deepEqual([step?.why, step?.values?.login], ['proof-why-renamed', 'tanaka'])
})

test('it stays open while the password stays, and another password proves it there', async () => {
  const tasks = await renamed('suzuki', `,${strong}`, `suzuki2,,${strong}`)
  assert.ok(reasonsOf(tasks.get('suzuki2')).includes('proof-leaver'))
  const still = (await show('suzuki', `suzuki2,,${strong}`)).get('suzuki2')
  assert.equal(still?.lastRefusal?.key, 'rotation-unchanged')
  const proved = (await show('suzuki', `suzuki2,,${another}`)).get('suzuki2')
  assert.deepEqual([proved?.status, proved?.lastRefusal], ['verified', undefined])
})

test('an account that opens a task by itself takes the reason up', async () => {
  const { id, reasons = [] } =
    (await renamed('yamada', ',sunshine', 'yamada2,,sunshine')).get('yamada2') ?? {}
  assert.deepEqual([reasons[0]?.reason, reasons.length > 1], ['proof-leaver', true])
  assert.equal((await show('yamada', 'yamada2,,sunshine')).get('yamada2')?.id, id, 'one task')
})

test('a successor with another password, or one that nobody can log in with, inherits nothing', async () => {
  const successor = await renamed('mori', `${hash},`, `hayashi,${hash.replace('x', 'z')},`)
  assert.deepEqual([...successor.keys()], ['mori'])
  const shut = await renamed('ueda', `${hash},`, `Ueda,!${hash},`)
  assert.deepEqual([...shut.keys()], ['ueda'])
})
