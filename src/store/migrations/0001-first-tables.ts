import { type Kysely, sql } from 'kysely'
import type { ColumnKinds } from '../migrate.ts'

/** How a column is declared; `?` may be empty, `key` is the primary key. */
type Column = 'key' | 'text' | 'text?' | 'integer' | 'integer key' | 'serial'

const account = {
  id: 'text',
  login: 'text',
  owner: 'text?',
  role: 'text?',
  fingerprint: 'text?',
  hash_fingerprint: 'text?',
  comparable_hash: 'text?',
  salt_fingerprint: 'text?',
  stem: 'text?',
  scheme: 'text',
  facts: 'text',
  assessment: 'text',
  list: 'text',
  first_seen_at: 'text',
  last_seen_at: 'text',
  previous_1: 'text?',
  previous_2: 'text?',
  previous_3: 'text?',
  previous_4: 'text?',
} as const

const waivable = { status: 'text', waiver: 'text?', waiver_expires_at: 'text?' } as const

const tables: Readonly<Record<string, Readonly<Record<string, Column>>>> = {
  systems: { id: 'key', kind: 'text', server: 'text?', version: 'integer', body: 'text' },
  servers: { id: 'key', version: 'integer', body: 'text' },
  account_lists: {
    id: 'key',
    system: 'text',
    status: 'text',
    imported_at: 'text',
    audit: 'text?',
    body: 'text',
  },
  accounts: { ...account, id: 'key', system: 'text' },
  staged_accounts: account,
  findings: {
    id: 'key',
    rank: 'integer',
    severity: 'text',
    rule: 'text',
    system: 'text',
    server: 'text',
    login: 'text',
    ...waivable,
    first_seen_at: 'text',
    last_seen_at: 'text',
    resolved_at: 'text?',
    audit: 'text',
    body: 'text',
  },
  rotation_tasks: {
    id: 'key',
    rank: 'integer',
    system: 'text',
    login: 'text',
    owner: 'text?',
    ...waivable,
    opened_at: 'text',
    due_at: 'text',
    body: 'text',
  },
  allowlists: { system: 'key', version: 'integer', entries: 'text' },
  decisions: {
    number: 'serial',
    at: 'text',
    system: 'text',
    ip: 'text',
    allow: 'integer',
    network: 'text?',
    body: 'text',
  },
  audits: { id: 'key', status: 'text', started_at: 'text', body: 'text' },
  tokens: { id: 'key', last_used_at: 'text?', body: 'text' },
  log: {
    number: 'integer key',
    at: 'text',
    actor: 'text',
    action: 'text',
    subject: 'text',
    detail: 'text',
    previous: 'text',
    hash: 'text',
  },
  log_head: { id: 'integer key', number: 'integer', hash: 'text' },
  answers: { token: 'text', key: 'text', request: 'text', status: 'integer', body: 'text', at: 'text' },
  settings: { name: 'key', value: 'text' },
}

const unique: Readonly<Record<string, readonly string[]>> = {
  accounts: ['system', 'login'],
  staged_accounts: ['list', 'login'],
  answers: ['token', 'key'],
}

const indexes: readonly (readonly [table: string, ...columns: string[]])[] = [
  ['account_lists', 'system', 'imported_at'],
  ['findings', 'rank', 'system', 'login', 'rule', 'id'],
  ['findings', 'system', 'rank', 'login', 'rule', 'id'],
  ['findings', 'waiver_expires_at'],
  ['rotation_tasks', 'rank', 'due_at', 'id'],
  ['rotation_tasks', 'system', 'login', 'opened_at'],
  ['rotation_tasks', 'waiver_expires_at'],
  ['decisions', 'system', 'number'],
  ['decisions', 'at'],
  ['audits', 'started_at'],
  ['audits', 'status'],
  ['answers', 'at'],
]

/** Indexes that leave out accounts without the value: most have no hash and no salt, and nobody asks for those. */
const sparse: readonly (readonly [column: string, ...columns: string[]])[] = [
  ['fingerprint', 'system', 'login'],
  ['comparable_hash', 'system', 'login'],
  ['salt_fingerprint', 'system'],
]

/** Every table of the first release. */
export async function up(db: Kysely<unknown>, kinds: ColumnKinds): Promise<void> {
  for (const [name, columns] of Object.entries(tables)) {
    let table = db.schema.createTable(name)
    for (const [column, declared] of Object.entries(columns)) {
      const kind = declared === 'serial' ? kinds.serial : kinds.text
      table = table.addColumn(column, declared.startsWith('integer') ? 'integer' : kind, made => {
        if (declared.endsWith('key')) return made.primaryKey()
        return declared === 'serial' || declared.endsWith('?') ? made : made.notNull()
      })
    }
    const together = unique[name]
    if (together !== undefined)
      table = table.addUniqueConstraint(
        `${name}_unique`,
        together.map(column => sql.ref(column)),
      )
    await table.execute()
  }
  for (const [table, ...columns] of indexes) {
    await db.schema
      .createIndex(`${table}_by_${columns.join('_')}`)
      .on(table)
      .columns(columns.map(column => sql.ref(column)))
      .execute()
  }
  for (const [column, ...others] of sparse) {
    await db.schema
      .createIndex(`accounts_by_${column}`)
      .on('accounts')
      .columns([column, ...others].map(name => sql.ref(name)))
      .where(sql.ref(column), 'is not', null)
      .execute()
  }
}
