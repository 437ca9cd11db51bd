import type { AccountFacts } from './account.ts'
import { isPlainAscii } from './plain-ascii.ts'
import type { Peer, PersonNames } from './rule.ts'

/** Whose account it is: its owner, else the name or mail address on it; undefined = nobody named. */
export function personOf({ owner, displayName, email }: AccountFacts): string | undefined {
  return [owner, displayName, email].find(name => name !== undefined && name.trim() !== '')
}

/** Whether two accounts are one person's: by owner where both have one, otherwise by login before any `@`. */
export function samePerson(account: Pick<AccountFacts, 'owner' | 'login'>, peer: Peer): boolean {
  return isSame(foldNames(account), namesOf(peer))
}

/** Peers by whose accounts they are; together all of them. */
interface PeersByPerson {
  readonly same: readonly Peer[]
  /** Where nobody is the same person, these are the very `peers` asked about. */
  readonly others: readonly Peer[]
}

/** Tells the same person's accounts among `peers` from those of others. */
export function byPerson(
  account: Pick<AccountFacts, 'owner' | 'login'>,
  peers: readonly Peer[],
): PeersByPerson {
  if (peers.length === 0) return { same: peers, others: peers }
  if (last?.account === account && last.peers === peers) return last
  const names = foldNames(account)
  const same = peers.filter(peer => isSame(names, namesOf(peer)))
  const others = same.length === 0 ? peers : peers.filter(peer => !same.includes(peer))
  last = { account, peers, same, others }
  return last
}

/** Two rules ask the same of an account, one after the other. */
let last: (PeersByPerson & { readonly account: object; readonly peers: readonly Peer[] }) | undefined

function isSame(names: PersonNames, others: PersonNames): boolean {
  const isOwned = names.owner !== undefined && others.owner !== undefined
  return isOwned ? names.owner === others.owner : names.name === others.name
}

/** Whether a written name is the account's owner or holder, its login or its mail address, in any width and case. */
export function isHeldBy(account: AccountFacts, person: string): boolean {
  const { owner, displayName, email, login } = account
  if (isAmong(owner, person) || isAmong(displayName, person)) return true
  return [email, login, loginName(login)].some(name => name !== undefined && isSameName(name, person))
}

/** Whether the person is one of those written: `sato, suzuki`. */
export function isAmong(names: string | undefined, person: string): boolean {
  if (names === undefined) return false
  return [names, ...names.split(/[,;、,・/]/)].some(name => isSameName(name, person))
}

/** Whether two written names are one, in any width and case. */
export function isSameName(name: string, other: string): boolean {
  return folded(name) === folded(other)
}

/** What accounts are compared by to tell whether they are one person's. */
export function foldNames({ owner, login }: Pick<AccountFacts, 'owner' | 'login'>): PersonNames {
  return { owner: owner === undefined ? undefined : folded(owner), name: loginName(login) }
}

/** The first peers of a password are asked about once for every account that has it. */
const knownNames = new WeakMap<Peer, PersonNames>()

function namesOf(peer: Peer): PersonNames {
  const known = peer.names ?? knownNames.get(peer)
  if (known !== undefined) return known
  const names = foldNames(peer)
  knownNames.set(peer, names)
  return names
}

/** The login as people say it: without the mail domain, full-width and upper-case letters folded. */
export function loginName(login: string): string {
  const text = folded(login)
  const at = text.indexOf('@')
  return at < 0 ? text : text.slice(0, at)
}

function folded(text: string): string {
  return (isPlainAscii(text) ? text : text.normalize('NFKC')).trim().toLowerCase()
}
