import type { Reason } from '../core/examination.ts'
import type { Finding } from '../core/finding.ts'
import type {
  HeldReport,
  ReportedAccount,
  ReportedFinding,
  ReportedReason,
  ReportedTask,
} from '../core/report.ts'
import { isLive } from '../core/rotation-plan.ts'
import { severities } from '../core/severity.ts'
import type { Audit, Paged } from '../core/store.ts'
import type { Parts } from '../parts.ts'
import { examineAccounts, examineSystem } from './account-pass.ts'
import { reasonSentence, viewFinding } from './finding-view.ts'
import { headlinesOf } from './headlines.ts'
import { readLandscape } from './landscape.ts'

const pageSize = 500

/** What the systems of an audit have to show now: nothing is stored twice for it. */
export async function readReport(parts: Parts, audit: Audit): Promise<HeldReport> {
  const accounts = await rankedAccounts(parts, audit.systems)
  const findings = await openFindings(parts, audit.systems, accounts)
  const tasks = await liveTasks(parts, audit.systems)
  return {
    generatedAt: parts.clock(),
    files: [],
    systems: audit.systems,
    coverage: audit.coverage,
    ...(audit.score === undefined ? {} : { score: audit.score }),
    accounts,
    riskyAccounts: accounts.filter(({ reasons }) => reasons.some(({ verdict }) => verdict === 'bad')).length,
    findings,
    headlines: headlinesOf(findings),
    places: findings.filter(({ login }) => login === undefined),
    tasks,
  }
}

async function rankedAccounts(parts: Parts, systems: readonly string[]): Promise<readonly ReportedAccount[]> {
  const landscape = await readLandscape(parts)
  const accounts: ReportedAccount[] = []
  for (const id of systems) {
    const system = landscape.systems.get(id)
    if (system === undefined) continue
    const examined = await examineSystem(parts, landscape, system)
    for await (const page of examineAccounts(parts, landscape, examined)) {
      for (const { account, reasons, inherited, risk, subject } of page) {
        const { score } = account.assessment
        const task = subject.task !== undefined && isLive(subject.task) ? subject.task : undefined
        accounts.push({
          system: id,
          login: account.login,
          risk: risk.risk,
          ...(score === undefined ? {} : { score }),
          reasons: [...reasons, ...inherited].map(reason => reportedReason(parts, reason)),
          ...(task === undefined ? {} : { dueAt: task.dueAt }),
        })
      }
    }
  }
  return accounts.sort(
    (a, b) => b.risk - a.risk || a.system.localeCompare(b.system) || a.login.localeCompare(b.login),
  )
}

/** A reason as a report shows it. */
export function reportedReason(
  parts: Pick<Parts, 'rules'>,
  { rule, severity, verdict, reason, values }: Reason,
): ReportedReason {
  return { rule, severity, verdict, reason: reasonSentence(parts, { rule, reason, values }) }
}

/** Findings of the systems and of the servers they run on, worst first; waived ones stay in sight. */
async function openFindings(
  parts: Parts,
  systems: readonly string[],
  accounts: readonly ReportedAccount[],
): Promise<readonly ReportedFinding[]> {
  const { systems: declared } = await readLandscape(parts)
  const servers = new Set(systems.map(id => declared.get(id)?.server))
  const risks = new Map(accounts.map(({ system, login, risk }) => [`${system} ${login}`, risk]))
  const findings: ReportedFinding[] = []
  for (const status of ['open', 'waived'] as const) {
    for await (const items of pages(page => parts.store.pageFindings({ status }, page))) {
      for (const finding of items) {
        const { system, server, login } = finding
        const inScope = server === undefined ? systems.includes(system ?? '') : servers.has(server)
        if (!inScope) continue
        const risk = login === undefined ? undefined : risks.get(`${system} ${login}`)
        findings.push(reportedFinding(parts, finding, risk))
      }
    }
  }
  const rank = (finding: ReportedFinding) =>
    severities.indexOf(finding.severity) * 2 + (finding.verdict === 'bad' ? 0 : 1)
  return findings.sort((a, b) => rank(a) - rank(b))
}

/** A finding as a report shows it, with the risk of its account if it has one. */
export function reportedFinding(
  parts: Pick<Parts, 'rules'>,
  finding: Finding,
  risk: number | undefined,
): ReportedFinding {
  const { id, rule, severity, verdict, system, server, login, status } = finding
  const { title, references, remedy, reasonSentence } = viewFinding(parts, finding)
  return {
    id,
    rule,
    severity,
    verdict,
    ...(system === undefined ? {} : { system }),
    ...(server === undefined ? {} : { server }),
    ...(login === undefined ? {} : { login }),
    title,
    reason: reasonSentence,
    references,
    remedy,
    status,
    ...(risk === undefined ? {} : { risk }),
  }
}

async function liveTasks(parts: Parts, systems: readonly string[]): Promise<readonly ReportedTask[]> {
  const tasks: ReportedTask[] = []
  for (const system of systems) {
    for (const { id, login, owner, status, risk, dueAt } of await parts.store.liveTasks(system)) {
      tasks.push({ id, system, login, ...(owner === undefined ? {} : { owner }), status, risk, dueAt })
    }
  }
  return tasks.sort((a, b) => a.dueAt.localeCompare(b.dueAt) || b.risk - a.risk)
}

async function* pages<T>(
  read: (page: { limit: number; cursor?: string }) => Promise<Paged<T>>,
): AsyncGenerator<readonly T[]> {
  let cursor: string | undefined
  do {
    const page = await read({ limit: pageSize, ...(cursor === undefined ? {} : { cursor }) })
    yield page.items
    cursor = page.next
  } while (cursor !== undefined)
}
