import { parseAddress, type Words } from './address.ts'
import type { AllowlistEntry } from './allowlist.ts'
import type { Decision, DecisionRule } from './decision.ts'
import { compareNetworks, readNetwork } from './network.ts'
import { compileNetworkTable, type NetworkTable } from './network-table.ts'
import type { Mode, System } from './system.ts'

type NamedEntry = NonNullable<Decision['entry']>
type EntryTerms = Pick<AllowlistEntry, 'network' | 'label' | 'expiresAt'>

/** One system's entries by row of their table; `endsAt` in epoch milliseconds, Infinity without an expiry. */
interface CompiledList {
  readonly table: NetworkTable
  readonly entries: readonly NamedEntry[]
  readonly endsAt: Float64Array
}

interface CompiledSystem {
  readonly mode: Mode
  /** The allowlist's, so that an unchanged list is not compiled again. */
  readonly version: number | undefined
  /** Undefined when no allowlist was ever set, or it is empty. */
  readonly list: CompiledList | undefined
  /** Why the list does not compile (a restored or hand-edited database). */
  readonly fault?: unknown
}

/** Everything decisions are read from, at one moment. Immutable: a change of any list is a new snapshot. */
export interface AccessSnapshot {
  readonly systems: ReadonlyMap<string, CompiledSystem>
  readonly modeOf: (system: string) => Mode | undefined
  /** Systems whose list does not compile: questions about them throw, those about the others are answered. */
  readonly faults: ReadonlyMap<string, unknown>
}

/**
 * Compiles systems and their allowlists for `decide`. Of entries for one network the longest lasting counts. Lists
 * whose version is that of the snapshot before are taken over: 100,000 networks cost 0.3 s to compile.
 */
export function compileAccess(
  systems: readonly Pick<System, 'id' | 'mode'>[],
  allowlists: readonly {
    readonly system: string
    readonly entries: readonly EntryTerms[]
    readonly version?: number
  }[],
  before?: AccessSnapshot,
): AccessSnapshot {
  const listOf = new Map(allowlists.map(allowlist => [allowlist.system, allowlist]))
  const compiled = new Map(
    systems.map(({ id, mode }): [string, CompiledSystem] => {
      const { version, entries = [] } = listOf.get(id) ?? {}
      const stood = before?.systems.get(id)
      const isSame = version !== undefined && version === stood?.version
      return [id, { ...(isSame ? stood : tryList(entries)), mode, version }]
    }),
  )
  const faults = [...compiled].flatMap(([id, { fault }]) =>
    fault === undefined ? [] : [[id, fault] as const],
  )
  return { systems: compiled, modeOf: system => compiled.get(system)?.mode, faults: new Map(faults) }
}

function tryList(entries: readonly EntryTerms[]): Pick<CompiledSystem, 'list' | 'fault'> {
  try {
    return { list: compileList(entries) }
  } catch (fault) {
    return { list: undefined, fault }
  }
}

/**
 * May this address come in? Unknown systems and what is no address are denied in either mode; otherwise `report`
 * lets everybody in and `wouldAllow` tells the truth. An entry no longer counts at the very instant it expires.
 * `now` is epoch milliseconds or RFC 3339. Its cost does not depend on the length of the list. Throws where the
 * system's list did not compile.
 */
export function decide(
  snapshot: AccessSnapshot,
  question: { readonly system: string; readonly ip: string },
  now: number | string,
): Decision {
  const system = snapshot.systems.get(question.system)
  if (system === undefined) return denial('unknown-system', 'enforce')
  const { mode, list, fault } = system
  if (fault !== undefined) throw fault
  const words = parseAddress(question.ip)
  if (words === undefined) return denial('not-an-address', mode)
  if (list === undefined) return { allow: mode === 'report', wouldAllow: false, rule: 'no-allowlist', mode }
  return judge(list, words, typeof now === 'number' ? now : Date.parse(now), mode)
}

/** The addresses, in order, that these entries would not let in at `now`. */
export function wouldCutOff(
  entries: readonly EntryTerms[],
  addresses: readonly string[],
  now: number | string,
): string[] {
  if (addresses.length === 0) return []
  const snapshot = compileAccess([{ id: '', mode: 'enforce' }], [{ system: '', entries }])
  return addresses.filter(ip => !decide(snapshot, { system: '', ip }, now).allow)
}

/** The narrowest entry in force decides; where all that hold the address have expired, the narrowest is named. */
function judge({ table, entries, endsAt }: CompiledList, words: Words, now: number, mode: Mode): Decision {
  const narrowest = table.narrowest(words)
  for (let row = narrowest; row >= 0; row = table.wider(row)) {
    const entry = entries[row]
    // A time that does not read compares false: such an entry, or such a now, lets nobody in.
    if (entry !== undefined && now < (endsAt[row] ?? 0)) {
      return { allow: true, wouldAllow: true, rule: 'listed', entry, mode }
    }
  }
  const expired = entries[narrowest]
  const allow = mode === 'report'
  return expired === undefined
    ? { allow, wouldAllow: false, rule: 'not-listed', mode }
    : { allow, wouldAllow: false, rule: 'expired', entry: expired, mode }
}

function denial(rule: DecisionRule, mode: Mode): Decision {
  return { allow: false, wouldAllow: false, rule, mode }
}

function compileList(entries: readonly EntryTerms[]): CompiledList | undefined {
  if (entries.length === 0) return undefined
  const rows = entries
    .map(entry => ({ entry, network: readNetwork(entry.network), endsAt: endOf(entry) }))
    .sort((a, b) => compareNetworks(a.network, b.network) || b.endsAt - a.endsAt)
    .filter((row, at, sorted) => row.network.text !== sorted[at - 1]?.network.text)
  return {
    table: compileNetworkTable(rows.map(({ network }) => network)),
    entries: rows.map(({ entry, network }) => nameEntry(entry, network.text)),
    endsAt: Float64Array.from(rows, ({ endsAt }) => endsAt),
  }
}

/** A time that does not read ends before it begins. */
function endOf({ expiresAt }: EntryTerms): number {
  if (expiresAt === undefined) return Number.POSITIVE_INFINITY
  const endsAt = Date.parse(expiresAt)
  return Number.isNaN(endsAt) ? Number.NEGATIVE_INFINITY : endsAt
}

function nameEntry({ label, expiresAt }: EntryTerms, network: string): NamedEntry {
  return {
    network,
    ...(label === undefined ? {} : { label }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  }
}
