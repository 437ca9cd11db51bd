import type { AccountFacts } from './account.ts'
import type { Peer } from './rule.ts'

/** Whose account it is: its owner, else the name or mail address on it; undefined = nobody named. */
export function personOf({ owner, displayName, email }: AccountFacts): string | undefined {
  return [owner, displayName, email].find(name => name !== undefined && name.trim() !== '')
}

/** Whether two accounts are one person's: by owner where both have one, otherwise by login before any `@`. */
export function samePerson(account: Pick<AccountFacts, 'owner' | 'login'>, peer: Peer): boolean {
  if (account.owner !== undefined && peer.owner !== undefined)
    return folded(account.owner) === folded(peer.owner)
  return loginName(account.login) === loginName(peer.login)
}

/** The login as people say it: without the mail domain, full-width and upper-case letters folded. */
export function loginName(login: string): string {
  const [name = ''] = folded(login).split('@')
  return name
}

function folded(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}
