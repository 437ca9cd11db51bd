import type { AccountList } from '../core/account-list.ts'
import type { Decision, DecisionRule } from '../core/decision.ts'
import type { Exposition, Family, Sample } from './exposition.ts'

/** What the service counts about itself. Label values come from our own tables, never from a caller's text. */
export interface Metrics {
  readonly requested: (route: string, status: number, seconds: number) => void
  readonly decided: (system: string, decision: Decision) => void
  readonly imported: (list: AccountList) => void
  /** Prometheus text exposition. */
  readonly render: () => Promise<Exposition>
}

const bounds = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10, 60, Number.POSITIVE_INFINITY]

/** Requests by the first bound they stayed within, and their seconds in all. */
interface Latencies {
  readonly within: number[]
  seconds: number
}
type Outcomes = { allowed: number; denied: number }
type Rows = { accepted: number; rejected: number }

/** What is looked up when somebody asks for it. */
export interface LookedUp {
  readonly databaseBytes: () => Promise<number>
  /** Decisions answered and not recorded. */
  readonly droppedRecords: () => number
  /** Passwords that passed a gate unrated. */
  readonly droppedRatings?: () => number
  /** Failed logins that servers told of, by system. */
  readonly failedAttempts?: () => ReadonlyMap<string, number>
}

/** Counts requests by route, decisions and imported rows; what prints them is loaded when somebody first asks. */
export function openMetrics(lookedUp: LookedUp): Metrics {
  const requests = new Map<string, Map<number, Latencies>>()
  const decisions = new Map<string, Map<DecisionRule, Outcomes>>()
  const rows = new Map<string, Rows>()
  return {
    requested: (route, status, seconds) => {
      const latencies = requests.getOrInsertComputed(route, emptyMap).getOrInsertComputed(status, noLatencies)
      const bound = bounds.findIndex(most => seconds <= most)
      latencies.within[bound] = (latencies.within[bound] ?? 0) + 1
      latencies.seconds += seconds
    },
    decided: (system, { allow, rule }) => {
      // A caller may ask for any system; only those that exist get a series of their own.
      const known = rule === 'unknown-system' ? '' : system
      const outcomes = decisions.getOrInsertComputed(known, emptyMap).getOrInsertComputed(rule, noOutcomes)
      outcomes[allow ? 'allowed' : 'denied'] += 1
    },
    imported: ({ system, accepted, rejectedCount }) => {
      const counted = rows.getOrInsertComputed(system, noRows)
      counted.accepted += accepted
      counted.rejected += rejectedCount
    },
    render: async () => {
      const { expose } = await import('./exposition.ts')
      return expose([
        requestFamily(requests),
        decisionFamily(decisions),
        rowFamily(rows),
        ...(await lookUp(lookedUp)),
      ])
    },
  }
}

const emptyMap = <K, V>() => new Map<K, V>()
const noLatencies = (): Latencies => ({ within: bounds.map(() => 0), seconds: 0 })
const noOutcomes = (): Outcomes => ({ allowed: 0, denied: 0 })
const noRows = (): Rows => ({ accepted: 0, rejected: 0 })

function requestFamily(requests: ReadonlyMap<string, ReadonlyMap<number, Latencies>>): Family {
  const name = 'kagimori_request_seconds'
  const samples = [...requests].flatMap(([route, byStatus]) =>
    [...byStatus].flatMap(([status, { within, seconds }]): Sample[] => {
      const labels = { route, status: String(status) }
      const upTo = within.map((_, at) => within.slice(0, at + 1).reduce((sum, some) => sum + some, 0))
      return [
        ...upTo.map((value, at) => ({
          metricName: `${name}_bucket`,
          labels: { le: boundText(bounds[at]), ...labels },
          value,
        })),
        { metricName: `${name}_sum`, labels, value: seconds },
        { metricName: `${name}_count`, labels, value: upTo.at(-1) ?? 0 },
      ]
    }),
  )
  return {
    name,
    type: 'histogram',
    help: 'Requests by route and status, with their latency.',
    values: samples,
  }
}

function boundText(bound = Number.POSITIVE_INFINITY): string {
  return Number.isFinite(bound) ? String(bound) : '+Inf'
}

function decisionFamily(
  decisions: ReadonlyMap<string, ReadonlyMap<DecisionRule, Readonly<Outcomes>>>,
): Family {
  const samples = [...decisions].flatMap(([system, byRule]) =>
    [...byRule].flatMap(([rule, { allowed, denied }]) => [
      { labels: { system, allow: 'true', rule }, value: allowed },
      { labels: { system, allow: 'false', rule }, value: denied },
    ]),
  )
  return {
    name: 'kagimori_decisions_total',
    type: 'counter',
    help: 'Decisions by system, outcome and the law that decided.',
    values: samples.filter(({ value }) => value > 0),
  }
}

function rowFamily(rows: ReadonlyMap<string, Readonly<Rows>>): Family {
  return {
    name: 'kagimori_import_rows_total',
    type: 'counter',
    help: 'Rows of account lists, accepted and rejected.',
    values: [...rows].flatMap(([system, { accepted, rejected }]) => [
      { labels: { system, result: 'accepted' }, value: accepted },
      { labels: { system, result: 'rejected' }, value: rejected },
    ]),
  }
}

async function lookUp({
  databaseBytes,
  droppedRecords,
  droppedRatings = () => 0,
  failedAttempts = () => new Map(),
}: LookedUp): Promise<readonly Family[]> {
  const alone = (value: number): readonly Sample[] => [{ labels: {}, value }]
  return [
    {
      name: 'kagimori_decision_records_dropped_total',
      type: 'counter',
      help: 'Decisions that were answered but not recorded, for want of room or of time.',
      values: alone(droppedRecords()),
    },
    {
      name: 'kagimori_login_ratings_dropped_total',
      type: 'counter',
      help: 'Passwords that passed a gate and were not rated, for want of room or of time.',
      values: alone(droppedRatings()),
    },
    {
      name: 'kagimori_attempts_failed_total',
      type: 'counter',
      help: 'Logins that failed, as the systems’ servers told.',
      values: [...failedAttempts()].map(([system, value]) => ({ labels: { system }, value })),
    },
    {
      name: 'kagimori_database_bytes',
      type: 'gauge',
      help: 'Bytes the database takes on disk.',
      values: alone(await databaseBytes()),
    },
  ]
}
