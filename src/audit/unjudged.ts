import type { RotationTask } from '../core/rotation.ts'
import type { Parts } from '../parts.ts'
import type { ExaminedAccount } from './account-pass.ts'
import { findingId } from './finding-notes.ts'

/**
 * Keeps as they were the findings of these accounts whose rules can no longer judge: a list that hides a password or
 * leaves out a column resolves nothing. What a proved rotation has answered is not kept, for that password is gone.
 * `newest` are the accounts' newest tasks.
 */
export async function holdUnjudged(
  parts: Pick<Parts, 'store' | 'digest'>,
  pass: string,
  page: readonly ExaminedAccount[],
  newest: ReadonlyMap<string, RotationTask>,
): Promise<void> {
  const [first] = page
  if (first === undefined) return
  const { system } = first.account
  const unknown = new Set<string>()
  for (const { account, reasons } of page) {
    for (const { verdict, rule } of reasons)
      if (verdict === 'unknown') unknown.add(`${rule} ${account.login}`)
  }
  if (unknown.size === 0) return
  const logins = page.map(({ account }) => account.login)
  const unseen = await parts.store.unseenFindings(pass, system, logins)
  const held = unseen.filter(
    ({ id, rule, login }) =>
      unknown.has(`${rule} ${login}`) &&
      !isAnswered(newest.get(login), rule) &&
      // Of one unknown answer for another nothing is kept: the latest says what is not known now.
      id === findingId(parts, { rule, verdict: 'bad', reason: '' }, { system, login }),
  )
  await parts.store.holdFindings(
    pass,
    held.map(({ id }) => id),
  )
}

function isAnswered(task: RotationTask | undefined, rule: string): boolean {
  if (task?.status !== 'verified') return false
  return rule.startsWith('PW-') || task.reasons.some(reason => reason.rule === rule)
}
