import { after, afterEach, before, describe, test } from 'node:test'
import type { Store } from '../src/core/store.ts'
import { openStore } from '../src/store/store.ts'
import { needs } from './debian.ts'
import { accountTests } from './store/accounts.ts'
import { changeTests } from './store/changes.ts'
import { findingAndTaskTests } from './store/findings-and-tasks.ts'
import { keptPasswordTests } from './store/kept-passwords.ts'
import { listNewsTests } from './store/list-news.ts'
import { owedAuditTests } from './store/owed-audits.ts'
import { type Places, postgresBinaries, postgresPlaces, sqlitePlaces } from './store/places.ts'
import { probeBookTests } from './store/probe-books.ts'
import { recordTests } from './store/records.ts'
import { reminderTests } from './store/reminders.ts'

const postgres = postgresBinaries()

suite('SQLite', sqlitePlaces)
if (postgres !== undefined) suite('PostgreSQL', () => postgresPlaces(postgres))
else test('the store on PostgreSQL', t => void needs(t, 'postgres', 'postgresql'))

/** The one suite for every database, each test on a store of its own. */
function suite(name: string, openPlaces: () => Promise<Places>): void {
  describe(`the store on ${name}`, () => {
    let places: Places | undefined
    const opened: Store[] = []
    const here = () => {
      if (places === undefined) throw new Error('no places yet')
      return places
    }
    const open = async () => {
      const store = await openStore(await here().fresh())
      opened.push(store)
      return store
    }
    before(async () => {
      places = await openPlaces()
    })
    afterEach(async () => {
      for (const store of opened.splice(0)) await store.close()
    })
    after(() => places?.close())

    accountTests(open)
    findingAndTaskTests(open)
    keptPasswordTests(open)
    listNewsTests(open)
    owedAuditTests(open)
    probeBookTests(open)
    recordTests(open)
    reminderTests(open)
    changeTests(open, here)
  })
}
