import type { Account } from './core/account.ts'
import type { Allowlist, AllowlistEntry } from './core/allowlist.ts'
import type { Decision, DecisionRecord } from './core/decision.ts'
import type { Finding } from './core/finding.ts'
import type { Sentence, Values } from './core/message.ts'
import type { RiskExplanation } from './core/risk.ts'
import type { RotationTask } from './core/rotation.ts'
import type {
  AccountList,
  Audit,
  DecisionFilter,
  FindingFilter,
  LogEntry,
  Page,
  Paged,
  TaskFilter,
  Versioned,
} from './core/store.ts'
import type { Server, System } from './core/system.ts'
import type { Scope, Token } from './core/token.ts'

/** Who asks: the token's id and the address the request came from. */
export interface Caller {
  readonly actor: string
  readonly ip: string
}

/** What an import is told; absent fields take the contract's defaults. */
export interface ImportOptions {
  readonly format?: string
  readonly encoding?: string
  readonly partial?: boolean
  readonly dryRun?: boolean
  /** field → header; saved for the system when the import succeeds. */
  readonly columns?: Readonly<Record<string, string>>
  readonly onProgress?: (progress: { readonly rows: number; readonly bytes: number }) => void
}

/** A finding with what a reader needs beside it. */
export interface FindingView extends Finding {
  readonly title: Sentence
  readonly reasonSentence: Sentence
  readonly references: readonly string[]
  readonly remedy: Sentence
}
/** One finding in full: how the account's risk came about and what falls with this credential. */
export interface FindingDetail extends FindingView {
  readonly risk?: RiskExplanation
  readonly blastRadius: readonly {
    readonly system: string
    readonly login?: string
    readonly because: 'same-password' | 'same-server'
  }[]
}

export interface PasswordRating {
  readonly score: 0 | 1 | 2 | 3 | 4 | null
  readonly guessesLog10: number | null
  readonly accepted: boolean
  readonly violations: readonly {
    readonly rule: string
    readonly reason: Sentence
    readonly values: Values
  }[]
  readonly warning: Sentence | null
  readonly suggestions: readonly Sentence[]
}

/** The allowlist and whom it would cut off: addresses let in during the last 30 days that no longer are. */
export interface AllowlistAnswer extends Allowlist {
  readonly wouldCutOff: readonly string[]
}

/** An entry as a caller writes it: any accepted spelling of a network, or a range `a-b`. */
export interface EntryInput {
  readonly network: string
  readonly label?: string | undefined
  readonly owner?: string | undefined
  readonly expiresAt?: string | undefined
}

export type SystemInput = Omit<System, 'id' | 'policy' | 'mode' | 'columns' | 'facts'> &
  Partial<Pick<System, 'policy' | 'mode' | 'columns' | 'facts'>>

/** ONE method a thing the product does. */
export interface EnforcerContract {
  putSystem(
    id: string,
    input: SystemInput,
    caller: Caller,
    ifMatch?: number,
  ): Promise<Versioned<System> & { created: boolean }>
  system(id: string): Promise<Versioned<System>>
  systems(page: Page): Promise<Paged<System>>
  removeSystem(id: string, caller: Caller): Promise<void>

  putServer(
    id: string,
    input: Omit<Server, 'id'>,
    caller: Caller,
    ifMatch?: number,
  ): Promise<Versioned<Server> & { created: boolean }>
  server(id: string): Promise<Versioned<Server>>
  servers(page: Page): Promise<Paged<Server>>
  removeServer(id: string, caller: Caller): Promise<void>

  /** Reads the list, keeps it whole or not at all, audits it; answers when findings and tasks are in place. */
  importList(
    system: string,
    bytes: AsyncIterable<Uint8Array>,
    options: ImportOptions,
    caller: Caller,
  ): Promise<AccountList>
  /** The list as recorded so far; `status` tells whether its audit has ended. */
  accountList(id: string): Promise<AccountList>
  accounts(system: string, page: Page): Promise<Paged<Account>>
  ratePassword(input: {
    password: string
    userInputs?: readonly string[]
    system?: string
  }): Promise<PasswordRating>

  startAudit(systems: readonly string[] | undefined, caller: Caller): Promise<Audit>
  audit(id: string): Promise<Audit>

  findings(filter: FindingFilter, page: Page): Promise<Paged<FindingView>>
  finding(id: string): Promise<FindingDetail>
  waiveFinding(
    id: string,
    waiver: { reason: string; approver: string; expiresAt: string },
    caller: Caller,
  ): Promise<FindingView>
  unwaiveFinding(id: string, caller: Caller): Promise<FindingView>

  tasks(filter: TaskFilter, page: Page): Promise<Paged<RotationTask>>
  task(id: string): Promise<RotationTask>
  openTask(
    input: { system: string; login: string; reason: string; dueAt?: string },
    caller: Caller,
  ): Promise<RotationTask>
  claimTask(id: string, by: string, caller: Caller): Promise<RotationTask>
  verifyTask(
    id: string,
    passwords: { oldPassword?: string; newPassword?: string },
    caller: Caller,
  ): Promise<RotationTask>
  waiveTask(
    id: string,
    waiver: { reason: string; approver: string; expiresAt: string },
    caller: Caller,
  ): Promise<RotationTask>
  cancelTask(id: string, reason: string, caller: Caller): Promise<RotationTask>
  /** Sentences of a task's reasons, in order. */
  reasonSentences(task: RotationTask): readonly { readonly rule: string; readonly reason: Sentence }[]

  allowlist(system: string): Promise<AllowlistAnswer>
  putAllowlist(
    system: string,
    entries: readonly EntryInput[],
    options: { ifMatch?: number | undefined; dryRun?: boolean; confirmLockout?: boolean },
    caller: Caller,
  ): Promise<AllowlistAnswer>
  addAllowlistEntry(
    system: string,
    entry: EntryInput,
    options: { ifMatch?: number | undefined },
    caller: Caller,
  ): Promise<AllowlistAnswer>
  /** Removes the entry of exactly this network. */
  removeAllowlistEntry(
    system: string,
    network: string,
    options: { ifMatch?: number | undefined; confirmLockout?: boolean },
    caller: Caller,
  ): Promise<AllowlistAnswer>
  exportAllowlist(
    system: string,
    target: string,
  ): Promise<{ text: string; contentType: string; digest: string }>

  /** From memory alone; the record is written afterwards. */
  decide(question: { system: string; ip: string; login?: string }): Decision
  decisions(filter: DecisionFilter, page: Page): Promise<Paged<DecisionRecord>>

  /** The token's text is answered once and never kept. */
  issueToken(
    input: { name: string; scopes: readonly Scope[]; networks?: readonly string[]; expiresAt?: string },
    caller: Caller,
  ): Promise<{ token: Token; text: string }>
  tokens(): Promise<readonly Token[]>
  revokeToken(id: string, caller: Caller): Promise<void>
  /** From memory alone. Refuses unknown, expired and out-of-network tokens. */
  authenticate(text: string, ip: string): Token

  log(page: Page): Promise<Paged<LogEntry>>
  verifyLog(): Promise<{ valid: boolean; entries: number; head: string; brokenAt?: number }>
  /** Ready, or what is wrong: policies that do not read, a disk below its watermark, a store that does not answer. */
  readiness(): Promise<{ status: 'ready' | 'degraded' | 'not-ready'; reasons: readonly string[] }>
}

export type { AllowlistEntry }
