import { runAudit, startedAudit } from '../audit/pass.ts'
import { type Caller, noteChange } from '../change.ts'
import type { AccountList } from '../core/account-list.ts'
import type { System } from '../core/system.ts'
import type { Parts } from '../parts.ts'
import { type ImportOptions, requireMeant } from './import.ts'

/**
 * Makes a staged list the system's accounts, in one transaction with its log entry and the audit that is to follow.
 * Answers the list as committed; refuses (storage-full) below the disk's watermark, and a list without an account that
 * would remove all there are unless that was meant.
 */
export async function commitList(
  parts: Parts,
  list: AccountList,
  system: System,
  options: Pick<ImportOptions, 'columns' | 'confirmEmpty'>,
  caller: Caller,
): Promise<AccountList> {
  parts.requireRoom()
  // Those that shared a password before and no more have findings to resolve.
  const sharedBefore = await parts.store.systemsSharingPasswordsWith(system.id)
  const audit = startedAudit(parts.newId('audit'), [system.id, ...sharedBefore], parts.clock())
  const committed: AccountList = { ...list, status: 'committed', audit: audit.id }
  const counts = await parts.store.transaction(async store => {
    const counts = await store.commitList(committed)
    requireMeant(list, counts.removed, options)
    await store.putAudit(audit)
    if (options.columns !== undefined) {
      // Read anew: the system may have been declared otherwise while the list was read.
      const { value } = (await store.getSystem(system.id)) ?? { value: system }
      await store.putSystem({ ...value, columns: options.columns })
    }
    const { id, format, encoding, rows, accepted, rejectedCount } = list
    await noteChange(store, caller, {
      at: parts.clock(),
      action: 'account-list.import',
      subject: system.id,
      detail: { list: id, format, encoding, rows, accepted, rejected: rejectedCount, ...counts },
    })
    return counts
  })
  return { ...committed, ...counts }
}

/** Audits a committed list's system and those that share passwords with it, and notes that it did. Repeatable. */
export async function auditList(parts: Parts, list: AccountList, signal?: AbortSignal): Promise<AccountList> {
  const { store, newId } = parts
  const { system, audit = newId('audit') } = list
  const begun = await store.getAudit(audit)
  const sharing = await store.systemsSharingPasswordsWith(system)
  const scope = {
    systems: [...new Set([system, ...(begun?.systems ?? []), ...sharing])],
    provenBy: new Map([[system, list.id]]),
  }
  await runAudit(parts, audit, scope, signal)
  await store.markListAudited(list.id, audit)
  return { ...list, status: 'audited', audit }
}
