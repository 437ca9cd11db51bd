import { GrowingNumbers } from './growing-numbers.ts'
import type { Ledger, OpenBlock } from './ledger.ts'
import { NumberTable } from './number-table.ts'
import { isStruck, type Mark, marks, readMarkKey } from './packed-account.ts'

const none = -1

/** Groups of accounts with equal marks, in memory that threads share. */
export interface EqualMarks {
  /** By account: its group, -1 for none. */
  readonly groups: Int32Array
  /** Accounts, one group behind the other, and by group where it begins. */
  readonly members: Uint32Array
  readonly begins: Uint32Array
}

/** The accounts of a group. */
export function membersOf({ members, begins }: EqualMarks, group: number): Uint32Array {
  return members.subarray(begins[group], begins[group + 1])
}

/** How many accounts have the same mark as this one, itself included; 0 when it has none. */
export function sharersOf({ groups, members, begins }: EqualMarks, account: number): number {
  if (members.length === 0) return 0
  const group = groups[account] ?? none
  return group === none ? 0 : (begins[group + 1] ?? 0) - (begins[group] ?? 0)
}

/** Accounts with equal marks under one number, as they come in. */
export class MarkGroups {
  readonly #ledger: Ledger
  readonly #mark: Mark
  readonly #isAmong: (account: number, other: number) => boolean
  readonly #table = new NumberTable()
  /** By account: its group. */
  readonly #groups = new GrowingNumbers()
  /** By group: how many accounts it has, and the first of them. */
  readonly #sizes = new GrowingNumbers()
  readonly #firsts = new GrowingNumbers()

  /** `isAmong` says whether equal marks count as equal; of salts only those of one system do. */
  constructor(ledger: Ledger, mark: Mark, isAmong: (account: number, other: number) => boolean = () => true) {
    this.#ledger = ledger
    this.#mark = mark
    this.#isAmong = isAmong
  }

  /** Takes in what the ledger has got last. */
  takeIn({ buffer, offsets, first, marks: present }: OpenBlock): void {
    const isAbsent = (present & marks[this.#mark]) === 0
    for (let index = 0; index < offsets.length; index++) {
      const start = offsets[index] ?? 0
      const key = isAbsent || isStruck(buffer, start) ? undefined : readMarkKey(buffer, start, this.#mark)
      this.#groups.push(key === undefined ? none : this.#join(first + index, key))
    }
  }

  /** Takes an account out of its group. */
  takeOut(account: number): void {
    const group = this.#groups.at(account)
    if (group === none) return
    this.#sizes.set(group, this.#sizes.at(group) - 1)
    this.#groups.set(account, none)
  }

  /** The groups as they stand, sorted by counting. */
  contents(): EqualMarks {
    const groups = this.#groups.view()
    const begins = new Uint32Array(new SharedArrayBuffer(4 * (this.#sizes.length + 1)))
    for (const [group, size] of this.#sizes.view().entries()) begins[group + 1] = (begins[group] ?? 0) + size
    const members = new Uint32Array(new SharedArrayBuffer(4 * (begins.at(-1) ?? 0)))
    const next = begins.slice()
    for (let account = 0; account < groups.length; account++) {
      const group = groups[account] ?? none
      if (group === none) continue
      const at = next[group] ?? 0
      members[at] = account
      next[group] = at + 1
    }
    return { groups, members, begins }
  }

  /** Answers the group the account joins. */
  #join(account: number, key: number): number {
    const next = this.#sizes.length
    const group = this.#table.findOrKeep(key, next, kept => this.#isSame(account, this.#firsts.at(kept)))
    if (group === next) {
      this.#firsts.push(account)
      this.#sizes.push(0)
    }
    this.#sizes.set(group, this.#sizes.at(group) + 1)
    return group
  }

  #isSame(account: number, other: number): boolean {
    return this.#ledger.hasSameMark(account, other, this.#mark) && this.#isAmong(account, other)
  }
}
