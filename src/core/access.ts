import { parseAddress, type Words } from './address.ts'
import type { AllowlistEntry } from './allowlist.ts'
import type { Decision, DecisionRule } from './decision.ts'
import { compareNetworks, type Network, readNetwork } from './network.ts'
import { compileNetworkTable, type NetworkTable } from './network-table.ts'
import type { Mode, System } from './system.ts'
import { compileHours, type HoursCalendar } from './working-hours.ts'

type NamedEntry = NonNullable<Decision['entry']>
type EntryTerms = Pick<AllowlistEntry, 'network' | 'label' | 'expiresAt' | 'hours'>

/** One system's entries by row of their table; `endsAt` in epoch milliseconds, Infinity without an expiry. */
interface CompiledList {
  readonly table: NetworkTable
  readonly entries: readonly NamedEntry[]
  readonly endsAt: Float64Array
  /** By row all entries for a network of which one counts in its hours only. */
  readonly hourly: ReadonlyMap<number, readonly HourlyTerms[]>
}

interface HourlyTerms {
  readonly entry: NamedEntry
  readonly endsAt: number
  readonly isOpen: (now: number) => boolean
}

interface CompiledSystem {
  readonly mode: Mode
  /** The allowlist's, so that an unchanged list is not compiled again. */
  readonly version: number | undefined
  /** Undefined when no allowlist was ever set, or it is empty. */
  readonly list: CompiledList | undefined
  /** Whether the system is in its hours; undefined where it has none. */
  readonly isOpen: ((now: number) => boolean) | undefined
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
  systems: readonly Pick<System, 'id' | 'mode' | 'hours'>[],
  allowlists: readonly {
    readonly system: string
    readonly entries: readonly EntryTerms[]
    readonly version?: number
  }[],
  before?: AccessSnapshot,
  calendar: HoursCalendar = utc,
): AccessSnapshot {
  const listOf = new Map(allowlists.map(allowlist => [allowlist.system, allowlist]))
  const compiled = new Map(
    systems.map(({ id, mode, hours }): [string, CompiledSystem] => {
      const { version, entries = [] } = listOf.get(id) ?? {}
      const stood = before?.systems.get(id)
      const isSame = version !== undefined && version === stood?.version
      const isOpen = hours === undefined ? undefined : compileHours(hours, calendar)
      return [id, { ...(isSame ? stood : tryList(entries, calendar)), mode, version, isOpen }]
    }),
  )
  const faults = [...compiled].flatMap(([id, { fault }]) =>
    fault === undefined ? [] : [[id, fault] as const],
  )
  return { systems: compiled, modeOf: system => compiled.get(system)?.mode, faults: new Map(faults) }
}

const utc: HoursCalendar = { timeZone: 'UTC', isHoliday: () => false }

function tryList(
  entries: readonly EntryTerms[],
  calendar: HoursCalendar,
): Pick<CompiledSystem, 'list' | 'fault'> {
  try {
    return { list: compileList(entries, calendar) }
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
  const { mode, list, isOpen, fault } = system
  if (fault !== undefined) throw fault
  const words = parseAddress(question.ip)
  if (words === undefined) return denial('not-an-address', mode)
  if (list === undefined) return { allow: mode === 'report', wouldAllow: false, rule: 'no-allowlist', mode }
  const moment = typeof now === 'number' ? now : Date.parse(now)
  const decision = judge(list, words, moment, mode)
  if (!decision.wouldAllow || isOpen === undefined || isOpen(moment)) return decision
  return { allow: mode === 'report', wouldAllow: false, rule: 'outside-hours', mode }
}

/** The addresses, in order, that these entries would not let in at `now`, nor at another hour. */
export function wouldCutOff(
  entries: readonly EntryTerms[],
  addresses: readonly string[],
  now: number | string,
): string[] {
  if (addresses.length === 0) return []
  const snapshot = compileAccess(
    [{ id: '', mode: 'enforce' }],
    [{ system: '', entries: entries.map(atAnyHour) }],
  )
  return addresses.filter(ip => !decide(snapshot, { system: '', ip }, now).allow)
}

function atAnyHour({ hours: _hours, ...entry }: EntryTerms): EntryTerms {
  return entry
}

/** The narrowest entry in force, and in its hours, decides; where all that hold the address have expired, the narrowest is named. */
function judge(
  { table, entries, endsAt, hourly }: CompiledList,
  words: Words,
  now: number,
  mode: Mode,
): Decision {
  const narrowest = table.narrowest(words)
  let shut: NamedEntry | undefined
  for (let row = narrowest; row >= 0; row = table.wider(row)) {
    const terms = hourly.size === 0 ? undefined : hourly.get(row)
    if (terms !== undefined) {
      const inForce = terms.filter(({ endsAt }) => now < endsAt)
      const open = inForce.find(({ isOpen }) => isOpen(now))
      if (open !== undefined)
        return { allow: true, wouldAllow: true, rule: 'listed', entry: open.entry, mode }
      shut ??= inForce[0]?.entry
      continue
    }
    const entry = entries[row]
    // A time that does not read compares false: such an entry, or such a now, lets nobody in.
    if (entry !== undefined && now < (endsAt[row] ?? 0)) {
      return { allow: true, wouldAllow: true, rule: 'listed', entry, mode }
    }
  }
  const allow = mode === 'report'
  if (shut !== undefined) return { allow, wouldAllow: false, rule: 'outside-hours', entry: shut, mode }
  const expired = entries[narrowest]
  return expired === undefined
    ? { allow, wouldAllow: false, rule: 'not-listed', mode }
    : { allow, wouldAllow: false, rule: 'expired', entry: expired, mode }
}

function denial(rule: DecisionRule, mode: Mode): Decision {
  return { allow: false, wouldAllow: false, rule, mode }
}

function compileList(entries: readonly EntryTerms[], calendar: HoursCalendar): CompiledList | undefined {
  if (entries.length === 0) return undefined
  const sorted = entries
    .map(entry => ({ entry, network: readNetwork(entry.network), endsAt: endOf(entry) }))
    .sort((a, b) => compareNetworks(a.network, b.network) || b.endsAt - a.endsAt)
  const rows = sorted.filter((row, at) => row.network.text !== sorted[at - 1]?.network.text)
  return {
    table: compileNetworkTable(rows.map(({ network }) => network)),
    entries: rows.map(({ entry, network }) => nameEntry(entry, network.text)),
    endsAt: Float64Array.from(rows, ({ endsAt }) => endsAt),
    hourly: hourlyRows(rows, sorted, calendar),
  }
}

type Row = { readonly entry: EntryTerms; readonly network: Network; readonly endsAt: number }

function hourlyRows(
  rows: readonly Row[],
  sorted: readonly Row[],
  calendar: HoursCalendar,
): CompiledList['hourly'] {
  const networks = new Set(
    sorted.filter(({ entry }) => entry.hours !== undefined).map(({ network }) => network.text),
  )
  if (networks.size === 0) return new Map()
  const terms = Map.groupBy(
    sorted.filter(({ network }) => networks.has(network.text)),
    ({ network }) => network.text,
  )
  return new Map(
    rows.flatMap(({ network }, at) => {
      const same = terms.get(network.text)
      return same === undefined ? [] : [[at, same.map(row => hourlyTerms(row, calendar))] as const]
    }),
  )
}

function hourlyTerms({ entry, network, endsAt }: Row, calendar: HoursCalendar): HourlyTerms {
  const isOpen = entry.hours === undefined ? () => true : compileHours(entry.hours, calendar)
  return { entry: nameEntry(entry, network.text), endsAt, isOpen }
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
