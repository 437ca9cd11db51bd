import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, test } from 'node:test'
import type { ListNews } from '../../src/core/account-list.ts'
import { Refusal } from '../../src/core/refusal.ts'
import { ListsUnderWay } from '../../src/intake/lists-under-way.ts'
import { openStore } from '../../src/store/store.ts'
import { temporaryFolder } from '../store/places.ts'
import { list, noon } from '../store/samples.ts'

const folder = temporaryFolder()
const store = await openStore({ folder })
after(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})
const faults: string[] = []
let now = noon
const parts = {
  store,
  clock: () => now,
  reportFault: (where: string, error: unknown) => faults.push(`${where}: ${error}`),
}
const open = (isShared = false) => new ListsUnderWay(parts, isShared)

/** A list that is received at once and ends when it is told to, or when it is cut short. */
async function begin(lists: ListsUnderWay, id: string) {
  const work = Promise.withResolvers<ListNews>()
  const answered = await lists.begin(list(id), ({ signal, onReceived, onStep }) => {
    signal.addEventListener('abort', () => work.reject(signal.reason))
    onStep({ ...list(id), rows: 20, phase: 'reading', progress: 0.5 })
    onReceived()
    return work.promise
  })
  return { answered, ...work }
}

test('A list is answered as soon as it has been received, and told as far as it is', async () => {
  const lists = open()
  const { answered, resolve } = await begin(lists, 'list_a')
  assert.deepEqual([answered.status, answered.rows, answered.progress], ['staging', 20, 0.5])
  assert.deepEqual(await lists.tell('list_a'), answered)
  assert.equal(await lists.tell('list_b'), undefined)
  const rehearsed = { ...list('list_a'), added: 3, status: 'dry-run' } as const
  resolve(rehearsed)
  await lists.stop()
  assert.deepEqual(await lists.tell('list_a'), rehearsed)
})

test('What is refused before the list has been received whole is refused at once, and nobody can ask for it', async () => {
  const lists = open()
  const cut = new Refusal('malformed', 'http-body-cut')
  await assert.rejects(
    lists.begin(list('list_c'), async () => {
      throw cut
    }),
    cut,
  )
  await lists.stop()
  assert.equal(await lists.tell('list_c'), undefined)
  assert.deepEqual(faults, [])
})

test('What a stop cuts short is lost and says so, and what we did wrong is reported and lost too', async () => {
  const lists = open()
  await begin(lists, 'list_d')
  const { reject } = await begin(lists, 'list_e')
  reject(new TypeError('our fault'))
  await lists.stop()
  for (const id of ['list_d', 'list_e']) {
    const told = await lists.tell(id)
    assert.deepEqual([told?.status, told?.refusal?.key, told?.phase], ['lost', 'list-lost', undefined])
  }
  assert.deepEqual(faults.splice(0), ['account-list: TypeError: our fault'])
})

test('A list of a process that was killed is lost: at once where there was one, after a minute of silence where there are many', async () => {
  const killed = open(true)
  await begin(killed, 'list_f')
  assert.equal((await open().tell('list_f'))?.status, 'lost')
  const other = open(true)
  assert.deepEqual(await other.tell('list_f'), await killed.tell('list_f'))
  now = '2026-11-23T12:01:01.000Z'
  assert.equal((await other.tell('list_f'))?.status, 'lost')
  await killed.stop()
})

test('Four are under way at most: the next one is to be waited for', async () => {
  const lists = open()
  for (const id of ['list_g', 'list_h', 'list_i']) await begin(lists, id)
  assert.equal(lists.isFull, false)
  await begin(lists, 'list_j')
  assert.equal(lists.isFull, true)
  await lists.stop()
  assert.equal(lists.isFull, false)
})
