import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LogDraft, Store } from '../../src/core/store.ts'
import { type Database, type DatabasePlace, openDatabase } from '../../src/store/database.ts'
import { openStore } from '../../src/store/store.ts'
import type { Places } from './places.ts'
import { allPages, noon, system } from './samples.ts'

const draft = (subject: string): LogDraft => ({
  at: noon,
  actor: 'tok_1',
  action: 'system.put',
  subject,
  detail: { name: '青葉商事', was: undefined, size: 1.5, list: [1, null] },
})

/** What the store promises of transactions, of the log and of being opened again. */
export function changeTests(open: () => Promise<Store>, places: () => Places): void {
  test('a transaction that throws leaves no trace, also of what joined it', async () => {
    const store = await open()
    const failed = store.transaction(async inside => {
      await inside.putSystem(system('ftp'))
      await inside.transaction(async nested => {
        await nested.putSetting('inner', 'x')
        await nested.appendLog(draft('ftp'))
      })
      assert.equal((await inside.getSystem('ftp'))?.version, 1)
      assert.equal(await inside.getSetting('inner'), 'x')
      throw new Error('changed my mind')
    })
    await assert.rejects(failed, /changed my mind/)
    assert.deepEqual(await store.allSystems(), [])
    assert.equal(await store.getSetting('inner'), undefined)
    assert.deepEqual(await store.verifyLog(), { valid: true, entries: 0, head: '0'.repeat(64) })
  })

  test('while a transaction is open others read what was there before, and writers wait their turn', async () => {
    const store = await open()
    await store.putSetting('step', 'before')
    const { promise: looked, resolve: mayEnd } = Promise.withResolvers<void>()
    const { promise: began, resolve: hasBegun } = Promise.withResolvers<void>()
    const change = store.transaction(async inside => {
      await inside.putSetting('step', 'inside')
      hasBegun()
      await looked
    })
    await began
    const waiting = store.putSetting('step', 'after')
    assert.equal(await store.getSetting('step'), 'before')
    mayEnd()
    await Promise.all([change, waiting])
    assert.equal(await store.getSetting('step'), 'after')
  })

  test('a hundred changes at once are a hundred links of one chain', async () => {
    const store = await open()
    await Promise.all(Array.from({ length: 100 }, (_, at) => store.appendLog(draft(`s${at}`))))
    const { valid, entries, head } = await store.verifyLog()
    assert.deepEqual([valid, entries], [true, 100])
    const paged = await allPages(page => store.pageLog(page), 7)
    assert.deepEqual(
      paged.map(({ number }) => number),
      Array.from({ length: 100 }, (_, at) => 100 - at),
    )
    assert.equal(paged[0]?.hash, head)
    assert.equal(paged[0]?.previous, paged[1]?.hash)
    await store.appendLog({ ...draft('late'), action: 'token.revoke' })
    assert.deepEqual(await store.logSince(100), { head: 101, actions: ['token.revoke'] })
    assert.deepEqual(await store.logSince(101), { head: 101, actions: [] })
    assert.equal((await store.logSince(0)).actions.length, 2)
    assert.equal(new Set(paged.map(({ subject }) => subject)).size, 100)
  })

  for (const { title, tamper, brokenAt, held } of tamperings) {
    test(`the log tells that ${title}`, async () => {
      const place = await places().fresh()
      const heads = ['0'.repeat(64)]
      await withStore(place, async store => {
        for (const subject of ['a', 'b', 'c', 'd', 'e'])
          heads.push((await store.appendLog(draft(subject))).hash)
      })
      await withDatabase(place, tamper)
      await withStore(place, async store => {
        const answer = await store.verifyLog()
        assert.deepEqual([answer.valid, answer.brokenAt, answer.entries], [false, brokenAt, held])
        assert.equal(answer.head, heads[held], 'the head of what holds')
      })
    })
  }

  test('everything is there after the store was closed and opened again', async () => {
    const place = await places().fresh()
    await withStore(place, async store => {
      await store.putSystem(system('ftp'))
      await store.appendLog(draft('ftp'))
      assert.ok((await store.size()) > 0)
    })
    await withStore(place, async store => {
      assert.deepEqual(await store.allSystems(), [system('ftp')])
      await store.appendLog(draft('mail'))
      assert.equal((await store.verifyLog()).entries, 2)
    })
  })

  test('a database that a newer release has changed is refused with what to do', async () => {
    const place = await places().fresh()
    await withStore(place, async () => {})
    await withDatabase(place, ({ query }) =>
      query.insertInto('migrations').values({ name: '9999-later', applied_at: noon }).execute(),
    )
    await assert.rejects(openStore(place), { kind: 'conflict', key: 'store-newer', message: /9999-later/ })
  })
}

const tamperings: readonly {
  readonly title: string
  readonly tamper: (database: Database) => Promise<unknown>
  readonly brokenAt: number
  /** How many entries before it hold. */
  readonly held: number
}[] = [
  {
    title: 'an entry was edited',
    tamper: ({ query }) =>
      query.updateTable('log').set({ actor: 'nobody' }).where('number', '=', 3).execute(),
    brokenAt: 3,
    held: 2,
  },
  {
    title: 'an entry was deleted',
    tamper: ({ query }) => query.deleteFrom('log').where('number', '=', 2).execute(),
    brokenAt: 3,
    held: 1,
  },
  {
    title: 'the first entry was deleted',
    tamper: ({ query }) => query.deleteFrom('log').where('number', '=', 1).execute(),
    brokenAt: 2,
    held: 0,
  },
  {
    title: 'its end was cut off',
    tamper: ({ query }) => query.deleteFrom('log').where('number', '>', 3).execute(),
    brokenAt: 4,
    held: 3,
  },
  {
    title: 'all of it was deleted',
    tamper: ({ query }) => query.deleteFrom('log').execute(),
    brokenAt: 1,
    held: 0,
  },
  {
    title: 'two entries were swapped',
    tamper: async ({ query }) => {
      for (const [from, to] of [
        [2, -2],
        [4, 2],
        [-2, 4],
      ] as const) {
        await query.updateTable('log').set({ number: to }).where('number', '=', from).execute()
      }
    },
    brokenAt: 2,
    held: 1,
  },
  {
    title: 'an entry was put before the first',
    tamper: async ({ query }) => {
      const entry = await query
        .selectFrom('log')
        .selectAll()
        .where('number', '=', 1)
        .executeTakeFirstOrThrow()
      await query
        .insertInto('log')
        .values({ ...entry, number: 0 })
        .execute()
    },
    brokenAt: 0,
    held: 0,
  },
]

async function withStore(place: DatabasePlace, work: (store: Store) => Promise<void>): Promise<void> {
  const store = await openStore(place)
  await work(store).finally(store.close)
}

async function withDatabase(
  place: DatabasePlace,
  work: (database: Database) => Promise<unknown>,
): Promise<void> {
  const database = await openDatabase(place)
  await work(database).finally(database.close)
}
