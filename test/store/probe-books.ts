import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyProbeBook, type ProbeBook } from '../../src/core/probe-book.ts'
import type { Store } from '../../src/core/store.ts'
import { system } from './samples.ts'

async function readBook(store: Store, of: string): Promise<ProbeBook> {
  let read = emptyProbeBook
  await store.writeProbeBook(of, book => {
    read = book
    return undefined
  })
  return read
}

/** What the store promises of the book of what each system was asked. */
export function probeBookTests(open: () => Promise<Store>): void {
  test('of many who write in a probe book at once, each sees what the one before wrote', async () => {
    const store = await open()
    const add = (book: ProbeBook) => ({ ...book, probes: [...book.probes, book.probes.length] })
    const wrote = await Promise.all(Array.from({ length: 50 }, () => store.writeProbeBook('ftp', add)))
    assert.deepEqual(new Set(wrote), new Set([true]))
    assert.deepEqual(
      (await readBook(store, 'ftp')).probes,
      Array.from({ length: 50 }, (_, at) => at),
    )
    assert.deepEqual(await readBook(store, 'mail'), emptyProbeBook)
  })

  test('nothing is written into a probe book where nothing is to be, or where its transaction fails', async () => {
    const store = await open()
    assert.equal(await store.writeProbeBook('ftp', () => undefined), false)
    const failing = store.transaction(async tx => {
      await tx.writeProbeBook('ftp', book => ({ ...book, probes: [1] }))
      throw new Error('after all not')
    })
    await assert.rejects(failing, /after all not/)
    assert.deepEqual(await readBook(store, 'ftp'), emptyProbeBook)
  })

  test('a probe book goes with its system', async () => {
    const store = await open()
    await store.putSystem(system('ftp'))
    await store.writeProbeBook('ftp', book => ({ ...book, probes: [1] }))
    await store.deleteSystem('ftp')
    assert.deepEqual(await readBook(store, 'ftp'), emptyProbeBook)
  })
}
