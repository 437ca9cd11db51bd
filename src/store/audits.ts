import type { Kysely } from 'kysely'
import type { Audit, Store } from '../core/store.ts'
import { fromJson, instant, toJson } from './column.ts'
import type { Tables } from './tables.ts'

type AuditStore = Pick<Store, 'putAudit' | 'getAudit' | 'newestAudit' | 'runningAudits'>

/** Audits with their results. */
export function audits(db: Kysely<Tables>): AuditStore {
  const rows = () => db.selectFrom('audits').select('body')
  return {
    putAudit: async audit => {
      const { status, startedAt } = audit
      const row = { status, started_at: instant(startedAt), body: toJson(audit) }
      await db
        .insertInto('audits')
        .values({ id: audit.id, ...row })
        .onConflict(on => on.column('id').doUpdateSet(row))
        .execute()
    },
    getAudit: async id => toAudit(await rows().where('id', '=', id).executeTakeFirst()),
    newestAudit: async () =>
      toAudit(await rows().orderBy('started_at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()),
    runningAudits: async () => {
      const running: Audit['status'] = 'running'
      const found = await rows().where('status', '=', running).orderBy('started_at').orderBy('id').execute()
      return found.map(({ body }) => fromJson<Audit>(body))
    },
  }
}

function toAudit(row: { readonly body: string } | undefined): Audit | undefined {
  return row && fromJson<Audit>(row.body)
}
