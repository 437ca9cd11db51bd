import { accountFinding, systemFinding } from '../audit/finding-notes.ts'
import { rankHeadlines } from '../audit/headlines.ts'
import { reportedFinding, reportedReason } from '../audit/report.ts'
import type { Reason } from '../core/examination.ts'
import type {
  Headline,
  Listing,
  Report,
  ReportedAccount,
  ReportedFile,
  ReportedFinding,
  ReportedTask,
} from '../core/report.ts'
import type { Rule } from '../core/rule.ts'
import { kindCount, kindOf } from '../core/severity.ts'
import { type AccountExaminer, type Examination, isOwn, type JudgedSystem } from './account-examiner.ts'
import type { AccountColumns, TallyTotals } from './account-tally.ts'
import { inRanks } from './ranking.ts'

/** What a report on files is made from. */
export interface ReportSources {
  readonly examiner: AccountExaminer
  readonly columns: AccountColumns
  readonly totals: TallyTotals
  readonly systems: readonly JudgedSystem[]
  /** All dates a task may be due on, the earliest first. */
  readonly dates: readonly string[]
  readonly files: readonly ReportedFile[]
  readonly rules: ReadonlyMap<string, Rule>
  readonly digest: (text: string) => string
  readonly now: string
}

const highestRisk = 100
const worstRisks = 10

/** The report on files. Accounts, findings and tasks are made again from the ledger while they are read. */
export function fileReport(sources: ReportSources): Report {
  const { totals, systems, files, now } = sources
  const maker = new ReportMaker(sources)
  const { accounts, assessed, risky, findings, tasks } = totals
  const places = maker.places()
  const listed = files.reduce((sum, { rows, accepted }) => sum + rows - accepted, accounts)
  const score = maker.score()
  return {
    generatedAt: now,
    files,
    systems: systems.map(({ system }) => system.id),
    coverage: { accounts: listed, assessed, notAssessed: listed - assessed, stale: 0 },
    ...(score === undefined ? {} : { score }),
    accounts: listing(accounts, () => maker.accounts()),
    riskyAccounts: risky,
    findings: listing(findings + places.length, () => maker.findings(places)),
    headlines: maker.headlines(places),
    places,
    tasks: listing(tasks, () => maker.tasks()),
  }
}

function listing<T>(length: number, read: () => Iterator<T>): Listing<T> {
  return { length, [Symbol.iterator]: read }
}

class ReportMaker {
  readonly #sources: ReportSources

  constructor(sources: ReportSources) {
    this.#sources = sources
  }

  /** 100 less the mean of the worst risks; undefined while nothing is assessed. */
  score(): number | undefined {
    if (this.#sources.totals.assessed === 0) return undefined
    const worst = this.#byRisk(accounts => accounts)
      .take(worstRisks)
      .map(account => this.#risk(account))
      .toArray()
    return Math.round(100 - worst.reduce((sum, risk) => sum + risk, 0) / worst.length)
  }

  *accounts(): Generator<ReportedAccount> {
    for (const number of this.#byRisk(accounts => this.#byName(accounts))) {
      const { account, reasons, inherited, risk, dueAt } = this.#sources.examiner.examine(number)
      const { score } = account.assessment
      yield {
        system: account.system,
        login: account.login,
        risk: risk.risk,
        ...(score === undefined ? {} : { score }),
        reasons: [...reasons, ...inherited].map(reason => reportedReason(this.#sources, reason)),
        ...(dueAt === undefined ? {} : { dueAt }),
      }
    }
  }

  /** What the systems' own rules found, and what could not be told of many of their accounts. */
  places(): readonly ReportedFinding[] {
    const { systems, totals } = this.#sources
    const own = systems.flatMap((_, index) => this.#ofSystem(index, systems[index]?.reasons ?? []))
    const unknown = totals.unknowns.flatMap(({ system, reason }) => this.#ofSystem(system, [reason]))
    return [...own, ...unknown].sort(
      (a, b) =>
        kindOf(a) - kindOf(b) || order(a.system, b.system) || order(a.rule, b.rule) || order(a.id, b.id),
    )
  }

  headlines(places: readonly ReportedFinding[]): readonly Headline[] {
    const cases = this.#sources.totals.cases.flatMap(({ account, rule, severity, count }) => {
      const worst = this.#ofAccount(account, reason => reason.rule === rule && reason.severity === severity)
      return worst.map(finding => ({ worst: finding, count }))
    })
    const systems = Map.groupBy(
      places.filter(({ verdict }) => verdict === 'bad'),
      ({ severity, rule }) => `${severity} ${rule}`,
    )
    const ofSystems = [...systems.values()].flatMap(all =>
      all.slice(0, 1).map(worst => ({ worst, count: all.length })),
    )
    const byRule = [...cases, ...ofSystems].sort((a, b) => order(a.worst.rule, b.worst.rule))
    return rankHeadlines(byRule)
  }

  /** By kind, then by system and login as databases order text, then by rule. */
  *findings(places: readonly ReportedFinding[]): Generator<ReportedFinding> {
    const accounts = this.#byLogin()
    for (let kind = 0; kind < kindCount; kind++) {
      const ofKind = places.filter(place => kindOf(place) === kind)
      for (const { index, id } of this.#systemsInOrder()) {
        yield* ofKind.filter(({ system }) => system === id)
        for (const account of accounts(index)) {
          if ((((this.#sources.columns.kinds[account] ?? 0) >> kind) & 1) === 0) continue
          yield* this.#ofAccount(account, reason => kindOf(reason) === kind)
        }
      }
    }
  }

  *tasks(): Generator<ReportedTask> {
    const { examiner, columns, dates, digest } = this.#sources
    const step = highestRisk + 1
    const rankOf = (account: number) => {
      const due = columns.dues[account] ?? 0
      return due === 0 ? -1 : (dates.length - due) * step + this.#risk(account)
    }
    const ranks = { length: columns.dues.length, highest: dates.length * step, rankOf }
    for (const number of inRanks(ranks, accounts => this.#byName(accounts))) {
      const { account, subject, risk, dueAt } = examiner.examine(number)
      if (dueAt === undefined) continue
      const { system, login, owner = subject.system.owner } = account
      const id = `task_${digest(JSON.stringify([system, login])).slice(0, 21)}`
      yield {
        id,
        system,
        login,
        ...(owner === undefined ? {} : { owner }),
        status: 'open',
        risk: risk.risk,
        dueAt,
      }
    }
  }

  #risk(account: number): number {
    return this.#sources.columns.risks[account] ?? 0
  }

  #byRisk(inOrder: (accounts: Uint32Array) => Iterable<number>): Generator<number> {
    const { ledger } = this.#sources.examiner
    const rankOf = (account: number) => (ledger.isStruck(account) ? -1 : this.#risk(account))
    return inRanks({ length: ledger.length, highest: highestRisk, rankOf }, inOrder)
  }

  /** As a reader expects names to be ordered. */
  #byName(accounts: Uint32Array): readonly number[] {
    const { ledger } = this.#sources.examiner
    const named = Array.from(accounts, account => ({
      account,
      system: this.#sources.systems[ledger.system(account)]?.system.id ?? '',
      login: ledger.login(account),
    }))
    named.sort((a, b) => a.system.localeCompare(b.system) || a.login.localeCompare(b.login))
    return named.map(({ account }) => account)
  }

  #systemsInOrder() {
    const ids = this.#sources.systems.map(({ system }, index) => ({ index, id: system.id }))
    return ids.sort((a, b) => order(a.id, b.id))
  }

  /** Answers how the accounts of a system are read in order of login. */
  #byLogin(): (system: number) => Uint32Array {
    const { ledger } = this.#sources.examiner
    const all = new Uint32Array(ledger.length)
    let length = 0
    for (let account = 0; account < ledger.length; account++)
      if (!ledger.isStruck(account)) all[length++] = account
    const live = all
      .subarray(0, length)
      .sort((a, b) => ledger.system(a) - ledger.system(b) || ledger.compareLogins(a, b))
    return system => live.filter(account => ledger.system(account) === system)
  }

  #ofSystem(index: number, reasons: readonly Reason[]): readonly ReportedFinding[] {
    const { systems, now } = this.#sources
    const system = systems[index]?.system
    if (system === undefined) return []
    return reasons.map(reason =>
      reportedFinding(this.#sources, systemFinding(this.#sources, now, system, reason), undefined),
    )
  }

  #ofAccount(number: number, isWanted: (reason: Reason) => boolean): readonly ReportedFinding[] {
    const { examiner, rules, now } = this.#sources
    const { account, reasons, risk }: Examination = examiner.examine(number)
    return reasons
      .filter(reason => isOwn(reason, rules) && isWanted(reason))
      .map(reason =>
        reportedFinding(this.#sources, accountFinding(this.#sources, now, account, reason), risk.risk),
      )
      .sort((a, b) => order(a.rule, b.rule) || order(a.id, b.id))
  }
}

/** As databases order text. */
function order(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0
}
