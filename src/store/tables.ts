import type { Generated } from 'kysely'

/** A thing kept as JSON with the columns it is found by. */
interface Kept {
  readonly id: string
  readonly body: string
}

interface AccountColumns {
  readonly id: string
  readonly login: string
  readonly owner: string | null
  readonly role: string | null
  readonly fingerprint: string | null
  readonly hash_fingerprint: string | null
  /** The hash fingerprint again where equal hashes mean equal passwords, else null. */
  readonly comparable_hash: string | null
  readonly salt_fingerprint: string | null
  readonly stem: string | null
  /** Hash scheme, or `clear`, `locked`, `absent`. */
  readonly scheme: string
  /** AccountFacts and the rest of the assessment as JSON; facts in canonical form, so that equal is equal text. */
  readonly facts: string
  readonly assessment: string
  readonly list: string
  readonly first_seen_at: string
  readonly last_seen_at: string
  readonly previous_1: string | null
  readonly previous_2: string | null
  readonly previous_3: string | null
  readonly previous_4: string | null
}

/**
 * Every table. Times to compare stand in UTC with milliseconds, flags as 0 and 1, `rank` so that ascending is the
 * order of lists, and a finding's absent system, server or login as '' so that it sorts and pages like the others.
 */
export interface Tables {
  systems: Kept & { readonly kind: string; readonly server: string | null; readonly version: number }
  servers: Kept & { readonly version: number }
  account_lists: Kept & {
    readonly system: string
    readonly status: string
    readonly imported_at: string
    readonly audit: string | null
  }
  list_news: Kept & { readonly system: string; readonly at: string }
  accounts: AccountColumns & { readonly system: string }
  staged_accounts: AccountColumns
  /** What is left of accounts that a list removed. */
  former_accounts: Pick<
    AccountColumns,
    'login' | 'fingerprint' | 'previous_1' | 'previous_2' | 'previous_3' | 'previous_4'
  > & { readonly system: string; readonly removed_at: string }
  findings: Kept & {
    readonly rank: number
    readonly severity: string
    readonly rule: string
    readonly system: string
    readonly server: string
    readonly login: string
    readonly status: string
    readonly waiver: string | null
    readonly waiver_expires_at: string | null
    readonly first_seen_at: string
    readonly last_seen_at: string
    readonly resolved_at: string | null
    /** The pass of an audit that saw it last. */
    readonly audit: string
  }
  rotation_tasks: Kept & {
    readonly rank: number
    readonly system: string
    readonly login: string
    readonly owner: string | null
    readonly status: string
    readonly opened_at: string
    readonly due_at: string
    readonly waiver: string | null
    readonly waiver_expires_at: string | null
  }
  /** Places as a JSON array of names. */
  account_places: { readonly system: string; readonly login: string; readonly places: string }
  allowlists: { readonly system: string; readonly version: number; readonly entries: string }
  /** Decisions that were noted together, as a JSON array in their order; `last_at` is when the last of them was. */
  decision_groups: {
    readonly number: Generated<number>
    readonly size: number
    readonly last_at: string
    readonly body: string
  }
  audits: Kept & { readonly status: string; readonly started_at: string }
  tokens: Kept & { readonly last_used_at: string | null }
  log: {
    readonly number: number
    readonly at: string
    readonly actor: string
    readonly action: string
    readonly subject: string
    readonly detail: string
    readonly previous: string
    readonly hash: string
  }
  /** One row: the newest entry's number and hash. Locked while an entry is added, so that links are made one by one. */
  log_head: { readonly id: number; readonly number: number; readonly hash: string }
  answers: {
    readonly token: string
    readonly key: string
    readonly request: string
    readonly status: number
    readonly body: string
    readonly at: string
  }
  settings: { readonly name: string; readonly value: string }
  reminders: Kept & {
    readonly person: string
    readonly channel: string
    readonly day: string
    readonly status: string
    readonly at: string
    readonly changed_at: string
    readonly not_before: string
    readonly attempts: number
  }
  /** `asked` is empty on the ladder, else the reminder's own id: what is asked for may be told again. */
  reminder_steps: {
    readonly reminder: string
    readonly person: string
    readonly channel: string
    readonly task: string
    readonly due_at: string
    readonly rank: number
    readonly asked: string
  }
  /** Sealed with a key that is not in the database; the row goes with the last re-check. */
  kept_passwords: {
    readonly task: string
    readonly system: string
    readonly login: string
    readonly sealed: string
    readonly due_at: string
  }
  probe_books: { readonly system: string; readonly body: string }
  owed_audits: { readonly system: string; readonly mark: string }
  migrations: { readonly name: string; readonly applied_at: string }
}
