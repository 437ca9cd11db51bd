import { type Caller, found, recordChange } from '../change.ts'
import { examine, type Reason, selectRules } from '../core/examination.ts'
import { Refusal } from '../core/refusal.ts'
import type { Store } from '../core/store.ts'
import { isSilent, type SyncReport, syncReportsOf } from '../core/sync-report.ts'
import type { System } from '../core/system.ts'
import type { Parts } from '../parts.ts'
import { findingId, systemFinding } from './finding-notes.ts'

/** A report as it arrives; when is the service's to say. */
export type SyncTold = Omit<SyncReport, 'at'>

/** What makes one file of one server. */
export type SyncedFile = Pick<SyncReport, 'target' | 'place'>

/** More files than any system is read from; beyond it somebody writes invented places. */
const mostPlaces = 50
const driftRule = 'NW-10'

/** The latest reports of the files servers read their allowlists from, and the findings they lead to. */
export class SyncBook {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** One report a file; refuses an unknown system. */
  async reports(systemId: string): Promise<readonly SyncReport[]> {
    await this.#system(systemId)
    return readSyncReports(this.#parts.store, systemId)
  }

  /**
   * Keeps the latest report of a file and opens or resolves the finding about it at once. Logged where the state is
   * another than before. Refuses a fifty-first place.
   */
  async note(systemId: string, told: SyncTold, caller: Caller): Promise<SyncReport> {
    const parts = this.#parts
    const system = await this.#system(systemId)
    const report: SyncReport = { ...told, at: parts.clock() }
    const before = (await readSyncReports(parts.store, systemId)).find(isOf(told))
    const keep = (store: Store) => keepReports(store, systemId, told, report)
    if (before?.state === told.state) {
      parts.requireRoom()
      await parts.store.transaction(keep)
    } else {
      const { target, place, state } = told
      await recordChange(parts, caller, 'sync.report', systemId, { target, place, state }, keep)
    }
    await assessDrift(parts, system)
    return report
  }

  /** Forgets a file that is no longer written: nothing is expected of it any more. */
  async forget(systemId: string, file: SyncedFile, caller: Caller): Promise<void> {
    const parts = this.#parts
    const system = await this.#system(systemId)
    const known = await readSyncReports(parts.store, systemId)
    if (!known.some(isOf(file)))
      throw new Refusal('not-found', 'sync-place-unknown', { ...file, id: systemId })
    await recordChange(parts, caller, 'sync.forget', systemId, file, store =>
      keepReports(store, systemId, file),
    )
    await assessDrift(parts, system)
  }

  /** Files nobody has reported of for long become findings by themselves. */
  async noteSilence(): Promise<void> {
    const { store, clock } = this.#parts
    for (const system of await store.allSystems()) {
      const reports = await readSyncReports(store, system.id)
      if (reports.some(report => isSilent(report, clock()))) await assessDrift(this.#parts, system)
    }
  }

  async #system(id: string): Promise<System> {
    return found(await this.#parts.store.getSystem(id), 'system-unknown', id).value
  }
}

/** The latest report of every file that is written from the system's list. */
export async function readSyncReports(
  store: Pick<Store, 'getSetting'>,
  system: string,
): Promise<readonly SyncReport[]> {
  return JSON.parse((await store.getSetting(syncReportsOf(system))) ?? '[]')
}

/** Runs the one rule that reports bear upon: a whole audit reads every account. */
async function assessDrift(parts: Parts, system: System): Promise<void> {
  const rule = parts.rules.get(driftRule)
  if (rule === undefined) return
  const now = parts.clock()
  const syncs = await readSyncReports(parts.store, system.id)
  const wanted = selectRules('system', [rule], parts.policies.named(system.policy))
  const reasons = examine<'system'>(wanted, { system, coLocated: [], syncs, now })
  const findings = reasons.map(reason => systemFinding(parts, now, system, reason))
  const verdicts: readonly Reason['verdict'][] = ['bad', 'unknown']
  const possible = Object.keys(rule.reasons).flatMap(reason =>
    verdicts.map(verdict => findingId(parts, { rule: driftRule, verdict, reason }, { system: system.id })),
  )
  const ended = new Set(possible).difference(new Set(findings.map(({ id }) => id)))
  await parts.store.transaction(async store => {
    await store.recordFindings('sync', findings)
    await store.resolveFindings([...ended], now)
  })
}

async function keepReports(
  store: Store,
  system: string,
  file: SyncedFile,
  report?: SyncReport,
): Promise<void> {
  const others = (await readSyncReports(store, system)).filter(report => !isOf(file)(report))
  const kept = report === undefined ? others : [...others, report]
  if (kept.length > mostPlaces) throw new Refusal('conflict', 'sync-too-many', { system, most: mostPlaces })
  await store.putSetting(syncReportsOf(system), JSON.stringify(kept))
}

function isOf({ target, place }: SyncedFile) {
  return (report: SyncReport) => report.target === target && report.place === place
}
