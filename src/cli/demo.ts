import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Built, build } from '../build.ts'
import type { Config } from '../config.ts'
import { render } from '../core/message.ts'
import type { Server, SystemKind } from '../core/system.ts'
import type { Caller, EntryInput, SystemInput } from '../enforcer.ts'
import { openLog } from '../log.ts'
import { serveBuilt } from '../server.ts'
import { renderReportTable } from './audit-table.ts'
import { exitCodes } from './exit-codes.ts'
import { progressLine, terminal } from './terminal.ts'

/** A company as `examples/company/company.json` declares it; account lists are files beside it. */
interface Company {
  readonly name: string
  readonly servers: readonly Server[]
  readonly systems: readonly (SystemInput & {
    readonly id: string
    readonly kind: SystemKind
    readonly allowlist?: readonly EntryInput[]
    readonly list?: { readonly file: string; readonly format?: string }
  })[]
}

const folder = new URL('../../examples/company/', import.meta.url)
const caller: Caller = { actor: 'demo', ip: '127.0.0.1' }

/**
 * Applies the example company to a throw-away data folder, prints its audit, then serves it until stopped. The port
 * is the configured one.
 */
export async function runDemo(config: Config, options: { readonly once?: boolean }): Promise<number> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'kagimori-demo-'))
  const demo: Config = {
    ...config,
    dataFolder,
    databaseUrl: undefined,
    fingerprintKeyFile: join(dataFolder, 'fingerprint.key'),
  }
  const log = openLog(dataFolder)
  try {
    const built = await build(demo, log.reportFault)
    await showCompany(built, demo)
    if (options.once === true) {
      await built.close()
      return exitCodes.yes
    }
    return await serveBuilt(built, demo, log, ({ url, token }) => {
      terminal.err.write(`\n${render(demo.language, 'demo-serves', { url, token, folder: dataFolder })}\n`)
    })
  } finally {
    await rm(dataFolder, { recursive: true, force: true })
  }
}

async function showCompany({ enforcer }: Built, { language }: Config): Promise<void> {
  const company: Company = JSON.parse(await readFile(new URL('company.json', folder), 'utf8'))
  const progress = progressLine(terminal.err, company.name)
  for (const { id, ...server } of company.servers) await enforcer.putServer(id, server, caller)
  for (const { id, allowlist: _allowlist, list: _list, ...system } of company.systems) {
    await enforcer.putSystem(id, system, caller)
  }
  for (const { id, allowlist, list } of company.systems) {
    progress.show(id)
    if (allowlist !== undefined) await enforcer.putAllowlist(id, allowlist, {}, caller)
    if (list === undefined) continue
    const bytes = createReadStream(new URL(list.file, folder))
    await enforcer.importList(
      id,
      bytes,
      { ...(list.format === undefined ? {} : { format: list.format }) },
      caller,
    )
  }
  progress.end()
  const audit = await enforcer.startAudit(
    company.systems.map(({ id }) => id),
    caller,
  )
  await enforcer.settle()
  terminal.out.write(`${company.name}\n`)
  terminal.out.write(renderReportTable(await enforcer.auditReport(audit.id), language, terminal.out))
}
