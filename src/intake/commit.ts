import { runAudit } from '../audit/pass.ts'
import type { AccountList } from '../core/store.ts'
import type { System } from '../core/system.ts'
import type { Parts } from '../parts.ts'
import type { ImportOptions } from './import.ts'

/**
 * Makes a staged list the system's accounts, then audits the system and those that share passwords with it. The list
 * is in one transaction with its log entry; an audit that is cut short is taken up again at the next start.
 */
export async function commitAndAudit(
  parts: Parts,
  list: AccountList,
  system: System,
  options: Pick<ImportOptions, 'columns'>,
  actor: string,
): Promise<AccountList> {
  // Those that shared a password before and no more have findings to resolve.
  const sharedBefore = await parts.store.systemsSharingPasswordsWith(system.id)
  const counts = await parts.store.transaction(async store => {
    const counts = await store.commitList({ ...list, status: 'committed' })
    if (options.columns !== undefined) await store.putSystem({ ...system, columns: options.columns })
    const { id, format, encoding, rows, accepted, rejectedCount } = list
    await store.appendLog({
      at: parts.clock(),
      actor,
      action: 'account-list.import',
      subject: system.id,
      detail: { list: id, format, encoding, rows, accepted, rejected: rejectedCount, ...counts },
    })
    return counts
  })
  return auditList(parts, { ...list, ...counts, status: 'committed' }, sharedBefore)
}

/** Audits a committed list and notes that it was. */
export async function auditList(
  parts: Parts,
  list: AccountList,
  sharedBefore: readonly string[] = [],
): Promise<AccountList> {
  const sharing = await parts.store.systemsSharingPasswordsWith(list.system)
  const audit = parts.newId('audit')
  await runAudit(parts, audit, {
    systems: [...new Set([list.system, ...sharedBefore, ...sharing])],
    provenBy: new Map([[list.system, list.id]]),
  })
  await parts.store.markListAudited(list.id, audit)
  return { ...list, status: 'audited', audit }
}
