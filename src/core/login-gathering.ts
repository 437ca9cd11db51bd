import type { AccountRow, Credential } from './account.ts'
import type { ReadResult } from './format.ts'
import { rowFault } from './login-register.ts'

/** One account made of all rows of a login. */
export interface LoginGathering {
  /** Takes a row of the login under `key` (its realm, its host); the same pair again is rejected. */
  readonly add: (row: AccountRow, key: string) => readonly ReadResult[]
  /** The accounts, in order of first appearance. */
  readonly end: () => readonly AccountRow[]
}

/**
 * Opens the register of a list that may show one login several times, once a realm or host: whoever has the login
 * has to change all of its passwords, so it is one account with all its networks, enabled where any row is.
 */
export function openGathering(): LoginGathering {
  const accounts = new Map<string, AccountRow>()
  const firstLines = new Map<string, number>()
  return {
    add: (row, key) => {
      const fault = rowFault(row)
      if (fault !== undefined) return [{ line: row.line, ...fault }]
      const name = JSON.stringify([row.login, key])
      const first = firstLines.get(name)
      if (first !== undefined) return [{ line: row.line, key: 'account-login-twice', values: { first } }]
      firstLines.set(name, row.line)
      const before = accounts.get(row.login)
      accounts.set(row.login, before === undefined ? row : join(before, row))
      return []
    },
    end: () => [...accounts.values()],
  }
}

function join(a: AccountRow, b: AccountRow): AccountRow {
  const { networks, enabled, passwordChangedAt, alternatives: _, ...rest } = { ...b, ...a }
  const [credential, ...alternatives] = passwordsOf(a, b)
  const oldest = [a.passwordChangedAt, b.passwordChangedAt].filter(time => time !== undefined).sort()[0]
  const bothEnabled = [a.enabled, b.enabled]
  const open = bothEnabled.includes(true) ? true : bothEnabled.includes(undefined) ? undefined : false
  return {
    ...rest,
    credential: credential ?? a.credential,
    ...(alternatives.length === 0 ? {} : { alternatives }),
    ...(open === undefined ? {} : { enabled: open }),
    ...(oldest === undefined ? {} : { passwordChangedAt: oldest }),
    // A row whose networks are unknown leaves the whole unknown.
    ...(a.networks === undefined || b.networks === undefined
      ? {}
      : { networks: [...new Set([...a.networks, ...b.networks])] }),
  }
}

/** All different passwords of both rows; a lock counts only where nothing else is there. */
function passwordsOf(a: AccountRow, b: AccountRow): readonly Credential[] {
  const all = [a, b].flatMap(row => [row.credential, ...(row.alternatives ?? [])])
  const open = all.filter(({ seen }) => seen !== 'locked')
  const seen = new Set<string>()
  return (open.length === 0 ? all.slice(0, 1) : open).filter(credential => {
    const text = textOf(credential)
    return seen.has(text) ? false : seen.add(text)
  })
}

function textOf(credential: Credential): string {
  if (credential.seen === 'clear') return `clear ${credential.secret.reveal()}`
  return credential.seen === 'hash'
    ? `hash ${credential.realm ?? ''} ${credential.hash.reveal()}`
    : credential.seen
}
