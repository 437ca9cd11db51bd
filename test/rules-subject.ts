import type { Account } from '../src/core/account.ts'
import type { RotationTask } from '../src/core/rotation.ts'
import type { AccountSubject, ListSummary, RuleExample, SubjectKind, Subjects } from '../src/core/rule.ts'
import type { Server, System } from '../src/core/system.ts'

/** The instant every example is checked at. */
export const exampleNow = '2026-11-23T09:00:00Z'

const account: Account = {
  id: 'account-1',
  system: 'shop-1',
  login: 'sato',
  assessment: { credential: 'absent', weaknesses: [] },
  list: 'list-1',
  firstSeenAt: '2026-01-05T09:00:00Z',
  lastSeenAt: '2026-11-23T08:00:00Z',
  previousFingerprints: [],
}

const system: System = {
  id: 'shop-1',
  name: 'Aoba Shoji web shop',
  kind: 'shop',
  exposure: 'internet',
  endpoints: [],
  policy: 'shop',
  mode: 'report',
  facts: {},
  columns: {},
}

const server: Server = { id: 'vps-1', name: 'Rented server 1', facts: {} }

const task: RotationTask = {
  id: 'task-1',
  system: 'shop-1',
  login: 'sato',
  status: 'open',
  risk: 80,
  reasons: [],
  openedAt: '2026-11-02T09:00:00Z',
  dueAt: '2026-12-01T09:00:00Z',
  old: {},
}

const list: ListSummary = { accounts: 1, schemes: {} }

/** Subjects in which every fact that may be unknown is unknown. */
const plain: Subjects = {
  account: { account, system, coLocated: [], peers: [], peerCount: 0, now: exampleNow },
  system: { system, coLocated: [], now: exampleNow },
  server: { server, systems: [], now: exampleNow },
}

/** What an example may name although the plain subject lacks it; the rest of it is filled in from here. */
const absentByDefault = { server, task, list }

/**
 * A whole subject from what an example names: objects are merged into the plain subject, arrays replace.
 * A server, task or list the example touches is completed; `peerCount` follows `peers` unless given.
 */
export function exampleSubject<K extends SubjectKind>(
  kind: K,
  example: RuleExample<K>['subject'],
): Subjects[K] {
  const touched = Object.entries(absentByDefault).filter(([name]) => name in example)
  const base: unknown = { ...plain[kind], ...Object.fromEntries(touched) }
  return withPeerCount(merged(base, example) as Subjects[K], example)
}

function withPeerCount<K extends SubjectKind>(subject: Subjects[K], example: object): Subjects[K] {
  if (!('peers' in subject) || 'peerCount' in example) return subject
  const { peers } = subject as AccountSubject
  return { ...subject, peerCount: peers.length }
}

function merged(base: unknown, change: unknown): unknown {
  if (!isRecord(base) || !isRecord(change)) return change
  const changes = Object.entries(change).map(([name, value]) => [name, merged(base[name], value)])
  return { ...base, ...Object.fromEntries(changes) }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
