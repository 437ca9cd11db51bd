import { foldNames } from '../core/person.ts'
import type { Peer } from '../core/rule.ts'
import type { System } from '../core/system.ts'
import type { Ledger } from './ledger.ts'
import { type EqualMarks, membersOf, sharersOf } from './mark-groups.ts'

/** Others with the same password: the first of them in order of system and login, and how many in all. */
export interface SamePassword {
  readonly peers: readonly Peer[]
  readonly count: number
}

/** The two ways in which the same password shows: by itself, or by a hash that no salt keeps apart. */
export interface PasswordMarks {
  readonly password: EqualMarks
  readonly hash: EqualMarks
}

/** Peers named; one more is looked for, as the account itself may be among them. */
const named = 50
/** Groups whose first members are kept at hand, 51 names each: of one password there are as many as ways to hash it. */
const remembered = 16

interface Group {
  readonly count: number
  readonly members: readonly number[]
  readonly peers: readonly Peer[]
  /** What is told of accounts that are not among the first. */
  readonly others: readonly Peer[]
}

const nobody: SamePassword = { peers: [], count: 0 }

/** Who else has an account's password. Quickest when asked for one group after the other. */
export class SamePasswords {
  readonly #ledger: Ledger
  readonly #systems: readonly System[]
  readonly #marks: PasswordMarks
  readonly #known = new Map<string, Group>()
  #last: { readonly byPassword: number; readonly byHash: number; readonly group: Group } | undefined

  constructor(ledger: Ledger, systems: readonly System[], marks: PasswordMarks) {
    this.#ledger = ledger
    this.#systems = systems
    this.#marks = marks
  }

  of(account: number): SamePassword {
    const { password, hash } = this.#marks
    const byPassword = sharersOf(password, account) > 1 ? (password.groups[account] ?? -1) : -1
    const byHash = sharersOf(hash, account) > 1 ? (hash.groups[account] ?? -1) : -1
    if (byPassword < 0 && byHash < 0) return nobody
    const { count, members, peers, others } = this.#group(byPassword, byHash)
    const self = members.indexOf(account)
    if (self < 0) return { peers: others, count: count - 1 }
    return { peers: peers.toSpliced(self, 1), count: count - 1 }
  }

  /** All who have the one mark or the other. */
  #group(byPassword: number, byHash: number): Group {
    if (this.#last?.byPassword === byPassword && this.#last.byHash === byHash) return this.#last.group
    const name = `${byPassword} ${byHash}`
    const group = this.#known.get(name) ?? this.#gather(name, byPassword, byHash)
    this.#last = { byPassword, byHash, group }
    return group
  }

  #gather(name: string, byPassword: number, byHash: number): Group {
    const all = this.#union(byPassword, byHash)
    const members = this.#first(all)
    const peers = members.map(member => this.#peer(member))
    const group = { count: all.length, members, peers, others: peers.slice(0, named) }
    if (this.#known.size >= remembered) this.#known.clear()
    this.#known.set(name, group)
    return group
  }

  #union(byPassword: number, byHash: number): Uint32Array {
    const { password, hash } = this.#marks
    if (byHash < 0) return membersOf(password, byPassword)
    if (byPassword < 0) return membersOf(hash, byHash)
    const also = membersOf(hash, byHash).filter(member => password.groups[member] !== byPassword)
    const members = membersOf(password, byPassword)
    const all = new Uint32Array(members.length + also.length)
    all.set(members)
    all.set(also, members.length)
    return all
  }

  /** The first by system and login: of many, those before the last of the best so far are put in their place. */
  #first(accounts: Uint32Array): readonly number[] {
    const first: number[] = []
    for (const account of accounts) {
      const last = first[named]
      if (last !== undefined && this.#compare(account, last) > 0) continue
      first.splice(this.#placeAmong(first, account), 0, account)
      if (first.length > named + 1) first.pop()
    }
    return first
  }

  /** Behind all that do not come after it; the list is halved each time, as comparing is what takes long. */
  #placeAmong(sorted: readonly number[], account: number): number {
    let [from, to] = [0, sorted.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if (this.#compare(account, sorted[middle] ?? account) < 0) to = middle
      else from = middle + 1
    }
    return from
  }

  #compare(account: number, other: number): number {
    const a = this.#systems[this.#ledger.system(account)]?.id ?? ''
    const b = this.#systems[this.#ledger.system(other)]?.id ?? ''
    if (a !== b) return a < b ? -1 : 1
    return this.#ledger.compareLogins(account, other)
  }

  #peer(account: number): Peer {
    const holder = this.#ledger.holder(account)
    const { login, owner, role } = holder
    const { id, kind } = this.#systems[this.#ledger.system(account)] ?? { id: '', kind: 'other' }
    return {
      system: id,
      systemKind: kind,
      login,
      names: foldNames(holder),
      ...(owner === undefined ? {} : { owner }),
      ...(role === undefined ? {} : { role }),
    }
  }
}
