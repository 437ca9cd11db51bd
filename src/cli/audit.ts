import { hash } from 'node:crypto'
import { once } from 'node:events'
import type { Config } from '../config.ts'
import { dueAt } from '../core/business-day.ts'
import { readMapping } from '../core/column-mapping.ts'
import { gathered } from '../core/gathered.ts'
import { type Language, render } from '../core/message.ts'
import type { Policy } from '../core/policy.ts'
import { Refusal } from '../core/refusal.ts'
import type { Report } from '../core/report.ts'
import { atLeast, type Severity } from '../core/severity.ts'
import { requireId, type System, type SystemKind } from '../core/system.ts'
import { auditFiles, type FileAuditProgress } from '../file-audit/file-audit.ts'
import { isHoliday } from '../holidays.ts'
import { readPolicies, readPolicyFiles } from '../policies.ts'
import { readShelf } from '../shelf.ts'
import { renderReportTable } from './audit-table.ts'
import { exitCodes } from './exit-codes.ts'
import { type FileSystem, kindOf, systemsOfFiles } from './file-systems.ts'
import { say } from './saying.ts'
import { progressLine, terminal } from './terminal.ts'

interface AuditFlags {
  readonly format: string
  readonly encoding: string
  readonly columns?: string
  readonly system?: string
  readonly kind?: SystemKind
  readonly policy?: string
  readonly output: 'table' | 'json' | 'csv' | 'sarif' | 'html'
  readonly failOn: Severity
  readonly minCoverage?: number
}

type Policies = ReadonlyMap<string, Policy>

/** Audits account lists without a server and without a database; nothing of them outlives the command. */
export async function runAuditCommand(
  config: Config,
  files: readonly string[],
  flags: AuditFlags,
): Promise<number> {
  const rules = await readShelf('rules')
  const policies = readPolicies(await readPolicyFiles(config.policiesFolder), rules)
  const progress = progressLine(terminal.err, '')
  const { timeZone, language, candidateBudgetMilliseconds } = config
  const lists = systemsOfFiles(files)
  tellNames(config, lists, flags)
  const report = await auditFiles(
    lists.map(list => ({ file: list.file, system: systemFor(list, flags, policies) })),
    {
      format: flags.format,
      encoding: flags.encoding,
      columns: flags.columns === undefined ? {} : readMapping(flags.columns),
      candidateBudgetMilliseconds,
      rules,
      policyNamed: name => policyNamed(policies, name),
      dueAt: (now, step, { closingDays }) => dueAt(now, step, { closingDays, timeZone, isHoliday }),
      digest: text => hash('sha256', text),
      now: new Date().toISOString(),
      onProgress: each => progress.show(progressText(each, language)),
    },
  ).finally(() => progress.end())
  await renderTo(report, flags, language)
  return exitCodeOf(report, flags)
}

/** The system a file belongs to, as far as its name and the flags tell. */
function systemFor(list: FileSystem, flags: AuditFlags, policies: Policies): System {
  const { system: id = list.id } = flags
  requireId(id)
  const kind = flags.kind ?? (flags.system === undefined ? list.kind : kindOf(flags.system))
  const policy = flags.policy ?? (policies.has(kind) ? kind : 'base')
  policyNamed(policies, policy)
  const nothingKnown = { endpoints: [], facts: {}, columns: {} }
  return { id, name: list.name, kind, exposure: 'intranet', policy, mode: 'report', ...nothingKnown }
}

/** Tells by which id a file's accounts are found where its own name is none. */
function tellNames(config: Config, lists: readonly FileSystem[], { system }: AuditFlags): void {
  if (system !== undefined) return
  for (const { file, name, id } of lists) {
    if (name.toLowerCase() !== id) say(config, 'audit-named', { file, id })
  }
}

function policyNamed(policies: Policies, name: string): Policy {
  const policy = policies.get(name)
  if (policy !== undefined) return policy
  throw new Refusal('not-found', 'policy-unknown', { name, known: [...policies.keys()].join(', ') })
}

function progressText(progress: FileAuditProgress, language: Language): string {
  if ('file' in progress) {
    const { file, rows, bytes, size } = progress
    const share = size === undefined ? '' : ` (${Math.floor((bytes / Math.max(1, size)) * 100)} %)`
    return render(language, 'audit-reading', { file, rows, share })
  }
  const { examined, accounts } = progress
  const share = Math.floor((examined / Math.max(1, accounts)) * 100)
  return render(language, 'audit-examining', { accounts, share })
}

async function renderTo(report: Report, flags: AuditFlags, language: Language): Promise<void> {
  if (flags.output === 'table') {
    terminal.out.write(renderReportTable(report, language, terminal.out))
    return
  }
  const format = (await readShelf('reports')).get(flags.output)
  if (format === undefined) throw new Refusal('invalid', 'cli-output', { output: flags.output })
  for (const piece of gathered(format.render(report, language))) {
    if (!terminal.out.write(piece)) await once(terminal.out, 'drain')
  }
}

function exitCodeOf(report: Report, { failOn, minCoverage }: AuditFlags): number {
  const { accounts, assessed } = report.coverage
  const share = accounts === 0 ? 0 : (assessed / accounts) * 100
  if (minCoverage !== undefined && share < minCoverage) return exitCodes.notAssessed
  const bad = report.headlines.some(({ worst }) => atLeast(worst.severity, failOn))
  return bad ? exitCodes.no : exitCodes.yes
}
