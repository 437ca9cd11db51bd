import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KeptPassword, Store } from '../../src/core/store.ts'
import { account, importAccounts, task } from './samples.ts'

const far = '2099-01-01T00:00:00.000Z'

function kept(id: string, more: Partial<KeptPassword> = {}): KeptPassword {
  return { task: id, system: 'ftp', login: 'tanaka', sealed: 's1.AAAA', dueAt: far, ...more }
}

/** What the store promises of sealed old passwords. */
export function keptPasswordTests(open: () => Promise<Store>): void {
  const proved = async () => {
    const store = await open()
    await importAccounts(store, 'ftp', [account('tanaka'), account('sato')])
    await store.putTasks([
      task('task_1', { status: 'verified' }),
      task('task_2', { status: 'verified', login: 'sato' }),
    ])
    await store.keepPassword(kept('task_1', { dueAt: '2026-11-24T00:00:00.000Z' }))
    await store.keepPassword(kept('task_2', { login: 'sato', dueAt: '2026-11-23T00:00:00.000Z' }))
    return store
  }
  const tasksOf = async (store: Store, now = far) => (await store.duePasswords(now)).map(each => each.task)

  test('a kept password is found when it is due, the longest due first, and may be due anew', async () => {
    const store = await proved()
    assert.deepEqual(await tasksOf(store, '2026-11-22T23:59:59.999Z'), [])
    assert.deepEqual(await tasksOf(store, '2026-11-23T00:00:00.000Z'), ['task_2'])
    assert.deepEqual(await tasksOf(store), ['task_2', 'task_1'])
    await store.keepPassword(kept('task_2', { login: 'sato', dueAt: '2026-11-25T00:00:00.000Z' }))
    assert.deepEqual(await tasksOf(store), ['task_1', 'task_2'])
    assert.deepEqual(
      (await store.duePasswords('2026-11-24T00:00:00.000Z'))[0]?.dueAt,
      '2026-11-24T00:00:00.000Z',
    )
    await store.forgetPassword('task_1')
    assert.deepEqual(await tasksOf(store), ['task_2'])
  })

  test('a kept password goes at once when its task is reverted, and with its system', async () => {
    const store = await proved()
    await store.putTasks([task('task_1', { status: 'reverted' })])
    assert.deepEqual(await tasksOf(store), ['task_2'])
    await store.deleteSystem('ftp')
    assert.deepEqual(await tasksOf(store), [])
  })

  test('kept passwords of accounts that are gone, and of systems that want none, are forgotten', async () => {
    const store = await proved()
    assert.equal(await store.forgetPasswords(['ftp']), 0)
    await importAccounts(store, 'ftp', [account('sato', {}, { list: 'list_2' })], 'list_2')
    assert.equal(await store.forgetPasswords(['ftp']), 1)
    assert.deepEqual(await tasksOf(store), ['task_2'])
    assert.equal(await store.forgetPasswords(['mail']), 1)
    await store.keepPassword(kept('task_1'))
    assert.equal(await store.forgetPasswords([]), 1)
    assert.deepEqual(await tasksOf(store), [])
  })
}
