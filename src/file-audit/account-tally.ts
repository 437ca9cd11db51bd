import type { Account } from '../core/account.ts'
import type { Reason } from '../core/examination.ts'
import type { Rule } from '../core/rule.ts'
import { kindOf, type Severity } from '../core/severity.ts'
import { type Examination, isOwn } from './account-examiner.ts'
import type { Ledger } from './ledger.ts'

/** What is noted of each account by number, in memory that threads share. */
export interface AccountColumns {
  readonly risks: Uint8Array
  /** Which kinds of finding the account has (see `kindOf`), as bits. */
  readonly kinds: Uint16Array
  /** Place of its task's date among all dates, from 1; 0 for an account that needs no task. */
  readonly dues: Uint8Array
}

/** All cases of one broken rule at one severity, and the worst of them. */
export interface Case {
  readonly rule: string
  readonly severity: Severity
  count: number
  account: number
  risk: number
  /** `system:login` of the worst. */
  place: string
}

/** What a rule cannot know about many accounts of one system, with the first of them by login. */
export interface UnknownCase {
  readonly system: number
  reason: Reason
  count: number
  account: number
}

/** What examining accounts comes to; two of them can be added up. */
export interface TallyTotals {
  readonly accounts: number
  readonly assessed: number
  /** Accounts with something bad. */
  readonly risky: number
  readonly findings: number
  readonly tasks: number
  readonly cases: readonly Case[]
  readonly unknowns: readonly UnknownCase[]
}

/** Columns for so many accounts. */
export function openColumns(length: number): AccountColumns {
  return {
    risks: new Uint8Array(new SharedArrayBuffer(length)),
    kinds: new Uint16Array(new SharedArrayBuffer(2 * length)),
    dues: new Uint8Array(new SharedArrayBuffer(length)),
  }
}

/** Counts examined accounts and notes in the columns what has to be found again. */
export class AccountTally {
  readonly #ledger: Ledger
  readonly #rules: ReadonlyMap<string, Rule>
  readonly #columns: AccountColumns
  readonly #dates: readonly string[]
  readonly #counts = { accounts: 0, assessed: 0, risky: 0, findings: 0, tasks: 0 }
  readonly #cases = new CaseBook()
  readonly #unknowns: UnknownBook

  /** `dates` are all dates a task may be due on, the earliest first. */
  constructor(
    ledger: Ledger,
    rules: ReadonlyMap<string, Rule>,
    columns: AccountColumns,
    dates: readonly string[],
  ) {
    this.#ledger = ledger
    this.#rules = rules
    this.#columns = columns
    this.#dates = dates
    this.#unknowns = new UnknownBook(ledger)
  }

  add(number: number, { account, reasons, inherited, risk: { risk }, dueAt }: Examination): void {
    const counts = this.#counts
    const { score, credential } = account.assessment
    counts.accounts += 1
    if (score !== undefined || credential === 'locked') counts.assessed += 1
    let isRisky = inherited.length > 0
    let kinds = 0
    for (const reason of reasons) {
      if (reason.verdict === 'bad') {
        isRisky = true
        this.#cases.count(reason, number, risk, account)
      } else if (!isOwn(reason, this.#rules)) {
        this.#unknowns.add({ system: this.#ledger.system(number), reason, count: 1, account: number })
        continue
      }
      kinds |= 1 << kindOf(reason)
      counts.findings += 1
    }
    if (isRisky) counts.risky += 1
    this.#columns.kinds[number] = kinds
    this.#columns.risks[number] = risk
    if (dueAt === undefined) return
    counts.tasks += 1
    this.#columns.dues[number] = this.#dates.indexOf(dueAt) + 1
  }

  totals(): TallyTotals {
    return { ...this.#counts, cases: this.#cases.all(), unknowns: this.#unknowns.all() }
  }
}

/** The totals of several tallies of one ledger together. */
export function addUp(ledger: Ledger, all: readonly TallyTotals[]): TallyTotals {
  const sum = (field: 'accounts' | 'assessed' | 'risky' | 'findings' | 'tasks') =>
    all.reduce((total, each) => total + each[field], 0)
  const cases = new CaseBook()
  const unknowns = new UnknownBook(ledger)
  for (const each of all) {
    for (const one of each.cases) cases.add(one)
    for (const one of each.unknowns) unknowns.add(one)
  }
  return {
    accounts: sum('accounts'),
    assessed: sum('assessed'),
    risky: sum('risky'),
    findings: sum('findings'),
    tasks: sum('tasks'),
    cases: cases.all(),
    unknowns: unknowns.all(),
  }
}

/** Cases by rule and severity: those at the highest risk are named, of equal ones the first by its place. */
class CaseBook {
  readonly #cases = new Map<string, Case[]>()

  count({ rule, severity }: Reason, account: number, risk: number, { system, login }: Account): void {
    const known = this.#find(rule, severity)
    if (known !== undefined && risk < known.risk) known.count += 1
    else this.add({ rule, severity, count: 1, account, risk, place: `${system}:${login}` })
  }

  add(one: Case): void {
    const known = this.#find(one.rule, one.severity)
    if (known === undefined) {
      this.#cases.set(one.rule, [...(this.#cases.get(one.rule) ?? []), { ...one }])
      return
    }
    const { count } = known
    const isWorse =
      one.risk > known.risk || (one.risk === known.risk && one.place.localeCompare(known.place) < 0)
    if (isWorse) Object.assign(known, one)
    known.count = count + one.count
  }

  all(): readonly Case[] {
    return [...this.#cases.values()].flat()
  }

  #find(rule: string, severity: Severity): Case | undefined {
    return this.#cases.get(rule)?.find(each => each.severity === severity)
  }
}

/** What is not known, by system, rule and reason: the first account by login is named. */
class UnknownBook {
  readonly #ledger: Ledger
  readonly #unknowns = new Map<string, UnknownCase[]>()

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  add(one: UnknownCase): void {
    const { rule, reason } = one.reason
    const ofRule = this.#unknowns.get(rule) ?? []
    const known = ofRule.find(each => each.reason.reason === reason && each.system === one.system)
    if (known === undefined) {
      this.#unknowns.set(rule, [...ofRule, one])
      return
    }
    const { count } = known
    if (this.#ledger.compareLogins(one.account, known.account) < 0) Object.assign(known, one)
    known.count = count + one.count
  }

  all(): readonly UnknownCase[] {
    return [...this.#unknowns.values()].flat()
  }
}
