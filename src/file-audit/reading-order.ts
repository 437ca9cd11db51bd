import type { RejectedLine } from '../core/format.ts'
import type { MessageKey, SpokenValues } from '../core/message.ts'
import type { IntakeOrder } from '../intake/protocol.ts'
import type { PackedAccounts } from './account-packer.ts'

/** What the reading process is told of one list. */
export interface ReadingOrder
  extends Pick<
    IntakeOrder,
    | 'format'
    | 'encoding'
    | 'columns'
    | 'companyWords'
    | 'systemWords'
    | 'askedLengths'
    | 'now'
    | 'candidateBudgetMilliseconds'
  > {
  /** Key of the run's fingerprints. */
  readonly key: string
  /** The open file, as the reading process sees it. */
  readonly descriptor: number
}

/** Some rows of a list, with their passwords forgotten. */
export interface ReadRows {
  readonly accounts: PackedAccounts
  /** The first thousand, in order. */
  readonly rejected: readonly RejectedLine[]
  readonly rejectedCount: number
  /** Rejected ones included. */
  readonly rows: number
}

/** What the reading process answers, in the list's order; the last one is `done` or `refused`. */
export type ReadingMessage =
  | { readonly type: 'rows'; readonly rows: ReadRows; readonly bytes: number }
  | { readonly type: 'done'; readonly format: string; readonly encoding: string }
  | { readonly type: 'refused'; readonly key: MessageKey; readonly values: SpokenValues }
