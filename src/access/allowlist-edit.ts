import { type Caller, found, recordChange, requireVersion } from '../change.ts'
import { wouldCutOff } from '../core/access.ts'
import type { Allowlist, AllowlistEntry } from '../core/allowlist.ts'
import { exportList } from '../core/export-list.ts'
import { readNetwork, readNetworks } from '../core/network.ts'
import { type Fault, Refusal } from '../core/refusal.ts'
import { ownSystem } from '../core/system.ts'
import type { Parts } from '../parts.ts'
import type { Gatekeeper } from './gatekeeper.ts'

/** An entry as a caller writes it: any accepted spelling of a network, or a range `a-b`. */
export interface EntryInput {
  readonly network: string
  readonly label?: string | undefined
  readonly owner?: string | undefined
  readonly expiresAt?: string | undefined
  readonly hours?: AllowlistEntry['hours'] | undefined
}

/** The allowlist and whom it would cut off: addresses let in during the last 30 days that no longer are. */
export interface AllowlistAnswer extends Allowlist {
  readonly wouldCutOff: readonly string[]
}

const cutOffDays = 30

/**
 * Reads entries as callers write them into canonical ones, ranges unfolded into networks. Entries that stood before
 * keep their creation time. Refuses the whole list naming every bad entry.
 */
export function readEntries(
  inputs: readonly EntryInput[],
  before: readonly AllowlistEntry[],
  now: string,
): readonly AllowlistEntry[] {
  const faults: Fault[] = []
  const known = new Map(before.map(entry => [entry.network, entry]))
  const entries = inputs.flatMap((input, index) => {
    try {
      return readEntry(input, known, now)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const field = error.key === 'allowlist-entry-expired' ? 'expiresAt' : 'network'
      faults.push({ at: `entries.${index}.${field}`, key: error.key, values: error.values })
      return []
    }
  })
  const [first, ...more] = faults
  // A single fault is told as itself, with its own hint.
  if (first !== undefined && more.length === 0 && inputs.length === 1) {
    throw new Refusal('invalid', first.key, first.values, faults)
  }
  if (faults.length > 0) throw new Refusal('invalid', 'allowlist-refused', { count: faults.length }, faults)
  return entries
}

function readEntry(
  input: EntryInput,
  known: ReadonlyMap<string, AllowlistEntry>,
  now: string,
): readonly AllowlistEntry[] {
  const { label, owner, expiresAt, hours } = input
  const networks = readNetworks(input.network)
  return networks.map(({ text }) => {
    const stood = known.get(text)
    const until = expiresAt === undefined ? undefined : new Date(expiresAt).toISOString()
    if (until !== undefined && until <= now && stood?.expiresAt !== until) {
      throw new Refusal('invalid', 'allowlist-entry-expired', { network: text, expiresAt: until })
    }
    return {
      network: text,
      ...(label === undefined ? {} : { label }),
      ...(owner === undefined ? {} : { owner }),
      ...(until === undefined ? {} : { expiresAt: until }),
      ...(hours === undefined ? {} : { hours }),
      createdAt: stood?.createdAt ?? now,
      ...(stood === undefined ? {} : { reviewedAt: now }),
    }
  })
}

/** Whom entries would cut off, by the decisions of the last 30 days; of the service's own list also who edits it. */
async function cutOffBy(
  { store, clock }: Parts,
  system: string,
  entries: readonly AllowlistEntry[],
  editor?: string,
): Promise<readonly string[]> {
  const now = clock()
  const since = new Date(Date.parse(now) - cutOffDays * 86_400_000).toISOString()
  const allowed = (await store.addressesAllowedSince(system, since)).map(({ ip }) => ip)
  const addresses = system === ownSystem && editor !== undefined ? [...allowed, editor] : allowed
  return wouldCutOff(entries, [...new Set(addresses)], now)
}

/** Refuses a change of the service's own allowlist that would cut off the one who makes it. */
export function guardAgainstLockout(entries: readonly AllowlistEntry[], ip: string, now: string): void {
  if (wouldCutOff(entries, [ip], now).length > 0) throw new Refusal('conflict', 'allowlist-lockout', { ip })
}

/** How an edit is to be taken. */
export interface EditOptions {
  readonly ifMatch?: number | undefined
  readonly dryRun?: boolean
  readonly confirmLockout?: boolean
}

type Desk = Parts & { readonly gatekeeper: Gatekeeper }

/** The allowlist as it stands; version 0 and no entries while none was ever set. */
export async function readAllowlist(parts: Parts, system: string): Promise<AllowlistAnswer> {
  found(await parts.store.getSystem(system), 'system-unknown', system)
  const allowlist = await parts.store.getAllowlist(system)
  const { version = 0, entries = [] } = allowlist ?? {}
  const wouldCutOff = allowlist === undefined ? [] : await cutOffBy(parts, system, entries)
  return { system, version, entries, wouldCutOff }
}

/** Replaces the entries; over a list that exists the caller must hold its version. */
export async function replaceEntries(
  parts: Desk,
  system: string,
  inputs: readonly EntryInput[],
  options: EditOptions,
  caller: Caller,
): Promise<AllowlistAnswer> {
  const before = await readAllowlist(parts, system)
  if (before.version > 0 && options.ifMatch === undefined && options.dryRun !== true) {
    throw new Refusal('unconditional', 'version-needed', { id: `${system}/allowlist` })
  }
  return keepEntries(parts, before, readEntries(inputs, before.entries, parts.clock()), options, caller)
}

/** Adds one entry, or replaces the one of the same network. A first entry shuts out everybody it does not name. */
export async function addEntry(
  parts: Desk,
  system: string,
  input: EntryInput,
  options: EditOptions,
  caller: Caller,
): Promise<AllowlistAnswer> {
  const before = await readAllowlist(parts, system)
  const added = readEntries([input], before.entries, parts.clock())
  const kept = before.entries.filter(({ network }) => !added.some(other => other.network === network))
  return keepEntries(parts, before, [...kept, ...added], options, caller)
}

/** Removes the entry of exactly this network. */
export async function removeEntry(
  parts: Desk,
  system: string,
  network: string,
  options: EditOptions,
  caller: Caller,
): Promise<AllowlistAnswer> {
  const before = await readAllowlist(parts, system)
  const { text } = readNetwork(network)
  const kept = before.entries.filter(entry => entry.network !== text)
  if (kept.length === before.entries.length) {
    throw new Refusal('not-found', 'allowlist-entry-unknown', { system, network: text })
  }
  return keepEntries(parts, before, kept, options, caller)
}

async function keepEntries(
  parts: Desk,
  before: AllowlistAnswer,
  entries: readonly AllowlistEntry[],
  options: EditOptions,
  caller: Caller,
): Promise<AllowlistAnswer> {
  const { system } = before
  requireVersion(`${system}/allowlist`, before.version, options.ifMatch)
  if (system === ownSystem && entries.some(({ hours }) => hours !== undefined)) {
    throw new Refusal('invalid', 'hours-own-system', {})
  }
  const wouldCutOff = await cutOffBy(parts, system, entries, caller.ip)
  if (options.dryRun === true) return { system, version: before.version, entries, wouldCutOff }
  if (system === ownSystem && options.confirmLockout !== true) {
    guardAgainstLockout(entries, caller.ip, parts.clock())
  }
  const detail = { entries: entries.length, wouldCutOff }
  const version = await recordChange(parts, caller, 'allowlist.put', system, detail, async store => {
    const current = (await store.getAllowlist(system))?.version ?? 0
    requireVersion(`${system}/allowlist`, current, before.version)
    return store.putAllowlist(system, entries)
  })
  await parts.gatekeeper.refresh()
  return { system, version, entries, wouldCutOff }
}

/**
 * The allowlist as text a server reads as it is. `digest` is equal for texts that say the same at another time, `whole`
 * is the SHA-256 of this very text.
 */
export async function exportEntries(
  parts: Parts,
  system: string,
  target: string,
): Promise<Record<'text' | 'contentType' | 'digest' | 'whole', string>> {
  const shape = parts.exports.get(target)
  if (shape === undefined) {
    throw new Refusal('not-found', 'export-unknown', { target, known: [...parts.exports.keys()].join(', ') })
  }
  const { value } = found(await parts.store.getSystem(system), 'system-unknown', system)
  const { entries = [] } = (await parts.store.getAllowlist(system)) ?? {}
  const list = exportList(system, entries, parts.clock(), parts.digest, value.endpoints, value.hours)
  const text = shape.render(list)
  // Not the list's own digest: some targets name ports too, and those change without it.
  const digest = parts.digest(shape.render({ ...list, generatedAt: '' }))
  return { text, contentType: shape.contentType, digest, whole: parts.digest(text) }
}
