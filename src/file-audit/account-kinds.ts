import type { Ledger } from './ledger.ts'
import { NumberTable } from './number-table.ts'

const remembered = 20_000

/** Tells accounts by their kind: of those of one kind the same is told, texts and fingerprints apart. */
export class AccountKinds {
  readonly #ledger: Ledger
  #firsts = new NumberTable()
  #count = 0

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  /** The same number for accounts of one kind, at least while there are few kinds; never for those of two. */
  of(account: number): number {
    const isSame = (other: number) => this.#ledger.hasSameKind(account, other)
    const first = this.#firsts.findOrKeep(this.#ledger.kindKey(account), account, isSame)
    if (first === account) this.#noteNew()
    return first
  }

  #noteNew(): void {
    this.#count += 1
    if (this.#count < remembered) return
    this.#firsts = new NumberTable()
    this.#count = 0
  }
}
