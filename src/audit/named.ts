import { found } from '../change.ts'
import type { Parts } from '../parts.ts'

/** Refuses a filter by a system or rule there is none of: a slip of the pen must not read as "nothing found". */
export async function requireNamed(
  { store, rules }: Pick<Parts, 'store' | 'rules'>,
  { system, rule }: { readonly system?: string; readonly rule?: string },
): Promise<void> {
  if (system !== undefined) found(await store.getSystem(system), 'system-unknown', system)
  if (rule !== undefined) found(rules.get(rule), 'rule-unknown', rule)
}
