import type { RejectedLine } from '../core/format.ts'
import { render, type Sentence } from '../core/message.ts'
import type { ReportedFile } from '../core/report.ts'
import type { Examinable } from './account-examiner.ts'
import { Ledger } from './ledger.ts'
import { LoginRegister } from './login-register.ts'
import { MarkGroups } from './mark-groups.ts'
import type { ReadRows } from './reading-order.ts'
import type { PasswordMarks } from './same-passwords.ts'

const namedRejections = 1000

/** All accounts of a run and who shares what with whom, as the lists come in. */
export class AccountBooks {
  readonly ledger = new Ledger()
  readonly #registers: readonly LoginRegister[]
  readonly #password = new MarkGroups(this.ledger, 'password')
  readonly #hash = new MarkGroups(this.ledger, 'hash')
  readonly #salt = new MarkGroups(
    this.ledger,
    'salt',
    (account, other) => this.ledger.system(account) === this.ledger.system(other),
  )

  /** `systems` is how many there are; they go by their number. */
  constructor(systems: number) {
    const takeOut = (account: number) => {
      for (const groups of this.#groups()) groups.takeOut(account)
    }
    this.#registers = Array.from({ length: systems }, () => new LoginRegister(this.ledger, takeOut))
  }

  /** Opens a list of a system; its rows are taken in their order. */
  openList(system: number): BookedList {
    const begin = this.ledger.length
    return new BookedList(rows => {
      const block = this.ledger.append(rows.accounts, system)
      const rejected = this.#registers[system]?.admit(block, begin, rows) ?? rows.rejected
      for (const groups of this.#groups()) groups.takeIn(block)
      return rejected
    })
  }

  contents(): Pick<Examinable, 'ledger' | 'marks'> {
    const marks = {
      password: this.#password.contents(),
      hash: this.#hash.contents(),
      salt: this.#salt.contents(),
    }
    return { ledger: this.ledger.contents(), marks }
  }

  /** How many accounts of a system store their password in which way, in order of the ways' names. */
  schemesOf(system: number): Readonly<Record<string, number>> {
    const schemes: Record<string, number> = {}
    for (const account of this.#live()) {
      if (this.ledger.system(account) !== system) continue
      const scheme = this.ledger.scheme(account)
      schemes[scheme] = (schemes[scheme] ?? 0) + 1
    }
    return Object.fromEntries(Object.entries(schemes).sort(([a], [b]) => (a < b ? -1 : 1)))
  }

  /** All accounts, those with one password together, behind them those with one hash. */
  inOrderOfPassword({ password, hash }: PasswordMarks): Uint32Array {
    const order = new Uint32Array(new SharedArrayBuffer(4 * this.ledger.length))
    order.set(password.members)
    let { length } = password.members
    for (const account of hash.members) if (password.groups[account] === -1) order[length++] = account
    for (const account of this.#live()) {
      if (password.groups[account] === -1 && hash.groups[account] === -1) order[length++] = account
    }
    return order.subarray(0, length)
  }

  *#live(): Generator<number> {
    for (let account = 0; account < this.ledger.length; account++) {
      if (!this.ledger.isStruck(account)) yield account
    }
  }

  #groups(): readonly MarkGroups[] {
    return [this.#password, this.#hash, this.#salt]
  }
}

/** One list while it is read: what was rejected of it, and how much of it there is. */
class BookedList {
  rows = 0
  #accepted = 0
  readonly #rejected: RejectedLine[] = []
  readonly #book: (rows: ReadRows) => readonly RejectedLine[]

  constructor(book: (rows: ReadRows) => readonly RejectedLine[]) {
    this.#book = book
  }

  take(rows: ReadRows): void {
    const rejected = this.#book(rows)
    const twice = rejected.length - rows.rejected.length
    this.rows += rows.rows
    this.#accepted += rows.accounts.starts.length - twice
    this.#rejected.push(...rejected.slice(0, namedRejections - this.#rejected.length))
  }

  summary(): Pick<ReportedFile, 'rows' | 'accepted' | 'rejected'> {
    const rejected = this.#rejected.map(({ line, key, values }) => {
      const reason: Sentence = { en: render('en', key, values), ja: render('ja', key, values) }
      return { line, reason }
    })
    return { rows: this.rows, accepted: this.#accepted, rejected }
  }
}
