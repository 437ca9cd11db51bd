import type { Selectable } from 'kysely'
import { type Account, type AccountFacts, type Assessment, comparableHash } from '../core/account.ts'
import { canonicalJson } from '../core/log-chain.ts'
import { fromJson, present, toJson } from './column.ts'
import type { Tables } from './tables.ts'

type StagedRow = Selectable<Tables['staged_accounts']>

/** The columns of a staged account; `accounts` has these and `system`. */
export const stagedColumns = [
  'id',
  'login',
  'owner',
  'role',
  'fingerprint',
  'hash_fingerprint',
  'comparable_hash',
  'salt_fingerprint',
  'stem',
  'scheme',
  'facts',
  'assessment',
  'list',
  'first_seen_at',
  'last_seen_at',
  'previous_1',
  'previous_2',
  'previous_3',
  'previous_4',
] as const satisfies readonly (keyof StagedRow)[]

/** An account as its row; absent fields become null. */
export function toStagedRow(account: Account, list: string): StagedRow {
  const { id, system: _system, list: _list, firstSeenAt, lastSeenAt, previousFingerprints, ...rest } = account
  const { assessment, ...facts } = rest
  const { fingerprint, stem, hashFingerprint, saltFingerprint, ...remaining } = assessment
  const [previous_1 = null, previous_2 = null, previous_3 = null, previous_4 = null] = previousFingerprints
  return {
    id,
    login: facts.login,
    owner: facts.owner ?? null,
    role: facts.role ?? null,
    fingerprint: fingerprint ?? null,
    hash_fingerprint: hashFingerprint ?? null,
    comparable_hash: comparableHash(assessment) ?? null,
    salt_fingerprint: saltFingerprint ?? null,
    stem: stem ?? null,
    scheme: schemeOf(assessment),
    facts: canonicalJson(facts),
    assessment: toJson(remaining),
    list,
    first_seen_at: firstSeenAt,
    last_seen_at: lastSeenAt,
    previous_1,
    previous_2,
    previous_3,
    previous_4,
  }
}

/** A row as the account it came from. */
export function toAccount(row: Selectable<Tables['accounts']>): Account {
  const { previous_1, previous_2, previous_3, previous_4 } = row
  return {
    ...fromJson<AccountFacts>(row.facts),
    id: row.id,
    system: row.system,
    assessment: {
      ...fromJson<Assessment>(row.assessment),
      ...present({
        fingerprint: row.fingerprint,
        stem: row.stem,
        hashFingerprint: row.hash_fingerprint,
        saltFingerprint: row.salt_fingerprint,
      }),
    },
    list: row.list,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    previousFingerprints: [previous_1, previous_2, previous_3, previous_4].filter(text => text !== null),
  }
}

function schemeOf({ credential, hash }: Assessment): string {
  return credential === 'hash' ? (hash?.scheme ?? 'unknown') : credential
}
