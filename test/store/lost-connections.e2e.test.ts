import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { atomically, openDatabase } from '../../src/store/database.ts'
import { needs } from '../debian.ts'
import { postgresBinaries, postgresPlaces } from './places.ts'

const silent = { name: 'Refusal', kind: 'unavailable', key: 'store-silent' }

const binaries = postgresBinaries()
if (binaries === undefined) test('lost connections', t => void needs(t, 'postgres', 'postgresql'))
else await tests(binaries)

async function tests(postgres: string): Promise<void> {
  const places = await postgresPlaces(postgres)
  after(() => places.close())

  /** A database of ours, and what cuts all its connections, as a restart of PostgreSQL does. */
  async function opened() {
    const place = await places.fresh()
    assert.ok('url' in place)
    const database = await openDatabase(place)
    const admin = new pg.Client({ connectionString: place.url })
    await admin.connect()
    after(async () => {
      await database.close()
      await admin.end()
    })
    const cutAll = async () => {
      const { rowCount } = await admin.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'kagimori' and datname = current_database()",
      )
      return rowCount
    }
    /** Connections that are cut but have not heard of it yet fail once each. */
    const answers = async () => {
      for (let left = 20; ; left--) {
        try {
          await sql`select 1`.execute(database.query)
          return
        } catch (error) {
          if (left === 0) throw error
        }
      }
    }
    return { database, cutAll, answers }
  }

  test('a connection that is lost while its turn lasts ends neither the work nor the process', async () => {
    const { database, cutAll, answers } = await opened()
    const done = await database.alone(async () => {
      assert.ok(((await cutAll()) ?? 0) > 0)
      await answers()
      return 'done'
    })
    assert.equal(done, 'done')
    await answers()
  })

  test('a transaction whose connection is lost is refused, and later ones are not', async () => {
    const { database, cutAll, answers } = await opened()
    const lost = atomically(database.query, async db => {
      await sql`select 1`.execute(db)
      assert.ok(((await cutAll()) ?? 0) > 0)
      await sql`select 1`.execute(db)
    })
    await assert.rejects(lost, silent)
    await answers()
  })

  test('a query that waits when its connection is lost is refused, and later ones are not', async () => {
    const { database, cutAll, answers } = await opened()
    const lost = assert.rejects(sql`select pg_sleep(60)`.execute(database.query), silent)
    while (((await cutAll()) ?? 0) === 0);
    await lost
    await answers()
  })
}
