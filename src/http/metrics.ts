import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Decision } from '../core/decision.ts'
import type { AccountList } from '../core/store.ts'

/** What the service counts about itself. Label values come from our own tables, never from a caller's text. */
export interface Metrics {
  readonly requested: (route: string, status: number, seconds: number) => void
  readonly decided: (system: string, decision: Decision) => void
  readonly imported: (list: AccountList) => void
  /** Prometheus text exposition. */
  readonly render: () => Promise<{ readonly contentType: string; readonly text: string }>
}

const buckets = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10, 60]

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

/** Opens the registry: requests by route, decisions, imported rows, event loop, memory, database size. */
export function openMetrics(lookedUp: LookedUp): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const requests = new Histogram({
    name: 'kagimori_request_seconds',
    help: 'Requests by route and status, with their latency.',
    labelNames: ['route', 'status'],
    buckets,
    registers,
  })
  const decisions = new Counter({
    name: 'kagimori_decisions_total',
    help: 'Decisions by system, outcome and the law that decided.',
    labelNames: ['system', 'allow', 'rule'],
    registers,
  })
  const rows = new Counter({
    name: 'kagimori_import_rows_total',
    help: 'Rows of account lists, accepted and rejected.',
    labelNames: ['system', 'result'],
    registers,
  })
  addLookedUp(registers, lookedUp)
  return {
    requested: (route, status, seconds) => requests.observe({ route, status }, seconds),
    decided: (system, { allow, rule }) =>
      // A caller may ask for any system; only those that exist get a series of their own.
      decisions.inc({ system: rule === 'unknown-system' ? '' : system, allow: String(allow), rule }),
    imported: ({ system, accepted, rejectedCount }) => {
      rows.inc({ system, result: 'accepted' }, accepted)
      rows.inc({ system, result: 'rejected' }, rejectedCount)
    },
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  }
}

function addLookedUp(
  registers: Registry[],
  { databaseBytes, droppedRecords, droppedRatings = () => 0, failedAttempts = () => new Map() }: LookedUp,
): void {
  new Counter({
    name: 'kagimori_decision_records_dropped_total',
    help: 'Decisions that were answered but not recorded, for want of room or of time.',
    registers,
    collect() {
      this.reset()
      this.inc(droppedRecords())
    },
  })
  new Counter({
    name: 'kagimori_login_ratings_dropped_total',
    help: 'Passwords that passed a gate and were not rated, for want of room or of time.',
    registers,
    collect() {
      this.reset()
      this.inc(droppedRatings())
    },
  })
  new Counter({
    name: 'kagimori_attempts_failed_total',
    help: 'Logins that failed, as the systems’ servers told.',
    labelNames: ['system'],
    registers,
    collect() {
      this.reset()
      for (const [system, failed] of failedAttempts()) this.inc({ system }, failed)
    },
  })
  new Gauge({
    name: 'kagimori_database_bytes',
    help: 'Bytes the database takes on disk.',
    registers,
    async collect() {
      this.set(await databaseBytes())
    },
  })
}
