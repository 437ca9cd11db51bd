import type { Account } from '../core/account.ts'
import type { Values } from '../core/message.ts'
import { askedLengths } from '../core/policy.ts'
import { type Fault, Refusal } from '../core/refusal.ts'
import { isLive } from '../core/rotation-plan.ts'
import type { AccountList, Store } from '../core/store.ts'
import { type System, systemWords } from '../core/system.ts'
import type { Parts } from '../parts.ts'
import type { AssessedAccount, IntakeMessage, IntakeOrder } from './protocol.ts'
import { readAccountList } from './reader.ts'

/** What the reading child needs from the configuration. */
export type IntakeSettings = Pick<
  IntakeOrder,
  'fingerprintKeyFile' | 'fingerprintCost' | 'candidateBudgetMilliseconds'
>

/** What an import is told; absent fields take the contract's defaults. */
export interface ImportOptions {
  readonly format?: string
  readonly encoding?: string
  /** Keep the readable lines of a list with bad ones; otherwise one bad line refuses the list. */
  readonly partial?: boolean
  readonly dryRun?: boolean
  /** A list without an account is meant: everybody has gone. */
  readonly confirmEmpty?: boolean
  /** field → header; saved for the system when the import succeeds. */
  readonly columns?: Readonly<Record<string, string>>
  readonly onProgress?: (progress: { readonly rows: number; readonly bytes: number }) => void
  readonly signal?: AbortSignal
}

const namedRejections = 1000

/**
 * Reads a list into the staging area, in a child process that forgets the passwords. Answers the list, not yet
 * committed. The caller commits it, or discards it whatever this refuses.
 */
export async function stageList(
  parts: Parts,
  settings: IntakeSettings,
  id: string,
  system: System,
  bytes: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<AccountList> {
  const order = await intakeOrder(parts, settings, system, options)
  const reading = new Reading(parts, id, system, options)
  const { format, encoding, rows } = await readAccountList(bytes, order, message => reading.take(message), {
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  })
  if (reading.rejectedCount > 0 && options.partial !== true) throw reading.refusal()
  return {
    id,
    system: system.id,
    format,
    encoding,
    rows,
    accepted: reading.accepted,
    rejected: reading.rejected,
    rejectedCount: reading.rejectedCount,
    ...(options.partial === true ? { isPartial: true } : {}),
    added: 0,
    changed: 0,
    removed: 0,
    status: 'staging',
    importedAt: order.now,
  }
}

/** What a commit of the staged list would change, with everything left as it was. */
export async function rehearseCommit(store: Store, list: AccountList): Promise<AccountList> {
  const undo = new Error('rehearsal')
  let counts = { added: 0, changed: 0, removed: 0 }
  await store
    .transaction(async tx => {
      counts = await tx.commitList(list)
      throw undo
    })
    .catch(error => {
      if (error !== undo) throw error
    })
  await store.discardList(list.id)
  return { ...list, ...counts }
}

/** Refuses (conflict) a list without an account that would remove all there are, unless that was meant. */
export function requireMeant(
  { system, accepted }: Pick<AccountList, 'system' | 'accepted'>,
  removed: number,
  { confirmEmpty }: Pick<ImportOptions, 'confirmEmpty'>,
): void {
  if (accepted === 0 && removed > 0 && confirmEmpty !== true)
    throw new Refusal('conflict', 'list-empty', { system, removed })
}

/** Takes the child's messages one after the other and keeps count. */
class Reading {
  readonly rejected: { line: number; key: Fault['key']; values?: Values }[] = []
  rejectedCount = 0
  accepted = 0
  readonly #parts: Parts
  readonly #list: string
  readonly #system: System
  readonly #options: ImportOptions

  constructor(parts: Parts, list: string, system: System, options: ImportOptions) {
    this.#parts = parts
    this.#list = list
    this.#system = system
    this.#options = options
  }

  async take(message: IntakeMessage): Promise<void> {
    if (message.type === 'progress') this.#options.onProgress?.(message)
    if (message.type === 'rejected') {
      this.rejectedCount += 1
      const { line, key, values } = message
      if (this.rejected.length < namedRejections) {
        this.rejected.push({ line, key, ...(values === undefined ? {} : { values }) })
      }
    }
    if (message.type === 'accounts') {
      // Looked at for every batch: a long list must not eat what is kept back for decisions and reads.
      this.#parts.requireRoom()
      this.accepted += message.accounts.length
      await this.#parts.store.stageAccounts(
        this.#list,
        message.accounts.map(account => this.#account(account)),
      )
    }
  }

  refusal(): Refusal {
    const faults = this.rejected.map(({ line, ...rest }) => ({ at: `line ${line}`, ...rest }))
    return new Refusal('invalid', 'list-rejected', { count: this.rejectedCount }, faults)
  }

  #account({ line: _line, assessment, ...facts }: AssessedAccount): Account {
    const now = this.#parts.clock()
    return {
      ...facts,
      id: this.#parts.newId('acc'),
      system: this.#system.id,
      assessment,
      list: this.#list,
      firstSeenAt: now,
      lastSeenAt: now,
      previousFingerprints: [],
    }
  }
}

async function intakeOrder(
  parts: Parts,
  settings: IntakeSettings,
  system: System,
  options: ImportOptions,
): Promise<IntakeOrder> {
  const live = (await parts.store.liveTasks(system.id)).filter(isLive)
  const policy = parts.policies.named(system.policy)
  return {
    ...settings,
    format: options.format ?? 'auto',
    encoding: options.encoding ?? 'auto',
    columns: options.columns ?? system.columns,
    companyWords: policy.companyWords,
    askedLengths: askedLengths(policy),
    systemWords: systemWords(system),
    openTasks: Object.fromEntries(
      live.map(({ login, old: { fingerprint, stem } }) => [
        login,
        { ...(fingerprint === undefined ? {} : { fingerprint }), ...(stem === undefined ? {} : { stem }) },
      ]),
    ),
    now: parts.clock(),
  }
}
