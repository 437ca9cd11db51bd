import { type Caller, found, type Held, noteChange, requireVersion } from '../change.ts'
import { wouldCutOff } from '../core/access.ts'
import { plainAddress } from '../core/address.ts'
import type { Allowlist, AllowlistEntry } from '../core/allowlist.ts'
import { exportList } from '../core/export-list.ts'
import { readNetwork, readNetworks } from '../core/network.ts'
import { type Fault, Refusal } from '../core/refusal.ts'
import { ownSystem } from '../core/system.ts'
import type { Parts } from '../parts.ts'
import type { Gatekeeper } from './gatekeeper.ts'
import { guardAgainstLockout } from './lockout.ts'

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
 * keep their creation time. Refuses the whole list naming every bad entry by `placeOf` in what the caller wrote.
 */
export function readEntries(
  inputs: readonly EntryInput[],
  before: readonly AllowlistEntry[],
  now: string,
  placeOf: (index: number) => string = index => `entries.${index}.`,
): readonly AllowlistEntry[] {
  const faults: Fault[] = []
  const known = new Map(before.map(entry => [entry.network, entry]))
  const entries = inputs.flatMap((input, index) => {
    try {
      return readEntry(input, known, now)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const field = error.key === 'allowlist-entry-expired' ? 'expiresAt' : 'network'
      faults.push({ at: `${placeOf(index)}${field}`, key: error.key, values: error.values })
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

/** The addresses let in during the last 30 days; of the service's own list also who edits it. */
async function knownAddresses(
  { store, clock }: Parts,
  system: string,
  editor?: string,
): Promise<Set<string>> {
  const since = new Date(Date.parse(clock()) - cutOffDays * 86_400_000).toISOString()
  // Kept as they were asked until they were kept as they are read.
  const allowed = (await store.addressesAllowedSince(system, since)).map(({ ip }) => plainAddress(ip))
  return new Set(system === ownSystem && editor !== undefined ? [...allowed, editor] : allowed)
}

/** How an edit is to be taken. */
export interface EditOptions {
  readonly ifMatch?: Held | undefined
  readonly dryRun?: boolean
  readonly confirmLockout?: boolean
}

type Desk = Parts & { readonly gatekeeper: Gatekeeper }

/** The allowlist as it stands; version 0 and no entries while none was ever set. */
export async function readAllowlist(parts: Parts, system: string): Promise<AllowlistAnswer> {
  found(await parts.store.getSystem(system), 'system-unknown', system)
  const allowlist = await parts.store.getAllowlist(system)
  if (allowlist === undefined) return { ...neverSet(system), wouldCutOff: [] }
  const addresses = await knownAddresses(parts, system)
  return { ...allowlist, wouldCutOff: wouldCutOff(allowlist.entries, [...addresses], parts.clock()) }
}

function neverSet(system: string): Allowlist {
  return { system, version: 0, entries: [] }
}

/** What the entries become, from what they are. */
type Change = (entries: readonly AllowlistEntry[]) => readonly AllowlistEntry[]

/** Replaces the entries; over a list that exists the caller must hold its version. */
export function replaceEntries(
  parts: Desk,
  system: string,
  inputs: readonly EntryInput[],
  options: EditOptions,
  caller: Caller,
): Promise<AllowlistAnswer> {
  const change: Change = before => readEntries(inputs, before, parts.clock())
  return options.dryRun === true
    ? rehearseEdit(parts, system, options, caller, change)
    : edit(parts, system, { ...options, replaces: true }, caller, change)
}

/** Adds one entry, or replaces the one of the same network. A first entry shuts out everybody it does not name. */
export function addEntry(
  parts: Desk,
  system: string,
  input: EntryInput,
  options: EditOptions,
  caller: Caller,
): Promise<AllowlistAnswer> {
  return edit(parts, system, options, caller, before => {
    const added = readEntries([input], before, parts.clock(), () => '')
    return [...before.filter(({ network }) => !added.some(other => other.network === network)), ...added]
  })
}

/** Removes the entry of exactly this network. */
export function removeEntry(
  parts: Desk,
  system: string,
  network: string,
  options: EditOptions,
  caller: Caller,
): Promise<AllowlistAnswer> {
  return edit(parts, system, options, caller, before => {
    const { text } = readNetwork(network)
    const kept = before.filter(entry => entry.network !== text)
    if (kept.length < before.length) return kept
    throw new Refusal('not-found', 'allowlist-entry-unknown', { system, network: text })
  })
}

/** What a change would answer, with everything left as it is. */
async function rehearseEdit(
  parts: Desk,
  system: string,
  { ifMatch }: EditOptions,
  caller: Caller,
  change: Change,
): Promise<AllowlistAnswer> {
  found(await parts.store.getSystem(system), 'system-unknown', system)
  const before = (await parts.store.getAllowlist(system)) ?? neverSet(system)
  requireVersion(`${system}/allowlist`, before.version, ifMatch)
  const entries = changed(before, change)
  const addresses = await knownAddresses(parts, system, caller.ip)
  return { ...before, entries, wouldCutOff: wouldCutOff(entries, [...addresses], parts.clock()) }
}

/** Changes the list as it stands when its turn comes: without a version held, any number of edits at once all hold. */
async function edit(
  parts: Desk,
  system: string,
  { ifMatch, confirmLockout, replaces }: EditOptions & { readonly replaces?: true },
  caller: Caller,
  change: Change,
): Promise<AllowlistAnswer> {
  found(await parts.store.getSystem(system), 'system-unknown', system)
  const addresses = await knownAddresses(parts, system, caller.ip)
  const now = parts.clock()
  parts.requireRoom()
  const answer = await parts.store.transaction(async store => {
    const before = await store.holdAllowlist(system)
    if (replaces === true && before.version > 0 && ifMatch === undefined) {
      throw new Refusal('unconditional', 'version-needed', { id: `${system}/allowlist` })
    }
    requireVersion(`${system}/allowlist`, before.version, ifMatch)
    const entries = changed(before, change)
    const isGuarding = system === ownSystem && (await store.getSystem(system))?.value.mode === 'enforce'
    if (isGuarding && confirmLockout !== true) guardAgainstLockout(entries, caller.ip, now)
    const cutOff = wouldCutOff(entries, [...addresses], now)
    const version = await store.putAllowlist(system, entries)
    const detail = { entries: entries.length, wouldCutOff: cutOff }
    await noteChange(store, caller, { at: parts.clock(), action: 'allowlist.put', subject: system, detail })
    return { system, version, entries, wouldCutOff: cutOff }
  })
  await parts.gatekeeper.refresh()
  return answer
}

function changed({ system, entries }: Allowlist, change: Change): readonly AllowlistEntry[] {
  const after = change(entries)
  if (system === ownSystem && after.some(({ hours }) => hours !== undefined)) {
    throw new Refusal('invalid', 'hours-own-system', {})
  }
  return after
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
