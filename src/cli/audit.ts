import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { build } from '../build.ts'
import type { Config } from '../config.ts'
import { type Language, render, type Sentence } from '../core/message.ts'
import { Refusal } from '../core/refusal.ts'
import type { Report, ReportedFile } from '../core/report.ts'
import { atLeast, type Severity } from '../core/severity.ts'
import type { AccountList } from '../core/store.ts'
import { type SystemKind, systemKinds } from '../core/system.ts'
import type { Caller, Enforcer } from '../enforcer.ts'
import { readShelf } from '../shelf.ts'
import { renderReportTable } from './audit-table.ts'
import { exitCodes } from './command.ts'
import { progressLine, terminal } from './terminal.ts'

interface AuditFlags {
  readonly format: string
  readonly encoding: string
  readonly columns?: string
  readonly system?: string
  readonly kind?: string
  readonly policy?: string
  readonly output: 'table' | 'json' | 'csv' | 'sarif' | 'html'
  readonly failOn: Severity
  readonly minCoverage?: number
}

const caller: Caller = { actor: 'command-line', ip: '127.0.0.1' }

/**
 * Audits account lists without a server: everything lives in a throw-away folder with a key made for this run, so
 * that nothing of the lists outlives the command.
 */
export async function runAuditCommand(
  config: Config,
  files: readonly string[],
  flags: AuditFlags,
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'kagimori-audit-'))
  try {
    const built = await build(
      { ...config, dataFolder: folder, databaseUrl: undefined, fingerprintKeyFile: join(folder, 'run.key') },
      (_where, error) => {
        throw error
      },
    )
    try {
      const lists = await importAll(built.enforcer, files, flags)
      const audit = await built.enforcer.startAudit(undefined, caller)
      await built.enforcer.settle()
      const report = { ...(await built.enforcer.auditReport(audit.id)), files: lists }
      await renderTo(report, flags, config.language)
      return exitCodeOf(report, flags)
    } finally {
      await built.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function importAll(
  enforcer: Enforcer,
  files: readonly string[],
  flags: AuditFlags,
): Promise<readonly ReportedFile[]> {
  const reported: ReportedFile[] = []
  for (const file of files) {
    await stat(file).catch(() => {
      throw new Refusal('invalid', 'cli-file', { file })
    })
    const system = flags.system ?? systemIdOf(file)
    const kind = kindOf(flags.kind ?? system)
    const progress = progressLine(terminal.err, file)
    await enforcer.putSystem(
      system,
      {
        name: system,
        kind,
        exposure: 'intranet',
        endpoints: [],
        ...(flags.policy === undefined ? {} : { policy: flags.policy }),
      },
      caller,
    )
    const list = await enforcer.importList(
      system,
      createReadStream(file),
      {
        format: flags.format,
        encoding: flags.encoding,
        partial: true,
        ...(flags.columns === undefined ? {} : { columns: readColumns(flags.columns) }),
        onProgress: ({ rows }) => progress.show(`${rows} rows`),
      },
      caller,
    )
    progress.end()
    reported.push(reportedFile(file, list))
  }
  return reported
}

function reportedFile(
  file: string,
  { format, encoding, rows, accepted, rejected }: AccountList,
): ReportedFile {
  return {
    file,
    format,
    encoding,
    rows,
    accepted,
    rejected: rejected.map(({ line, key, values }) => ({
      line,
      reason: { en: render('en', key, values), ja: render('ja', key, values) } satisfies Sentence,
    })),
  }
}

/** `login:社員番号,password:暗証` as field → header. */
export function readColumns(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text.split(',').map((pair, index) => {
      const at = pair.indexOf(':')
      const isPair = /^\s*[a-zA-Z]{1,40}\s*:\s*\S/.test(pair)
      if (!isPair) throw new Refusal('invalid', 'columns-pair', { number: index + 1 })
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
    }),
  )
}

/** A system id from a file name: `在庫.csv` and `/etc/ftp users.txt` become valid ids. */
function systemIdOf(file: string): string {
  const name = basename(file)
    .replace(/\.[^.]*$/, '')
    .toLowerCase()
    .normalize('NFKC')
  const id = name.replace(/[^a-z0-9.-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '')
  return id.slice(0, 64) || 'list'
}

function kindOf(text: string): SystemKind {
  return systemKinds.find(kind => text.includes(kind)) ?? 'other'
}

async function renderTo(report: Report, flags: AuditFlags, language: Language): Promise<void> {
  if (flags.output === 'table') {
    terminal.out.write(renderReportTable(report, language, terminal.out))
    return
  }
  const format = (await readShelf('reports')).get(flags.output)
  if (format === undefined) throw new Refusal('invalid', 'cli-output', { output: flags.output })
  terminal.out.write(format.render(report, language))
}

function exitCodeOf(report: Report, { failOn, minCoverage }: AuditFlags): number {
  const { accounts, assessed } = report.coverage
  const share = accounts === 0 ? 0 : (assessed / accounts) * 100
  if (minCoverage !== undefined && share < minCoverage) return exitCodes.notAssessed
  const bad = report.findings.some(
    ({ verdict, status, severity }) => verdict === 'bad' && status === 'open' && atLeast(severity, failOn),
  )
  return bad ? exitCodes.no : exitCodes.yes
}
