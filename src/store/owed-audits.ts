import type { Kysely } from 'kysely'
import type { Store } from '../core/store.ts'
import type { Tables } from './tables.ts'

type OwedAuditStore = Pick<Store, 'oweAudit' | 'owedAudits' | 'settleAudit'>

/** Systems that are to be audited, each once however often that was said. */
export function owedAudits(db: Kysely<Tables>): OwedAuditStore {
  return {
    oweAudit: async owed => {
      await db
        .insertInto('owed_audits')
        .values(owed)
        .onConflict(on => on.column('system').doUpdateSet({ mark: owed.mark }))
        .execute()
    },
    owedAudits: () => db.selectFrom('owed_audits').selectAll().orderBy('system').execute(),
    settleAudit: async ({ system, mark }) => {
      await db.deleteFrom('owed_audits').where('system', '=', system).where('mark', '=', mark).execute()
    },
  }
}
