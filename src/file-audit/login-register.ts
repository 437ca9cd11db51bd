import type { RejectedLine } from '../core/format.ts'
import type { Ledger, OpenBlock } from './ledger.ts'
import { NumberTable } from './number-table.ts'
import { readLoginKey } from './packed-account.ts'
import type { ReadRows } from './reading-order.ts'

/**
 * Lets every login of a system in once, however its lists were cut and read. Within one list a second line of a login is
 * rejected with the first one's; an account of an earlier list gives way to that of the later.
 */
export class LoginRegister {
  readonly #ledger: Ledger
  readonly #accounts = new NumberTable()
  readonly #onStruck: (account: number) => void

  /** `onStruck` is told of accounts of earlier lists that are struck from the ledger. */
  constructor(ledger: Ledger, onStruck: (account: number) => void) {
    this.#ledger = ledger
    this.#onStruck = onStruck
  }

  /**
   * Lets in what was read last; `listBegin` is the first account of its list. Answers what is rejected, in order of
   * lines: what was before, and the logins that the list has had.
   */
  admit(
    { buffer, offsets, first }: OpenBlock,
    listBegin: number,
    { rejected }: ReadRows,
  ): readonly RejectedLine[] {
    const ledger = this.#ledger
    const twice: RejectedLine[] = []
    for (let index = 0; index < offsets.length; index++) {
      const account = first + index
      const key = readLoginKey(buffer, offsets[index] ?? 0)
      const isSame = (other: number) => ledger.compareLogins(account, other) === 0
      const kept = this.#accounts.findOrKeep(key, account, isSame)
      if (kept === account) continue
      if (kept < listBegin) {
        this.#accounts.replace(key, kept, account)
        ledger.strike(kept)
        this.#onStruck(kept)
      } else {
        ledger.strike(account)
        const values = { first: ledger.line(kept) }
        twice.push({ line: ledger.line(account), key: 'account-login-twice', values })
      }
    }
    return twice.length === 0 ? rejected : [...rejected, ...twice].sort((a, b) => a.line - b.line)
  }
}
