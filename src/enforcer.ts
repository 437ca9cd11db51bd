import {
  type AllowlistAnswer,
  addEntry,
  type EditOptions,
  type EntryInput,
  exportEntries,
  readAllowlist,
  removeEntry,
  replaceEntries,
} from './access/allowlist-edit.ts'
import { GatePost } from './access/gate-post.ts'
import { decideAtGate } from './access/gate-watch.ts'
import { closeBooks, tidyUp } from './access/tidying.ts'
import { issueToken, revokeToken, type TokenWish } from './access/token-desk.ts'
import type { AttackBook } from './attack-evidence/attack-book.ts'
import {
  type FindingDetail,
  type FindingView,
  readFindingDetail,
  setWaiver,
  taskSentences,
  viewFindings,
} from './audit/finding-view.ts'
import { requireNamed } from './audit/named.ts'
import { beginAudit } from './audit/pass.ts'
import { type PasswordQuestion, type PasswordRating, ratePassword } from './audit/password-check.ts'
import { type MadePassword, makePasswords, type PasswordOrder } from './audit/password-making.ts'
import { readReport } from './audit/report.ts'
import { SyncBook } from './audit/sync-book.ts'
import { cancelled, claimed, openTask, stepTask, type TaskRequest, waived } from './audit/task-steps.ts'
import { compareUnder, type WhatIf } from './audit/what-if.ts'
import { type Caller, found, type Held } from './change.ts'
import type { Account } from './core/account.ts'
import type { ListNews } from './core/account-list.ts'
import type { Decision, DecisionRecord, Question } from './core/decision.ts'
import type { Language, Sentence } from './core/message.ts'
import type { HeldReport } from './core/report.ts'
import type { RotationTask } from './core/rotation.ts'
import type {
  Audit,
  DecisionFilter,
  FindingFilter,
  LogEntry,
  Page,
  Paged,
  Store,
  TaskFilter,
  Versioned,
} from './core/store.ts'
import { ownSystem, type Server, type System } from './core/system.ts'
import type { Token } from './core/token.ts'
import { readWaiver, type WaiverInput } from './core/waiver.ts'
import type { EnforcerParts } from './enforcer-parts.ts'
import type { HandoverDesk } from './handovers/handover-desk.ts'
import type { ImportOptions } from './intake/import.ts'
import { WorkLine } from './intake/work-line.ts'
import { Rounds } from './jobs/rounds.ts'
import type { InspectionDesk } from './probing/inspection-desk.ts'
import type { Offered, ProofDesk } from './proof/proof-desk.ts'
import { type Readiness, readReadiness } from './readiness.ts'
import { putServer, putSystem, removeServer, removeSystem, type SystemInput } from './registry/systems.ts'
import type { ReminderBook } from './reminders/reminder-book.ts'

export type { AllowlistAnswer, EntryInput } from './access/allowlist-edit.ts'
export type { FindingDetail, FindingView } from './audit/finding-view.ts'
export type { Caller, Held } from './change.ts'
export type { EnforcerParts } from './enforcer-parts.ts'
export type { ImportOptions } from './intake/import.ts'
export type { SystemInput } from './registry/systems.ts'

/** ONE method a thing the product does. Methods refuse with `Refusal`; every change is logged with who made it. */
export class Enforcer {
  readonly #parts: EnforcerParts
  readonly #store: Store
  readonly #line: WorkLine
  readonly #rounds: Rounds
  /** The files that servers read their allowlists from, as `kagimori sync` reports. */
  readonly syncs: SyncBook
  /** What a gate waits for before a decision, and tells after it. */
  readonly gates: GatePost
  /** What the gates saw of attempts to get in. */
  readonly attacks: AttackBook
  /** Proofs by asking the systems themselves, where passwords are kept, and who leaves. */
  readonly proofs: ProofDesk
  /** What the systems' endpoints say of themselves. */
  readonly inspections: InspectionDesk
  /** Who is told of which task, when and how. */
  readonly reminders: ReminderBook
  /** Passwords handed over by links that are read once. */
  readonly handovers: HandoverDesk

  constructor(parts: EnforcerParts) {
    this.#parts = parts
    this.#store = parts.store
    this.#line = new WorkLine(parts, parts.intake, parts.jobs.isShared)
    this.syncs = new SyncBook(parts)
    this.gates = new GatePost(parts)
    this.attacks = parts.attacks
    this.proofs = parts.proofs
    this.inspections = parts.inspections
    this.reminders = parts.reminders
    this.handovers = parts.handovers
    const { syncs, proofs, reminders } = this
    const due = [() => syncs.noteSilence(), () => proofs.rechecks.tryDue(), () => reminders.round()]
    this.#rounds = new Rounds({ ...parts, line: this.#line, due })
  }

  // — Systems and servers —

  /** Declares or replaces a system. */
  putSystem(
    id: string,
    input: SystemInput,
    caller: Caller,
    options: Pick<EditOptions, 'ifMatch' | 'confirmLockout'> = {},
  ): Promise<Versioned<System> & { readonly created: boolean }> {
    return putSystem(this.#parts, id, input, caller, options)
  }

  async system(id: string): Promise<Versioned<System>> {
    return found(await this.#store.getSystem(id), 'system-unknown', id)
  }

  systems(page: Page): Promise<Paged<System>> {
    return this.#store.pageSystems(page)
  }

  /** Removes a system with all that belongs to it. */
  removeSystem(id: string, caller: Caller, ifMatch?: Held): Promise<void> {
    return removeSystem(this.#parts, id, caller, ifMatch)
  }

  /** Declares or replaces a server and what is reported of it. */
  putServer(
    id: string,
    input: Omit<Server, 'id'>,
    caller: Caller,
    ifMatch?: Held,
  ): Promise<Versioned<Server> & { readonly created: boolean }> {
    return putServer(this.#parts, id, input, caller, ifMatch)
  }

  async server(id: string): Promise<Versioned<Server>> {
    return found(await this.#store.getServer(id), 'server-unknown', id)
  }

  servers(page: Page): Promise<Paged<Server>> {
    return this.#store.pageServers(page)
  }

  /** Removes a server that no system runs on any more. */
  removeServer(id: string, caller: Caller, ifMatch?: Held): Promise<void> {
    return removeServer(this.#parts, id, caller, ifMatch)
  }

  // — Account lists and passwords —

  /**
   * Reads the list in a child process, keeps it whole or not at all, audits it; answers when its findings and tasks
   * are in place, or with `later` as soon as it has been received whole.
   */
  async importList(
    systemId: string,
    bytes: AsyncIterable<Uint8Array>,
    options: ImportOptions,
    caller: Caller,
  ): Promise<ListNews> {
    this.#parts.requireRoom()
    const { value: system } = await this.system(systemId)
    return this.#line.import(system, bytes, options, caller)
  }

  /** How far the list is on its way in, or what came of it; `status` tells whether its audit has ended. */
  async accountList(id: string): Promise<ListNews> {
    return found(await this.#line.tell(id), 'list-unknown', id)
  }

  async accounts(systemId: string, page: Page): Promise<Paged<Account>> {
    await this.system(systemId)
    return this.#store.pageAccounts(systemId, page)
  }

  /** Rates one password; nothing is stored. */
  async ratePassword(question: PasswordQuestion): Promise<PasswordRating> {
    return ratePassword(this.#parts, question, await this.#systemIf(question.system))
  }

  /** Makes passwords that the system takes and its policy accepts; nothing is stored. */
  async generatePasswords(order: PasswordOrder): Promise<readonly MadePassword[]> {
    return makePasswords(this.#parts, order, await this.#systemIf(order.system))
  }

  async #systemIf(id: string | undefined): Promise<System | undefined> {
    return id === undefined ? undefined : (await this.system(id)).value
  }

  // — Audits and findings —

  /** Begins an audit of these systems (all without a choice); it goes on by itself. */
  async startAudit(systems: readonly string[] | undefined, caller: Caller): Promise<Audit> {
    const audit = await beginAudit(this.#parts, systems, caller)
    void this.#parts.jobs.ask('audit', audit.id)
    return audit
  }

  async audit(id: string): Promise<Audit> {
    return found(await this.#store.getAudit(id), 'audit-unknown', id)
  }

  /** Everything an audit's systems have to show now: ranked accounts with all reasons, findings, tasks, coverage. */
  async auditReport(id: string): Promise<HeldReport> {
    return readReport(this.#parts, await this.audit(id))
  }

  findings(filter: FindingFilter, page: Page): Promise<Paged<FindingView>> {
    return viewFindings(this.#parts, filter, page)
  }

  finding(id: string): Promise<FindingDetail> {
    return readFindingDetail(this.#parts, id)
  }

  async waiveFinding(id: string, input: WaiverInput, caller: Caller): Promise<FindingView> {
    const waiver = readWaiver(input, this.#parts.clock())
    return setWaiver(this.#parts, id, waiver, caller)
  }

  async unwaiveFinding(id: string, caller: Caller): Promise<FindingView> {
    return setWaiver(this.#parts, id, undefined, caller)
  }

  /** Whom this policy file would newly catch if it took the place of the one of its name. */
  async whatIf(name: string, text: string): Promise<WhatIf> {
    return compareUnder(this.#parts, await this.#parts.policies.tried(name, text))
  }

  // — Rotation tasks —

  async tasks(filter: TaskFilter, page: Page): Promise<Paged<RotationTask>> {
    await requireNamed(this.#parts, filter)
    return this.#store.pageTasks(filter, page)
  }

  async task(id: string): Promise<RotationTask> {
    return found(await this.#store.getTask(id), 'task-unknown', id)
  }

  /** Opens a task an administrator asks for; an account has at most one live task. */
  async openTask(input: TaskRequest & { readonly system: string }, caller: Caller): Promise<RotationTask> {
    return openTask(this.#parts, (await this.system(input.system)).value, input, caller)
  }

  /** "I am at it." A claim closes nothing. */
  claimTask(id: string, by: string, caller: Caller): Promise<RotationTask> {
    return stepTask(this.#parts, id, 'task.claim', { by }, caller, (task, move) =>
      claimed(task, { by }, move),
    )
  }

  /** Answers a task that is proved; refuses one that is not, saying what is missing. */
  verifyTask(id: string, passwords: Offered, caller: Caller): Promise<RotationTask> {
    return this.proofs.verify(id, passwords, caller)
  }

  async waiveTask(id: string, input: WaiverInput, caller: Caller): Promise<RotationTask> {
    const waiver = readWaiver(input, this.#parts.clock())
    return stepTask(this.#parts, id, 'task.waive', waiver, caller, (task, move) => waived(task, waiver, move))
  }

  cancelTask(id: string, reason: string, caller: Caller): Promise<RotationTask> {
    return stepTask(this.#parts, id, 'task.cancel', { reason }, caller, (task, move) =>
      cancelled(task, reason, move),
    )
  }

  /** Sentences of a task's reasons, in order. */
  reasonSentences(task: RotationTask): readonly { readonly rule: string; readonly reason: Sentence }[] {
    return taskSentences(this.#parts, task)
  }

  // — Allowlists and decisions —

  allowlist(system: string): Promise<AllowlistAnswer> {
    return readAllowlist(this.#parts, system)
  }

  /** Replaces the entries; `dryRun` only tells whom that would cut off. */
  putAllowlist(
    system: string,
    entries: readonly EntryInput[],
    options: EditOptions,
    caller: Caller,
  ): Promise<AllowlistAnswer> {
    return replaceEntries(this.#parts, system, entries, options, caller)
  }

  addAllowlistEntry(
    system: string,
    entry: EntryInput,
    options: EditOptions,
    caller: Caller,
  ): Promise<AllowlistAnswer> {
    return addEntry(this.#parts, system, entry, options, caller)
  }

  /** Removes the entry of exactly this network. */
  removeAllowlistEntry(
    system: string,
    network: string,
    options: EditOptions,
    caller: Caller,
  ): Promise<AllowlistAnswer> {
    return removeEntry(this.#parts, system, network, options, caller)
  }

  /** The allowlist as text a server reads as it is. */
  exportAllowlist(system: string, target: string): ReturnType<typeof exportEntries> {
    return exportEntries(this.#parts, system, target)
  }

  /** From memory alone; the record is written afterwards. */
  decide(question: Question): Decision {
    return decideAtGate(this.#parts, question)
  }

  /** What an address would be answered now; nothing is recorded. */
  foresee(system: string, ip: string): Decision {
    return this.#parts.gatekeeper.judge(system, ip, this.#parts.clock())
  }

  async decisions(filter: DecisionFilter, page: Page): Promise<Paged<DecisionRecord>> {
    await this.#parts.decisionBook.flush()
    return this.#store.pageDecisions(filter, page)
  }

  /** Whether the service's own allowlist lets this address use the API; with none set, everybody with a token. */
  admits(ip: string): boolean {
    return this.#parts.gatekeeper.admits(ownSystem, ip)
  }

  // — Tokens, log, readiness —

  /** The token's text is answered once and never kept. */
  issueToken(input: TokenWish, caller: Caller): Promise<{ readonly token: Token; readonly text: string }> {
    return issueToken(this.#parts, input, caller)
  }

  async tokens(): Promise<readonly Token[]> {
    return this.#parts.tokenRing.tokens()
  }

  revokeToken(id: string, caller: Caller): Promise<void> {
    return revokeToken(this.#parts, id, caller)
  }

  /** From memory alone. Refuses unknown, expired and out-of-network tokens. */
  authenticate(text: string, ip: string): Token {
    return this.#parts.tokenRing.authenticate(text, ip)
  }

  log(page: Page): Promise<Paged<LogEntry>> {
    return this.#store.pageLog(page)
  }

  verifyLog(): ReturnType<Store['verifyLog']> {
    return this.#store.verifyLog()
  }

  /** Ready, or what is wrong. */
  readiness(language: Language = 'en'): Promise<Readiness> {
    return readReadiness(this.#parts, language)
  }

  /** Lets waivers end, notes tokens' last uses and the time, forgets old answers; called every minute. */
  async tidy(): Promise<void> {
    await tidyUp(this.#parts)
    await this.handovers.round()
    await this.#rounds.next()
  }

  /** Begins to do what is asked for without waiting for it. */
  open(): Promise<void> {
    return this.#rounds.open()
  }

  /** Finds what a stop cut short and goes on with it by itself; to be called before anybody comes in. */
  async recover(): Promise<void> {
    await this.handovers.noteLost()
    return this.#rounds.recover()
  }

  /** Waits for running imports and audits, and writes what is still in memory. */
  async settle(): Promise<void> {
    await this.#line.settle()
    await closeBooks(this.#parts)
  }
}

/** The enforcer as the front doors see it. */
export type EnforcerContract = Pick<Enforcer, keyof Enforcer>
