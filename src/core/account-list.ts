import type { MessageKey, Values } from './message.ts'
import type { Refusal } from './refusal.ts'

export type ListStatus = 'staging' | 'committed' | 'audited'

/** One import of a system's accounts. */
export interface AccountList {
  readonly id: string
  readonly system: string
  readonly format: string
  readonly encoding: string
  readonly rows: number
  readonly accepted: number
  readonly rejected: readonly { readonly line: number; readonly key: MessageKey; readonly values?: Values }[]
  readonly rejectedCount: number
  /** Sent as a part of the system's accounts: whom it does not name is not gone. */
  readonly isPartial?: true
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly status: ListStatus
  readonly importedAt: string
  readonly audit?: string
}

/** What is done with a list, in this order; it waits for those that came before it. */
export type ListPhase = 'reading' | 'waiting' | 'committing' | 'auditing'

/** A list as whoever asks is told of it: how far it is, or what came of it. */
export interface ListNews extends Omit<AccountList, 'status'> {
  /** Nothing is kept of a `dry-run`, of a list that is `refused`, and of one that was cut short and `lost`. */
  readonly status: ListStatus | 'dry-run' | 'refused' | 'lost'
  /** Absent once it has ended. */
  readonly phase?: ListPhase
  /** Share of the phase that is done, 0–1. */
  readonly progress?: number
  /** Why nothing is kept. */
  readonly refusal?: Pick<Refusal, 'kind' | 'key' | 'values' | 'faults'>
}

/** News as they were at a time. */
export interface KeptNews {
  readonly at: string
  readonly news: ListNews
}
