import type { Account } from '../core/account.ts'
import { canLogIn } from '../core/credential-state.ts'
import type { RotationTask } from '../core/rotation.ts'
import { followingTask, isLive } from '../core/rotation-plan.ts'
import type { Page, Paged } from '../core/store.ts'
import type { Parts } from '../parts.ts'

const accountsAtOnce = 500

/**
 * Opens the tasks of accounts that are gone anew where the list shows their password under a login it did not show
 * before: systems that do not tell `tanaka` from `Tanaka` write now one, now the other. Answers how many were opened.
 */
export async function followPasswords(
  { store, newId }: Pick<Parts, 'store' | 'newId'>,
  system: string,
  absent: readonly RotationTask[],
  list: string,
  now: string,
): Promise<number> {
  if (absent.length === 0) return 0
  const wanted = byPassword(absent)
  let opened = 0
  let page: Page | undefined = { limit: accountsAtOnce }
  while (page !== undefined) {
    const { items, next }: Paged<Account> = await store.pageAccounts(system, page, list)
    const logins = items.map(({ login }) => login)
    const newest = await store.newestTasks(system, logins)
    const changed: RotationTask[] = []
    for (const account of items.filter(canLogIn)) {
      const before = newest.get(account.login)
      const live = before !== undefined && isLive(before) ? before : undefined
      let task = live
      for (const gone of goneWith(account, wanted)) {
        const values = { list, login: gone.login }
        const move = { at: now, by: 'system', why: 'proof-why-renamed', values }
        task = followingTask(gone, account, task, () => newId('task'), move)
      }
      if (task === undefined || task === live) continue
      if (live === undefined) opened += 1
      changed.push(task)
    }
    await store.putTasks(changed)
    page = next === undefined ? undefined : { limit: accountsAtOnce, cursor: next }
  }
  return opened
}

type Wanted = ReadonlyMap<string, ReadonlyMap<string, RotationTask>>

/** The tasks by the password they want gone. Thousands may share one: of those with the same reasons the first due will do. */
function byPassword(tasks: readonly RotationTask[]): Wanted {
  const wanted = new Map<string, Map<string, RotationTask>>()
  for (const task of tasks.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1))) {
    const about = JSON.stringify(task.reasons.map(({ rule, reason }) => [rule, reason]))
    for (const mark of [task.old.fingerprint, task.old.hashFingerprint]) {
      if (mark === undefined) continue
      const same = wanted.get(mark) ?? new Map<string, RotationTask>()
      wanted.set(mark, same)
      if (!same.has(about)) same.set(about, task)
    }
  }
  return wanted
}

function goneWith(
  { assessment: { fingerprint = '', hashFingerprint = '' } }: Account,
  wanted: Wanted,
): ReadonlySet<RotationTask> {
  return new Set([fingerprint, hashFingerprint].flatMap(mark => [...(wanted.get(mark)?.values() ?? [])]))
}
