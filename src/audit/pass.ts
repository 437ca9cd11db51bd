import { type Caller, found, noteChange, recordChange } from '../change.ts'
import type { Reason } from '../core/examination.ts'
import type { Coverage, Finding, Waiver } from '../core/finding.ts'
import { isStorageFull } from '../core/refusal.ts'
import type { Audit, FindingFilter } from '../core/store.ts'
import { accepts } from '../core/waiver.ts'
import type { Parts } from '../parts.ts'
import {
  type ExaminedAccount,
  type ExaminedSystem,
  examineAccounts,
  examineServer,
  examineSystem,
} from './account-pass.ts'
import { accountFinding, serverFinding, systemFinding, UnknownTally } from './finding-notes.ts'
import { type Landscape, readLandscape, systemsOn } from './landscape.ts'
import { sheavesOf } from './sheaves.ts'
import { closeTasksOfAbsent, settleTasks } from './task-book.ts'
import { holdUnjudged } from './unjudged.ts'

/** What an audit covers. `provenBy` names lists just imported: live tasks of their systems are judged by them. */
export interface AuditScope {
  readonly systems: readonly string[]
  readonly provenBy?: ReadonlyMap<string, string>
}

type Totals = {
  coverage: { -readonly [K in keyof Coverage]: number }
  /** Highest first. */
  worstRisks: readonly number[]
  opened: number
  verified: number
}

const worstRisks = 10

/** A commit costs as much as a page: of 1,000 pages, one each, 30 s. */
const pagesTogether = 3

/**
 * One pass of all rules over the systems in scope and their servers: findings open, stay, resolve and reopen,
 * tasks open and are judged. `id` is the audit's; its row is written at begin, after every page, and at the end.
 * An audit that was cut short may be run again under its id; once `signal` is aborted it is cut short by itself.
 */
export async function runAudit(
  parts: Parts,
  id: string,
  scope: AuditScope,
  signal?: Pick<AbortSignal, 'aborted' | 'throwIfAborted'>,
): Promise<Audit> {
  const landscape = await readLandscape(parts)
  await parts.store.reopenExpiredWaivers(landscape.now)
  const systems = scope.systems.filter(system => landscape.systems.has(system))
  const started = startedAudit(id, systems, landscape.now)
  await parts.store.putAudit(started)
  try {
    return await auditSystems(parts, landscape, started, scope, () => signal?.throwIfAborted())
  } catch (error) {
    // Without room it has not failed: it is run again when there is some, or by whoever takes it over.
    if (!isStorageFull(error) && signal?.aborted !== true) {
      await parts.store.putAudit({ ...started, status: 'failed', finishedAt: parts.clock() })
    }
    throw error
  }
}

/** Notes that an audit of these systems (all without a choice) begins. Refuses a system it does not know. */
export async function beginAudit(
  parts: Parts,
  systems: readonly string[] | undefined,
  caller: Caller,
): Promise<Audit> {
  const chosen = systems ?? (await parts.store.allSystems()).map(({ id }) => id)
  for (const id of chosen) found(await parts.store.getSystem(id), 'system-unknown', id)
  const audit = startedAudit(parts.newId('audit'), chosen, parts.clock())
  await recordChange(parts, caller, 'audit.start', audit.id, { systems: chosen }, store =>
    store.putAudit(audit),
  )
  return audit
}

/** The row of an audit that has only begun. */
export function startedAudit(id: string, systems: readonly string[], startedAt: string): Audit {
  return {
    id,
    status: 'running',
    systems,
    startedAt,
    progress: 0,
    coverage: { accounts: 0, assessed: 0, notAssessed: 0, stale: 0 },
    findings: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
    tasks: { opened: 0, verified: 0 },
  }
}

async function auditSystems(
  parts: Parts,
  landscape: Landscape,
  started: Audit,
  scope: AuditScope,
  requireTime: () => void,
): Promise<Audit> {
  // Findings carry the pass, not the audit: run again, it must not take what its first run saw for seen.
  const pass = parts.newId('pass')
  const totals: Totals = { coverage: { ...started.coverage }, worstRisks: [], opened: 0, verified: 0 }
  const counts = await Promise.all(started.systems.map(system => parts.store.countAccounts(system)))
  const expected = counts.reduce((sum, count) => sum + count, 0)
  const progress = async () => {
    requireTime()
    const share = Math.min(0.99, totals.coverage.accounts / Math.max(1, expected))
    await parts.store.putAudit({ ...started, progress: share, coverage: { ...totals.coverage } })
  }
  const servers = await auditServers(parts, landscape, pass, started.systems)
  for (const system of started.systems) {
    await auditSystem(parts, landscape, pass, system, scope.provenBy?.get(system), totals, progress)
  }
  await parts.store.resolveUnseenFindings(pass, { systems: started.systems, servers }, landscape.now)
  await endOutgrownWaivers(parts)
  const audit: Audit = {
    ...started,
    status: 'done',
    finishedAt: parts.clock(),
    progress: 1,
    coverage: totals.coverage,
    findings: await parts.store.countFindings(started.systems),
    tasks: { opened: totals.opened, verified: totals.verified },
    ...(totals.coverage.assessed === 0 ? {} : { score: Math.round(100 - mean(totals.worstRisks)) }),
  }
  await parts.store.putAudit(audit)
  return audit
}

async function auditServers(
  parts: Parts,
  landscape: Landscape,
  pass: string,
  audited: readonly string[],
): Promise<readonly string[]> {
  const inScope = new Set([
    ...audited.flatMap(system => landscape.systems.get(system)?.server ?? []),
    ...(await desertedServers(parts, landscape)),
  ])
  const findings = [...landscape.servers.values()]
    .filter(({ id }) => inScope.has(id))
    .flatMap(server =>
      examineServer(parts, landscape, server).map(reason =>
        serverFinding(parts, landscape.now, server, reason),
      ),
    )
  await parts.store.recordFindings(pass, findings)
  return [...inScope]
}

/** Servers with findings that no system runs on any more: through no system would an audit ever come to them again. */
async function desertedServers(parts: Parts, landscape: Landscape): Promise<readonly string[]> {
  const found = new Set<string>()
  // What is about a server is about no system.
  const ofServers = { system: '' }
  for (const status of ['open', 'waived'] as const) {
    for await (const { server } of allFindings(parts, { ...ofServers, status })) {
      if (server !== undefined) found.add(server)
    }
  }
  return [...found].filter(id => systemsOn(id, landscape).length === 0)
}

async function auditSystem(
  parts: Parts,
  landscape: Landscape,
  pass: string,
  systemId: string,
  provenBy: string | undefined,
  totals: Totals,
  progress: () => Promise<void>,
): Promise<void> {
  const system = landscape.systems.get(systemId)
  if (system === undefined) return
  const { now } = landscape
  const examined = await examineSystem(parts, landscape, system)
  const tally = new UnknownTally(parts, now, system)
  const accepted = await acceptedFindings(parts, system.id)
  const isListStale = isStale(examined, now)
  const walking = { ...parts, store: { ...parts.store, peersOf: parts.store.peersOnWalk() } }
  for await (const pages of sheavesOf(examineAccounts(walking, landscape, examined), pagesTogether)) {
    await parts.store.transaction(async store => {
      for (const page of pages) {
        const findings = page.flatMap(account => accountFindings(parts, landscape, account, tally))
        const settled = await settleTasks({ ...parts, store }, examined, page, provenBy, accepted)
        await store.recordFindings(pass, findings)
        await holdUnjudged({ ...parts, store }, pass, page, settled.newest)
        totals.opened += settled.opened
        totals.verified += settled.verified
      }
    })
    for (const account of pages.flat()) count(totals, account, isListStale || isOutdated(parts, account))
    await progress()
  }
  countUnread(totals, (await parts.store.newestList(system.id))?.rejectedCount ?? 0)
  await parts.store.transaction(async store => {
    const notes = examined.reasons.map(reason => systemFinding(parts, now, system, reason))
    await store.recordFindings(pass, [...notes, ...tally.findings()])
    if (provenBy !== undefined) {
      totals.opened += await closeTasksOfAbsent({ ...parts, store }, system.id, provenBy, now)
    }
    await store.forgetStems(system.id)
  })
}

/** The waivers in force of the system's findings, by finding id. */
async function acceptedFindings(parts: Parts, system: string): Promise<ReadonlyMap<string, Waiver>> {
  const waivers = new Map<string, Waiver>()
  for await (const { id, waiver } of allFindings(parts, { system, status: 'waived' })) {
    if (waiver !== undefined) waivers.set(id, waiver)
  }
  return waivers
}

/** Opens again what has become worse than it was when a waiver accepted it. */
async function endOutgrownWaivers(parts: Parts): Promise<void> {
  const outgrown: Finding[] = []
  for await (const finding of allFindings(parts, { status: 'waived' })) {
    if (finding.waiver !== undefined && !accepts(finding.waiver, finding.severity)) outgrown.push(finding)
  }
  const at = parts.clock()
  for (const { id, severity } of outgrown) {
    await parts.store.transaction(async store => {
      await store.setFindingWaiver(id, undefined)
      const note = { at, action: 'finding.unwaive', subject: id, detail: { severity } }
      await noteChange(store, { actor: 'system', ip: '' }, note)
    })
  }
}

async function* allFindings({ store }: Parts, filter: FindingFilter): AsyncGenerator<Finding> {
  let cursor: string | undefined
  do {
    const page = { limit: 500, ...(cursor === undefined ? {} : { cursor }) }
    const { items, next } = await store.pageFindings(filter, page)
    yield* items
    cursor = next
  } while (cursor !== undefined)
}

function accountFindings(
  parts: Parts,
  { now }: Landscape,
  { account, reasons }: ExaminedAccount,
  tally: UnknownTally,
): readonly Finding[] {
  const own = (reason: Reason) =>
    reason.verdict === 'bad' || parts.rules.get(reason.rule)?.unknownPer === 'account'
  for (const reason of reasons) if (!own(reason)) tally.add(reason, account.login)
  return reasons.filter(own).map(reason => accountFinding(parts, now, account, reason))
}

function count(totals: Totals, { account, risk }: ExaminedAccount, stale: boolean): void {
  const { score, credential } = account.assessment
  const assessed = score !== undefined || credential === 'locked'
  totals.coverage.accounts += 1
  totals.coverage[assessed ? 'assessed' : 'notAssessed'] += 1
  if (stale) totals.coverage.stale += 1
  totals.worstRisks = [...totals.worstRisks, risk.risk].sort((a, b) => b - a).slice(0, worstRisks)
}

/** Nobody knows what stands in the lines that were not read: unknown is not good. */
function countUnread({ coverage }: Totals, lines: number): void {
  coverage.accounts += lines
  coverage.notAssessed += lines
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length)
}

/** Rated by another estimator than the one in force: the score stands as it was made, until the next list. */
function isOutdated({ estimator }: Parts, { account }: ExaminedAccount): boolean {
  const { score, estimator: ratedBy } = account.assessment
  return score !== undefined && ratedBy !== estimator
}

function isStale({ importedAt, policy }: ExaminedSystem, now: string): boolean {
  return (
    importedAt !== undefined && Date.parse(now) - Date.parse(importedAt) > policy.staleAfterDays * 86_400_000
  )
}
