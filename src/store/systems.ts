import type { Kysely } from 'kysely'
import type { Page, Paged, Store, Versioned } from '../core/store.ts'
import type { Server, System } from '../core/system.ts'
import { removedLoginsOf } from './closed-logins.ts'
import { fromJson, toJson } from './column.ts'
import { atomically } from './database.ts'
import { removeDecisionsOf } from './decisions.ts'
import { after, inOrder, type ListOrder, toPage } from './paging.ts'
import type { Tables } from './tables.ts'

type SystemStore = Pick<Store, 'putSystem' | 'getSystem' | 'pageSystems' | 'allSystems' | 'deleteSystem'>
type ServerStore = Pick<Store, 'putServer' | 'getServer' | 'pageServers' | 'allServers' | 'deleteServer'>

const byId: ListOrder = { columns: [['id', 'string']] }

/** Everything that is a system's and goes with it. */
const ofSystem = [
  'account_places',
  'accounts',
  'former_accounts',
  'account_lists',
  'list_news',
  'findings',
  'rotation_tasks',
  'kept_passwords',
  'probe_books',
  'allowlists',
] as const

/** Systems with their versions. */
export function systems(db: Kysely<Tables>): SystemStore {
  return {
    putSystem: async system => {
      const row = { kind: system.kind, server: system.server ?? null, body: toJson(system) }
      const { version } = await db
        .insertInto('systems')
        .values({ id: system.id, ...row, version: 1 })
        .onConflict(on =>
          on.column('id').doUpdateSet(eb => ({ ...row, version: eb('systems.version', '+', 1) })),
        )
        .returning('version')
        .executeTakeFirstOrThrow()
      return version
    },
    getSystem: id => versioned<System>(db, 'systems', id),
    pageSystems: page => paged<System>(db, 'systems', page),
    allSystems: () => all<System>(db, 'systems'),
    deleteSystem: id =>
      atomically(db, async db => {
        for (const table of ofSystem) await db.deleteFrom(table).where('system', '=', id).execute()
        await removeDecisionsOf(db, id)
        await db.deleteFrom('settings').where('name', '=', removedLoginsOf(id)).execute()
        await db.deleteFrom('systems').where('id', '=', id).execute()
      }),
  }
}

/** Servers with their versions. */
export function servers(db: Kysely<Tables>): ServerStore {
  return {
    putServer: async server => {
      const body = toJson(server)
      const { version } = await db
        .insertInto('servers')
        .values({ id: server.id, body, version: 1 })
        .onConflict(on =>
          on.column('id').doUpdateSet(eb => ({ body, version: eb('servers.version', '+', 1) })),
        )
        .returning('version')
        .executeTakeFirstOrThrow()
      return version
    },
    getServer: id => versioned<Server>(db, 'servers', id),
    pageServers: page => paged<Server>(db, 'servers', page),
    allServers: () => all<Server>(db, 'servers'),
    // No audit looks at a server that is gone, so nothing else would ever resolve its findings.
    deleteServer: id =>
      atomically(db, async db => {
        await db.deleteFrom('findings').where('server', '=', id).where('system', '=', '').execute()
        await db.deleteFrom('servers').where('id', '=', id).execute()
      }),
  }
}

type Table = 'systems' | 'servers'

async function versioned<T>(db: Kysely<Tables>, table: Table, id: string): Promise<Versioned<T> | undefined> {
  const row = await db.selectFrom(table).select(['body', 'version']).where('id', '=', id).executeTakeFirst()
  return row && { value: fromJson<T>(row.body), version: row.version }
}

async function paged<T>(db: Kysely<Tables>, table: Table, page: Page): Promise<Paged<T>> {
  const rows = await db
    .selectFrom(table)
    .select(['id', 'body'])
    .where(after(byId, page))
    .orderBy(inOrder(byId))
    .limit(page.limit + 1)
    .execute()
  return toPage(byId, page, rows, ({ body }) => fromJson<T>(body))
}

async function all<T>(db: Kysely<Tables>, table: Table): Promise<readonly T[]> {
  const rows = await db.selectFrom(table).select('body').orderBy('id').execute()
  return rows.map(({ body }) => fromJson<T>(body))
}
