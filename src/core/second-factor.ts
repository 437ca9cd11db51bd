import type { Account } from './account.ts'
import type { System } from './system.ts'

/** Whether a login takes more than the password, by the list, else by the system; undefined = not known. */
export function hasSecondFactor(account: Account, system: System): boolean | undefined {
  return account.mfa ?? (system.facts.mfaRequired === true ? true : undefined)
}
