import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Store } from '../../src/core/store.ts'
import { list, noon, system } from './samples.ts'

/** What the store promises of lists on their way in. */
export function listNewsTests(open: () => Promise<Store>): void {
  test('the latest news of a list is what is told of it, with why it was refused', async () => {
    const store = await open()
    assert.equal(await store.getListNews('list_1'), undefined)
    await store.putListNews({ at: noon, news: { ...list('list_1'), phase: 'reading', progress: 0.25 } })
    const faults = [{ at: 'line 3', key: 'account-login-empty' }] as const
    const refusal = { kind: 'invalid', key: 'list-rejected', values: { count: 1 }, faults } as const
    const kept = {
      at: '2026-11-23T12:00:01.000Z',
      news: { ...list('list_1'), status: 'refused', refusal },
    } as const
    await store.putListNews(kept)
    assert.deepEqual(await store.getListNews('list_1'), kept)
    assert.equal(await store.getList('list_1'), undefined, 'it is no list of the system')
  })

  test('news of the newest lists are kept, and those of a day', async () => {
    const store = await open()
    const hour = (at: number) => `2026-11-23T1${at}:00:00.000Z`
    for (const at of [1, 2, 3, 4]) await store.putListNews({ at: hour(at), news: list(`list_${at}`) })
    assert.equal(await store.pruneListNews(3, hour(1)), 1)
    assert.equal(await store.pruneListNews(3, hour(4)), 2)
    const left = await Promise.all([1, 2, 3, 4].map(at => store.getListNews(`list_${at}`)))
    assert.deepEqual(
      left.map(kept => kept?.news.id),
      [undefined, undefined, undefined, 'list_4'],
    )
  })

  test('news of lists go with their system', async () => {
    const store = await open()
    await store.putSystem(system('ftp'))
    await store.putListNews({ at: noon, news: list('list_1') })
    await store.deleteSystem('ftp')
    assert.equal(await store.getListNews('list_1'), undefined)
  })
}
