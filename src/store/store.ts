import type { Kysely } from 'kysely'
import type { Store } from '../core/store.ts'
import { accountLists } from './account-lists.ts'
import { accountPlaces } from './account-places.ts'
import { accounts } from './accounts.ts'
import { allowlists } from './allowlists.ts'
import { answers } from './answers.ts'
import { audits } from './audits.ts'
import { closedLogins } from './closed-logins.ts'
import { atomically, type Database, type DatabasePlace, openDatabase } from './database.ts'
import { decisions } from './decisions.ts'
import { findings } from './findings.ts'
import { keptPasswords } from './kept-passwords.ts'
import { listNews } from './list-news.ts'
import { listedLogins } from './listed-logins.ts'
import { log } from './log.ts'
import { owedAudits } from './owed-audits.ts'
import { peers } from './peers.ts'
import { probeBooks } from './probe-books.ts'
import { reminders } from './reminders.ts'
import { settings } from './settings.ts'
import { servers, systems } from './systems.ts'
import type { Tables } from './tables.ts'
import { tasks } from './tasks.ts'
import { tokens } from './tokens.ts'
import { waivers } from './waivers.ts'

/** Opens the store in a data folder (SQLite) or at a PostgreSQL URL; refuses what `openDatabase` refuses. */
export async function openStore(place: DatabasePlace): Promise<Store> {
  const database = await openDatabase(place)
  return storeOver(database, database.query)
}

function storeOver(database: Database, db: Kysely<Tables>): Store {
  const { alone, close, backup, size } = database
  return {
    transaction: work => atomically(db, inside => work(storeOver(database, inside))),
    alone,
    close,
    backup,
    size,
    ...systems(db),
    ...servers(db),
    ...accountLists(db),
    ...listNews(db),
    ...accounts(db),
    ...accountPlaces(db),
    ...closedLogins(db),
    ...listedLogins(db),
    ...peers(db),
    ...findings(db),
    ...waivers(db),
    ...tasks(db),
    ...keptPasswords(db),
    ...probeBooks(db),
    ...reminders(db),
    ...allowlists(db),
    ...decisions(db),
    ...audits(db),
    ...owedAudits(db),
    ...tokens(db),
    ...log(db),
    ...answers(db),
    ...settings(db),
  }
}
