import { DecisionWriter } from '../../src/access/decision-writer.ts'
import type { Account, Assessment } from '../../src/core/account.ts'
import type { AccountList } from '../../src/core/account-list.ts'
import type { DecisionRecord } from '../../src/core/decision.ts'
import type { Finding } from '../../src/core/finding.ts'
import type { RotationTask } from '../../src/core/rotation.ts'
import type { Paged, Store, WrittenDecisions } from '../../src/core/store.ts'
import type { System } from '../../src/core/system.ts'

export const noon = '2026-11-23T12:00:00.000Z'

export function system(id: string, more: Partial<System> = {}): System {
  return {
    id,
    name: `${id} of Aoba Shoji`,
    kind: 'other',
    exposure: 'intranet',
    endpoints: [],
    policy: 'base',
    mode: 'report',
    facts: {},
    columns: {},
    ...more,
  }
}

export function account(
  login: string,
  assessment: Partial<Assessment> = {},
  more: Partial<Account> = {},
): Account {
  return {
    id: `acc_${Math.random().toString(36).slice(2)}`,
    system: 'ftp',
    login,
    assessment: { credential: 'clear', weaknesses: [], ...assessment },
    list: 'list_1',
    firstSeenAt: noon,
    lastSeenAt: noon,
    previousFingerprints: [],
    ...more,
  }
}

export function list(id: string, more: Partial<AccountList> = {}): AccountList {
  return {
    id,
    system: 'ftp',
    format: 'csv',
    encoding: 'utf-8',
    rows: 0,
    accepted: 0,
    rejected: [],
    rejectedCount: 0,
    added: 0,
    changed: 0,
    removed: 0,
    status: 'staging',
    importedAt: noon,
    ...more,
  }
}

/** Declares the system and imports these accounts as its list, as an import does. */
export async function importAccounts(
  store: Store,
  systemId: string,
  accounts: readonly Account[],
  id = `list_${Math.random().toString(36).slice(2)}`,
): Promise<{ added: number; changed: number; removed: number }> {
  if ((await store.getSystem(systemId)) === undefined) await store.putSystem(system(systemId))
  await store.stageAccounts(id, accounts)
  return store.commitList(list(id, { system: systemId }))
}

export function finding(id: string, more: Partial<Finding> = {}): Finding {
  return {
    id,
    rule: 'PW-01',
    severity: 'high',
    verdict: 'bad',
    system: 'ftp',
    login: 'tanaka',
    reason: 'common',
    values: { login: 'tanaka' },
    evidence: { score: 0, networks: ['10.0.0.0/8'] },
    status: 'open',
    firstSeenAt: noon,
    lastSeenAt: noon,
    ...more,
  }
}

export function task(id: string, more: Partial<RotationTask> = {}): RotationTask {
  return {
    id,
    system: 'ftp',
    login: 'tanaka',
    status: 'open',
    risk: 50,
    reasons: [{ rule: 'PW-01', reason: 'common', values: {}, cause: 'weak' }],
    openedAt: noon,
    dueAt: '2026-12-07T15:00:00.000Z',
    old: { fingerprint: 'f1.k.c.AAAA' },
    ...more,
  }
}

export function decision(more: Partial<DecisionRecord> = {}): DecisionRecord {
  return {
    at: noon,
    system: 'ftp',
    ip: '203.0.113.7',
    allow: true,
    wouldAllow: true,
    rule: 'listed',
    mode: 'enforce',
    ...more,
  }
}

/** Everything a list answers, page by page. */
export async function allPages<T>(
  read: (page: { limit: number; cursor?: string }) => Promise<Paged<T>>,
  limit = 3,
): Promise<readonly T[]> {
  const items: T[] = []
  let page = await read({ limit })
  items.push(...page.items)
  while (page.next !== undefined) {
    page = await read({ limit, cursor: page.next })
    items.push(...page.items)
  }
  return items
}

/** Decisions as they are stored. */
export function written(records: Iterable<DecisionRecord>): readonly WrittenDecisions[] {
  const writer = new DecisionWriter()
  for (const record of records) writer.write(record)
  return writer.take()
}
