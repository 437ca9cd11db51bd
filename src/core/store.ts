import type { Account } from './account.ts'
import type { AccountList, KeptNews } from './account-list.ts'
import type { Allowlist, AllowlistEntry } from './allowlist.ts'
import type { DecisionRecord } from './decision.ts'
import type { Coverage, Finding, FindingStatus, Waiver } from './finding.ts'
import type { ProbeBook } from './probe-book.ts'
import type { Reminder, ReminderStatus, Told } from './reminder.ts'
import type { RotationTask, TaskStatus } from './rotation.ts'
import type { Peer } from './rule.ts'
import type { Severity } from './severity.ts'
import type { Server, System } from './system.ts'
import type { Token } from './token.ts'

/** One page of a list; `cursor` is opaque to callers. */
export interface Page {
  readonly limit: number
  readonly cursor?: string
}
export interface Paged<T> {
  readonly items: readonly T[]
  /** Cursor of the next page; undefined on the last one. */
  readonly next?: string
}

/** A thing with the version its ETag is made from; grows by one with every change. */
export interface Versioned<T> {
  readonly value: T
  readonly version: number
}

/** One pass of all rules. */
export interface Audit {
  readonly id: string
  readonly status: 'running' | 'done' | 'failed'
  readonly systems: readonly string[]
  readonly startedAt: string
  readonly finishedAt?: string
  /** 0–1. */
  readonly progress: number
  readonly coverage: Coverage
  /** Open findings by severity when the audit ended. */
  readonly findings: Readonly<Record<Severity, number>>
  readonly tasks: { readonly opened: number; readonly verified: number }
  /** 0–100: 100 minus the mean of the ten worst risks; undefined while nothing is assessed. */
  readonly score?: number
}

/** A change and who made it, before it is chained. `actor` is a token id or `system`. */
export interface LogDraft {
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string
  /** No passwords, no hashes, no tokens. */
  readonly detail: Readonly<Record<string, unknown>>
}
/** One link of the chain: `hash` = SHA-256 over `previous` and the canonical JSON of the rest, hex. */
export interface LogEntry extends LogDraft {
  readonly number: number
  readonly previous: string
  readonly hash: string
}

export interface FindingFilter {
  readonly system?: string
  readonly severity?: Severity
  readonly rule?: string
  readonly verdict?: Finding['verdict']
  readonly status?: FindingStatus
  readonly login?: string
}
export interface TaskFilter {
  /** Tasks in any of these. */
  readonly statuses?: readonly TaskStatus[]
  readonly system?: string
  readonly owner?: string
  readonly dueBefore?: string
}
export interface ReminderFilter {
  readonly person?: string
  readonly channel?: string
  readonly status?: ReminderStatus
}
/** Decisions that are stored together. */
export interface WrittenDecisions {
  readonly size: number
  /** When the last of them was made. */
  readonly lastAt: string
  /** DecisionRecords as a JSON array in UTF-8, in the order they were made. */
  readonly json: Uint8Array
}

export interface DecisionFilter {
  readonly system?: string
  readonly allow?: boolean
}

/** A login nobody may use any more, or not from a time on. */
export interface ClosedLogin {
  readonly login: string
  /** RFC 3339 or `YYYY-MM-DD`; absent: it is closed now. */
  readonly from?: string
}

/** The refused password of a closed task, sealed, and when it is to be tried again. */
export interface KeptPassword {
  readonly task: string
  readonly system: string
  readonly login: string
  readonly sealed: string
  readonly dueAt: string
}

/** A system that is to be audited for what its logins have shown. */
export interface OwedAudit {
  readonly system: string
  readonly mark: string
}

/** A request with an Idempotency-Key that is being carried out; `attempt` tells one doing of it from another. */
export interface RequestMark extends Omit<KeptAnswer, 'status' | 'body'> {
  readonly attempt: string
}

/**
 * An answer kept for an Idempotency-Key. One with status 0 is a mark: the request was carried out by the attempt that
 * `body` names, and has no answer yet.
 */
export interface KeptAnswer {
  readonly key: string
  readonly token: string
  /** SHA-256 of method, path and body: the same key with another request is refused. */
  readonly request: string
  readonly status: number
  readonly body: string
  readonly at: string
}

/**
 * All that is kept, whichever database keeps it. Every method is one atomic step; `transaction` makes several
 * methods one (the store handed to `work` sees its own writes; a throw undoes all). Lists are ordered and paged stably.
 */
export interface Store {
  readonly transaction: <T>(work: (store: Store) => Promise<T>) => Promise<T>
  /** Runs work while no other process on the same database does so; gives up waiting once `signal` is aborted. */
  readonly alone: <T>(work: () => Promise<T>, signal?: { readonly throwIfAborted: () => void }) => Promise<T>
  readonly close: () => Promise<void>
  /** Writes a consistent copy of the database to a new file (SQLite) with mode 0600. */
  readonly backup: (file: string) => Promise<void>
  /** Bytes the database takes on disk. */
  readonly size: () => Promise<number>

  readonly putSystem: (system: System) => Promise<number>
  readonly getSystem: (id: string) => Promise<Versioned<System> | undefined>
  readonly pageSystems: (page: Page) => Promise<Paged<System>>
  readonly allSystems: () => Promise<readonly System[]>
  /** Removes the system with its accounts, lists, findings, tasks, allowlist and decisions. */
  readonly deleteSystem: (id: string) => Promise<void>

  readonly putServer: (server: Server) => Promise<number>
  readonly getServer: (id: string) => Promise<Versioned<Server> | undefined>
  readonly pageServers: (page: Page) => Promise<Paged<Server>>
  readonly allServers: () => Promise<readonly Server[]>
  readonly deleteServer: (id: string) => Promise<void>

  /** Puts rows of a list that is being read beside the accounts; nobody sees them before `commitList`. Ids are made by the caller. */
  readonly stageAccounts: (list: string, accounts: readonly Account[]) => Promise<void>
  /** Throws away what was staged. Also run for every unfinished list at start. */
  readonly discardList: (list: string) => Promise<void>
  /** Of lists whose ids come before `before` only, where that is given. */
  readonly discardUnfinishedLists: (before?: string) => Promise<number>
  /**
   * In one transaction: the staged rows become the system's accounts. An account is the same by system and login
   * (keeps id, firstSeenAt; a changed fingerprint pushes the old one to previousFingerprints, newest first, four
   * at most, and comes back from there when it was only not shown for a while); rows missing from the list are
   * removed, unless lines of it were rejected: one of those may be the missing one. What a login has
   * shown of a password stays while a list shows the same hash, or none as before. Answers the counts; `changed` counts changed credentials or facts.
   */
  readonly commitList: (list: AccountList) => Promise<{ added: number; changed: number; removed: number }>
  readonly getList: (id: string) => Promise<AccountList | undefined>
  /** Keeps the latest news of a list under its id. */
  readonly putListNews: (kept: KeptNews) => Promise<void>
  readonly getListNews: (id: string) => Promise<KeptNews | undefined>
  /** Keeps the newest `keep` news no older than `since`; answers how many went. */
  readonly pruneListNews: (keep: number, since: string) => Promise<number>
  readonly newestList: (system: string) => Promise<AccountList | undefined>
  readonly markListAudited: (id: string, audit: string) => Promise<void>
  /** Lists that were committed but whose audit never ended (the process died between). */
  readonly unauditedLists: () => Promise<readonly AccountList[]>

  /**
   * Keeps what a login has shown of one account, the same by system and login; id and first sight stay. Nothing where
   * another list than the account's has shown it since.
   */
  readonly putAccount: (account: Account) => Promise<void>
  /** All accounts of a system, or those that this list was the first to show. */
  readonly pageAccounts: (system: string, page: Page, shownFirstBy?: string) => Promise<Paged<Account>>
  readonly getAccount: (system: string, login: string) => Promise<Account | undefined>
  /** Lets nobody else hold the account until this transaction ends. */
  readonly holdAccount: (system: string, login: string) => Promise<void>
  readonly countAccounts: (system?: string) => Promise<number>
  /** Accounts by hash scheme name (`clear`, `locked`, `absent` for the others). */
  readonly schemesOf: (system: string) => Promise<Readonly<Record<string, number>>>
  /**
   * For each account id: others with the same password — equal fingerprint, or equal hash fingerprint where the
   * scheme is unsalted — as the first 50 peers and the whole count. Accounts without peers are absent from the answer.
   */
  readonly peersOf: (
    accounts: readonly Account[],
  ) => Promise<ReadonlyMap<string, { readonly peers: readonly Peer[]; readonly count: number }>>
  /** `peersOf` for one walk over many accounts: who shares a password is read once, not once a batch. */
  readonly peersOnWalk: () => Store['peersOf']
  /** By fingerprint the accounts that have this password now or had it last; the first 50 of each. */
  readonly holdersOf: (
    fingerprints: readonly string[],
  ) => Promise<ReadonlyMap<string, readonly { readonly system: string; readonly login: string }[]>>
  /** Systems that hold an account sharing a password with one of `system`'s accounts (their findings may change with it). */
  readonly systemsSharingPasswordsWith: (system: string) => Promise<readonly string[]>
  /** How many accounts of the system carry each of these salts. */
  readonly saltUses: (
    system: string,
    saltFingerprints: readonly string[],
  ) => Promise<ReadonlyMap<string, number>>
  /** Logins and owners, on all systems, of accounts whose holder has left by `now`; undefined when no list says who left. */
  readonly leaversBy: (now: string) => Promise<readonly string[] | undefined>
  /** Logins of accounts that are disabled, leave or expire, and of those (the latest 10,000) that lists no longer name. */
  readonly closedLogins: (system: string) => Promise<readonly ClosedLogin[]>
  /** Every login the system's latest list names; undefined without a list, or where lines of it were rejected. */
  readonly listedLogins: (system: string) => Promise<readonly string[] | undefined>
  /** Forgets stems of accounts without an open or claimed task. */
  readonly forgetStems: (system: string) => Promise<void>

  /** Opens, keeps or reopens findings by id: firstSeenAt stays from the stored one; a resolved one that is seen again opens; a waiver in force stays. */
  readonly recordFindings: (pass: string, findings: readonly Finding[]) => Promise<void>
  /** Resolves the open and waived findings of these systems (and servers) that this pass did not see. */
  readonly resolveUnseenFindings: (
    pass: string,
    scope: { readonly systems: readonly string[]; readonly servers: readonly string[] },
    at: string,
  ) => Promise<number>
  /** Unresolved findings of these accounts that this pass has not seen. */
  readonly unseenFindings: (
    pass: string,
    system: string,
    logins: readonly string[],
  ) => Promise<readonly { readonly id: string; readonly rule: string; readonly login: string }[]>
  /** Takes unresolved findings for seen by a pass that could not judge them: they stay as they were. */
  readonly holdFindings: (pass: string, ids: readonly string[]) => Promise<void>
  /** Resolves these findings where they are not yet; for a rule that is judged outside an audit. */
  readonly resolveFindings: (ids: readonly string[], at: string) => Promise<void>
  readonly getFinding: (id: string) => Promise<Finding | undefined>
  readonly pageFindings: (filter: FindingFilter, page: Page) => Promise<Paged<Finding>>
  readonly countFindings: (systems?: readonly string[]) => Promise<Readonly<Record<Severity, number>>>
  /** Sets or removes the waiver and the status that goes with it. */
  readonly setFindingWaiver: (id: string, waiver: Waiver | undefined) => Promise<void>
  /** Reopens findings and tasks whose waiver ended; answers how many. */
  readonly reopenExpiredWaivers: (now: string) => Promise<number>
  /** When the first waiver in force ends; undefined while there is none. */
  readonly nextWaiverEnd: () => Promise<string | undefined>

  readonly putTasks: (tasks: readonly RotationTask[]) => Promise<void>
  readonly getTask: (id: string) => Promise<RotationTask | undefined>
  /** Reads a task that nobody else may step with until this transaction ends. */
  readonly holdTask: (id: string) => Promise<RotationTask | undefined>
  readonly pageTasks: (filter: TaskFilter, page: Page) => Promise<Paged<RotationTask>>
  /** Tasks of the system that wait for their proof, the waived ones among them. */
  readonly liveTasks: (system: string) => Promise<readonly RotationTask[]>
  /** Live tasks of the system whose account is not there any more. */
  readonly tasksWithoutAccount: (system: string) => Promise<readonly RotationTask[]>
  /** The newest task of each of these logins, whatever its status. */
  readonly newestTasks: (
    system: string,
    logins: readonly string[],
  ) => Promise<ReadonlyMap<string, RotationTask>>
  readonly countTasks: () => Promise<Readonly<Record<TaskStatus, number>>>

  /** Keeps a sealed password, or only when it is due anew. */
  readonly keepPassword: (kept: KeptPassword) => Promise<void>
  /** Those that are due by then, at most 20, the longest due first. */
  readonly duePasswords: (now: string) => Promise<readonly KeptPassword[]>
  readonly forgetPassword: (task: string) => Promise<void>
  /** Forgets what nobody may try any more: of other systems than these, of tasks not verified, of accounts that are gone. */
  readonly forgetPasswords: (except: readonly string[]) => Promise<number>

  /**
   * Writes in the system's probe book while nobody else does so: what `write` makes of it, or nothing where it makes
   * undefined, which is answered with false.
   */
  readonly writeProbeBook: (
    system: string,
    write: (book: ProbeBook) => ProbeBook | undefined,
  ) => Promise<boolean>

  /** Notes reminders that are to go out, all or none: false where a person was told one of the rungs over that channel before. */
  readonly noteReminders: (reminders: readonly Reminder[]) => Promise<boolean>
  /** Takes a waiting reminder to be sent; false where somebody else has it. */
  readonly beginReminder: (id: string, attempts: number, at: string) => Promise<boolean>
  /** Keeps what became of a reminder. */
  readonly endReminder: (reminder: Reminder) => Promise<void>
  readonly pageReminders: (filter: ReminderFilter, page: Page) => Promise<Paged<Reminder>>
  /** Those that wait and may go out now, oldest first. */
  readonly waitingReminders: (now: string) => Promise<readonly Reminder[]>
  /** What was being sent before that time and has not ended is uncertain from now on: it is not sent again. */
  readonly abandonReminders: (before: string, at: string) => Promise<number>
  /** Reminders by task, oldest first. */
  readonly remindersOf: (tasks: readonly string[]) => Promise<ReadonlyMap<string, readonly Reminder[]>>
  /** What was told of live tasks, and who had a digest since that day (`YYYY-MM-DD`). */
  readonly told: (since: string) => Promise<Told>
  /** Forgets reminders of tasks that ended and were due before. */
  readonly pruneReminders: (before: string) => Promise<number>

  /** By login, names of the places that hold its password, in the order they were given; nothing of who has none. */
  readonly placesOf: (
    system: string,
    logins: readonly string[],
  ) => Promise<ReadonlyMap<string, readonly string[]>>
  /** Of every account that has any: people write them by hand, so they are few. */
  readonly allPlaces: () => Promise<
    readonly { readonly system: string; readonly login: string; readonly places: readonly string[] }[]
  >
  readonly putPlaces: (system: string, login: string, places: readonly string[]) => Promise<void>

  /** The allowlist, held until the transaction ends: whoever else would change it waits. */
  readonly holdAllowlist: (system: string) => Promise<Allowlist>
  readonly getAllowlist: (system: string) => Promise<Allowlist | undefined>
  readonly allAllowlists: () => Promise<readonly Allowlist[]>
  /** Replaces the entries; answers the new version. */
  readonly putAllowlist: (system: string, entries: readonly AllowlistEntry[]) => Promise<number>
  /** As if none had ever been set. */
  readonly removeAllowlist: (system: string) => Promise<void>

  /** What they are written in is read until this has ended. */
  readonly appendDecisions: (groups: readonly WrittenDecisions[]) => Promise<void>
  readonly pageDecisions: (filter: DecisionFilter, page: Page) => Promise<Paged<DecisionRecord>>
  /** Distinct addresses allowed on the system since then, with the last time and the entry that allowed them. */
  readonly addressesAllowedSince: (
    system: string,
    since: string,
  ) => Promise<readonly { readonly ip: string; readonly at: string; readonly network?: string }[]>
  /** Keeps the newest `keep` records no older than `since`; answers how many went. */
  readonly pruneDecisions: (keep: number, since: string) => Promise<number>

  readonly putAudit: (audit: Audit) => Promise<void>
  readonly getAudit: (id: string) => Promise<Audit | undefined>
  readonly newestAudit: () => Promise<Audit | undefined>
  /** Audits that were begun and have not ended, oldest first. */
  readonly runningAudits: () => Promise<readonly Audit[]>

  readonly putToken: (token: Token) => Promise<void>
  readonly allTokens: () => Promise<readonly Token[]>
  readonly deleteToken: (id: string) => Promise<boolean>
  readonly touchTokens: (uses: ReadonlyMap<string, string>) => Promise<void>

  readonly appendLog: (draft: LogDraft) => Promise<LogEntry>
  readonly pageLog: (page: Page) => Promise<Paged<LogEntry>>
  /** Which actions were logged after the entry of this number, each once, and the number of the last. */
  readonly logSince: (
    number: number,
  ) => Promise<{ readonly head: number; readonly actions: readonly string[] }>
  /** Walks the chain. `brokenAt` is the first entry that does not follow from the one before; `entries` and `head` are of those that do. */
  readonly verifyLog: () => Promise<{
    readonly valid: boolean
    readonly entries: number
    readonly head: string
    readonly brokenAt?: number
  }>

  readonly getAnswer: (token: string, key: string) => Promise<KeptAnswer | undefined>
  /** Marks a request as carried out, in the transaction that does so; false where another attempt has. */
  readonly markRequest: (mark: RequestMark) => Promise<boolean>
  /** Takes back the mark of an attempt that came to nothing. */
  readonly unmarkRequest: (mark: Omit<RequestMark, 'request'>) => Promise<void>
  /** Keeps an answer in the place of its mark; the first one under a key stays. */
  readonly keepAnswer: (answer: KeptAnswer) => Promise<void>
  readonly pruneAnswers: (before: string) => Promise<number>

  /** Owes a system an audit; `mark` tells this time from others. */
  readonly oweAudit: (owed: OwedAudit) => Promise<void>
  readonly owedAudits: () => Promise<readonly OwedAudit[]>
  /** The audit has begun; it stays owed where it is owed with another mark by now. */
  readonly settleAudit: (owed: OwedAudit) => Promise<void>

  readonly getSetting: (name: string) => Promise<string | undefined>
  readonly putSetting: (name: string, value: string) => Promise<void>
  /** Values of all settings whose names begin so, in the order of their names. */
  readonly settingsUnder: (prefix: string) => Promise<readonly string[]>
  /** Answers whether there was one: of many who drop it at once, one. */
  readonly dropSetting: (name: string) => Promise<boolean>
}
