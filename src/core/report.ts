import type { Coverage } from './finding.ts'
import type { Language, Sentence } from './message.ts'
import type { TaskStatus } from './rotation.ts'
import type { Severity } from './severity.ts'

/** One reason of a reported account or finding, in both languages. */
export interface ReportedReason {
  readonly rule: string
  readonly severity: Severity
  readonly verdict: 'bad' | 'unknown'
  readonly reason: Sentence
}

/** One entry an account, with all its reasons, worst first. */
export interface ReportedAccount {
  readonly system: string
  readonly login: string
  /** 0–100. */
  readonly risk: number
  readonly score?: number
  readonly reasons: readonly ReportedReason[]
  readonly dueAt?: string
}

/** A finding about an account, a system or a server; waived ones are shown as such. */
export interface ReportedFinding extends ReportedReason {
  readonly id: string
  readonly system?: string
  readonly server?: string
  readonly login?: string
  readonly title: Sentence
  readonly references: readonly string[]
  readonly remedy: Sentence
  readonly status: 'open' | 'waived' | 'resolved'
  /** The risk of the account it is about, 0–100. */
  readonly risk?: number
}

/** The worst open case of one broken rule at one severity, and how many cases there are. */
export interface Headline {
  readonly worst: ReportedFinding
  readonly count: number
}

export interface ReportedTask {
  readonly id: string
  readonly system: string
  readonly login: string
  readonly owner?: string
  readonly status: TaskStatus
  readonly risk: number
  readonly dueAt: string
}

/** What one account list of a command-line audit came to. */
export interface ReportedFile {
  readonly file: string
  readonly format: string
  readonly encoding: string
  readonly rows: number
  readonly accepted: number
  readonly rejected: readonly { readonly line: number; readonly reason: Sentence }[]
}

/** A part of a report that may be longer than memory: counted, and read in order as often as wanted. An array is one. */
export interface Listing<T> extends Iterable<T> {
  readonly length: number
}

/** Everything an audit has to show: coverage first, accounts and findings ranked worst first. */
export interface Report {
  readonly generatedAt: string
  readonly files: readonly ReportedFile[]
  readonly systems: readonly string[]
  readonly coverage: Coverage
  /** 0–100; absent while nothing is assessed. */
  readonly score?: number
  readonly accounts: Listing<ReportedAccount>
  /** How many of the accounts have something bad. */
  readonly riskyAccounts: number
  readonly findings: Listing<ReportedFinding>
  /** Of every rule that is broken, by severity, then by risk. */
  readonly headlines: readonly Headline[]
  /** Of the findings those about systems and servers. */
  readonly places: readonly ReportedFinding[]
  readonly tasks: Listing<ReportedTask>
}

/** A report whose parts are all in memory. */
export interface HeldReport extends Report {
  readonly accounts: readonly ReportedAccount[]
  readonly findings: readonly ReportedFinding[]
  readonly tasks: readonly ReportedTask[]
}

/** The shape of every file in `reports/`; the file is named after `name`, the ending of the URL and `--output`. */
export interface ReportFormat {
  readonly name: string
  readonly contentType: string
  /** The text piece by piece, in order; what is shown of a long report is never held whole. */
  readonly render: (report: Report, language: Language) => Iterable<string>
}
