import type { Account } from '../core/account.ts'
import type { AccountList, ListNews } from '../core/account-list.ts'
import type { Values } from '../core/message.ts'
import { askedLengths } from '../core/policy.ts'
import { type Fault, Refusal } from '../core/refusal.ts'
import { isLive } from '../core/rotation-plan.ts'
import { liveStatuses } from '../core/rotation-states.ts'
import type { Store } from '../core/store.ts'
import { type System, systemWords } from '../core/system.ts'
import type { Parts } from '../parts.ts'
import type { AssessedAccount, IntakeMessage, IntakeOrder, OldPassword } from './protocol.ts'
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
  /** Answers as soon as the list has been received whole, unless too many are under way already. */
  readonly later?: boolean
  /** Cuts the import short as long as the list is not in place; its reason is what is refused then. */
  readonly signal?: AbortSignal
  /** Told of a list as soon as it is in place. */
  readonly onCommitted?: (list: AccountList) => void
}

/** Follows an import that nobody waits for, and may cut it short. */
export interface ImportWatch {
  readonly signal: AbortSignal
  /** The list need not be sent any longer: its bytes are here. */
  readonly onReceived: () => void
  readonly onStep: (news: ListNews) => void
}

const namedRejections = 1000

/** A list of which nothing has been read. */
export function begunList(
  { newId, clock }: Pick<Parts, 'newId' | 'clock'>,
  system: System,
  { format = 'auto', encoding = 'auto', partial }: ImportOptions,
): AccountList {
  return {
    id: newId('list'),
    system: system.id,
    format,
    encoding,
    rows: 0,
    accepted: 0,
    rejected: [],
    rejectedCount: 0,
    ...(partial === true ? { isPartial: true } : {}),
    added: 0,
    changed: 0,
    removed: 0,
    status: 'staging',
    importedAt: clock(),
  }
}

/**
 * Reads a list into the staging area, in a child process that forgets the passwords. Answers the list, not yet
 * committed. The caller commits it, or discards it whatever this refuses.
 */
export async function stageList(
  parts: Parts,
  settings: IntakeSettings,
  begun: AccountList,
  system: System,
  bytes: AsyncIterable<Uint8Array>,
  options: ImportOptions,
  watch?: ImportWatch,
): Promise<AccountList> {
  const order = await intakeOrder(parts, settings, system, begun, options)
  const reading = new Reading(parts, begun, watch)
  const read = await readAccountList(
    bytes,
    watch === undefined ? order : { ...order, takesIn: true },
    message => reading.take(message),
    {
      oldPasswords: logins => oldPasswords(parts.store, system.id, logins),
      ...(options.signal && { signal: options.signal }),
      ...(watch && { onReceived: size => reading.received(size, watch) }),
    },
  )
  if (reading.rejectedCount > 0 && options.partial !== true) throw reading.refusal()
  const { accepted, rejected, rejectedCount } = reading
  return { ...begun, ...read, accepted, rejected, rejectedCount }
}

/** What a commit of the staged list would change, with everything left as it was. Refuses what the commit would. */
export async function rehearseCommit(
  store: Store,
  list: AccountList,
  options: Pick<ImportOptions, 'confirmEmpty'>,
): Promise<ListNews> {
  const undo = new Error('rehearsal')
  let counts = { added: 0, changed: 0, removed: 0 }
  await store
    .transaction(async tx => {
      counts = await tx.commitList(list)
      requireMeant(list, counts.removed, options)
      throw undo
    })
    .catch(error => {
      if (error !== undo) throw error
    })
  await store.discardList(list.id)
  return { ...list, ...counts, status: 'dry-run' }
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
  readonly #watch: ImportWatch | undefined
  #list: AccountList
  #bytes = Number.POSITIVE_INFINITY

  constructor(parts: Parts, begun: AccountList, watch: ImportWatch | undefined) {
    this.#parts = parts
    this.#list = begun
    this.#watch = watch
  }

  /** From here on it is known of how many bytes a share has been read. */
  received(bytes: number, { onReceived }: ImportWatch): void {
    this.#bytes = bytes
    onReceived()
  }

  async take(message: IntakeMessage): Promise<void> {
    if (message.type === 'recognised') {
      const { format, encoding } = message
      this.#list = { ...this.#list, format, encoding }
    }
    if (message.type === 'progress') {
      const { rows, rejected, bytes } = message
      const counts = { rows, accepted: rows - rejected, rejectedCount: rejected }
      const progress = Math.min(1, bytes / Math.max(1, this.#bytes))
      this.#watch?.onStep({ ...this.#list, ...counts, phase: 'reading', progress })
    }
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
        this.#list.id,
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
      system: this.#list.system,
      assessment,
      list: this.#list.id,
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
  { format, encoding, importedAt }: AccountList,
  options: ImportOptions,
): Promise<IntakeOrder> {
  const policy = parts.policies.named(system.policy)
  return {
    ...settings,
    format,
    encoding,
    columns: options.columns ?? system.columns,
    companyWords: policy.companyWords,
    askedLengths: askedLengths(policy),
    systemWords: systemWords(system),
    ...((await hasLiveTasks(parts.store, system.id)) ? { hasOpenTasks: true } : {}),
    now: importedAt,
  }
}

async function hasLiveTasks(store: Store, system: string): Promise<boolean> {
  const { items } = await store.pageTasks({ system, statuses: liveStatuses }, { limit: 1 })
  return items.length > 0
}

/** What live tasks want gone, login by login. */
async function oldPasswords(
  store: Store,
  system: string,
  logins: readonly string[],
): Promise<readonly (OldPassword | null)[]> {
  const tasks = await store.newestTasks(system, logins)
  return logins.map(login => {
    const task = tasks.get(login)
    if (task === undefined || !isLive(task)) return null
    const { fingerprint, stem } = task.old
    return { ...(fingerprint === undefined ? {} : { fingerprint }), ...(stem === undefined ? {} : { stem }) }
  })
}
