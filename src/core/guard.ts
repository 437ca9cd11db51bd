import type { AllowlistEntry } from './allowlist.ts'
import { enumerate } from './enumeration.ts'
import { type Network, readNetwork } from './network.ts'
import { Refusal } from './refusal.ts'
import { bad, good, type SystemSubject, unknown, type Verdict } from './rule.ts'
import type { Severity } from './severity.ts'
import { type Endpoint, privateKinds, type System } from './system.ts'

/** An allowlist's entry with its network read. */
export interface ListedNetwork {
  readonly entry: AllowlistEntry
  readonly network: Network
}

/** Endpoints declared to be for administration. */
export function adminEndpoints(system: System): readonly Endpoint[] {
  return system.endpoints.filter(({ purpose }) => purpose === 'admin')
}

/** Whether only an allowlist may let anybody near: private data, or an administration page reachable from elsewhere. */
export function mustBeGuarded(system: System): boolean {
  if (system.exposure === 'localhost') return false
  return privateKinds.includes(system.kind) || adminEndpoints(system).length > 0
}

/** Whether everything on it is there for everybody, so that a wide allowlist is meant. */
export function isForEverybody(system: System): boolean {
  return (
    !mustBeGuarded(system) &&
    system.endpoints.length > 0 &&
    system.endpoints.every(({ purpose }) => purpose === 'public')
  )
}

/** Sentences of the reasons `judgeAllowlist` gives by itself. */
export const allowlistReasons = {
  'no-allowlist': {
    en: 'No allowlist was ever set, so there are no entries to check.',
    ja: '許可リストが未設定のため、確認できる項目がありません。',
  },
  unreadable: {
    en: 'Entries that cannot be read: {entries}.',
    ja: '読み取れない許可項目があります: {entries}。',
  },
} as const

/**
 * Hands the entries with their networks to `judge`. Unknown (`no-allowlist`) where a system that must be guarded has
 * none, good where one that need not be has none, unknown (`unreadable`) where only readable entries are in order.
 */
export function judgeAllowlist(
  { allowlist, system }: SystemSubject,
  judge: (listed: readonly ListedNetwork[]) => Verdict,
): Verdict {
  if (allowlist === undefined) return mustBeGuarded(system) ? unknown('no-allowlist') : good
  const { listed, unreadable } = readListed(allowlist)
  const verdict = judge(listed)
  if (verdict.verdict !== 'good' || unreadable.length === 0) return verdict
  return unknown('unreadable', { entries: enumerate(unreadable) })
}

/** Bad if there are entries to name, else good; the entries stand in the values and (first 50) in the evidence. */
export function badEntries(
  reason: string,
  listed: readonly { entry: AllowlistEntry }[],
  severity?: Severity,
): Verdict {
  if (listed.length === 0) return good
  const names = listed.map(({ entry }) => entryName(entry))
  const evidence = { entries: names.slice(0, 50), count: names.length }
  return bad(
    reason,
    { entries: enumerate(names) },
    { evidence, ...(severity === undefined ? {} : { severity }) },
  )
}

type Listed = { readonly listed: readonly ListedNetwork[]; readonly unreadable: readonly string[] }

/** Several rules look at one list, and reading 100,000 networks takes 60 ms. */
const readBefore = new WeakMap<readonly AllowlistEntry[], Listed>()

/** The entries whose network reads, and the texts of those that do not (a restored or hand-edited database). */
export function readListed(entries: readonly AllowlistEntry[]): Listed {
  const known = readBefore.get(entries) ?? readEntries(entries)
  readBefore.set(entries, known)
  return known
}

function readEntries(entries: readonly AllowlistEntry[]): Listed {
  const listed: ListedNetwork[] = []
  const unreadable: string[] = []
  for (const entry of entries) {
    try {
      listed.push({ entry, network: readNetwork(entry.network) })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      unreadable.push(entry.network)
    }
  }
  return { listed, unreadable }
}

function entryName({ network, label }: AllowlistEntry): string {
  return label === undefined ? network : `${network} (${label})`
}
