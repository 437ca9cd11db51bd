import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Config } from '../config.ts'
import { Refusal } from '../core/refusal.ts'
import { isAsGiven } from '../core/sync-report.ts'
import { holdFile } from '../live-file/file-lock.ts'
import { besides, resolveFile } from '../live-file/live-file.ts'
import type { Delivered } from '../sync/delivery.ts'
import type { Given } from '../sync/given-record.ts'
import { keepInSync, type SyncDoor, syncOnce } from '../sync/rounds.ts'
import { exitCodes } from './exit-codes.ts'
import { Answered, callService } from './rest.ts'
import { say, sentenceOf } from './saying.ts'
import { terminal } from './terminal.ts'

/** What `kagimori sync` was told on the command line. */
export interface SyncFlags {
  readonly system: string
  readonly export: string
  readonly to: string
  readonly check?: string
  readonly reload?: string
  readonly watch?: boolean
  readonly every: number
  readonly overwrite?: boolean
}

const answerMilliseconds = 10_000

/**
 * Keeps a file that a server reads in step with an allowlist; exit 1 where the newest list is not in force, or without a
 * reload not written. With `--watch` it goes on until SIGTERM or SIGINT.
 */
export async function runSync(config: Config, flags: SyncFlags): Promise<number> {
  const { check, reload, overwrite = false } = flags
  const order = { file: resolveFile(flags.to), check, reload, overwrite }
  const door = doorOf(config, flags)
  if (!existsSync(besides(order.file, 'kagimori-lock'))) await requireKnown(door)
  const letGo = await holdFile(order.file)
  try {
    if (flags.watch === true) {
      await watchUntilStopped(config, order, door, flags.every)
      return exitCodes.yes
    }
    const delivered = await syncOnce(order, door)
    tell(config, order.file, delivered)
    return isAsGiven(delivered.state) ? exitCodes.yes : exitCodes.no
  } finally {
    letGo()
  }
}

/** A system or an export there is none of leaves nothing beside the file, not even a lock. */
async function requireKnown(door: SyncDoor): Promise<void> {
  await door.fetch([]).catch((error: unknown) => {
    if (error instanceof Answered && error.status === 404) throw error
  })
}

async function watchUntilStopped(
  config: Config,
  order: Parameters<typeof keepInSync>[0],
  door: SyncDoor,
  everySeconds: number,
): Promise<void> {
  const stop = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())
  const { file } = order
  const listener = {
    onRound: (delivered: Delivered) => tell(config, file, delivered),
    onTrouble: (error: unknown) => say(config, 'sync-trouble', { file, message: sentenceOf(config, error) }),
    onRecovery: () => say(config, 'sync-recovered', { file }),
  }
  await keepInSync(order, door, listener, { everySeconds, signal: stop.signal })
}

function doorOf(config: Config, { system, export: target }: SyncFlags): SyncDoor {
  const path = `/systems/${encodeURIComponent(system)}`
  return {
    fetch: async known => {
      const { status, headers, text } = await callService(
        config,
        `${path}/allowlist/exports/${encodeURIComponent(target)}`,
        {
          milliseconds: answerMilliseconds,
          ...(known.length === 0 ? {} : { headers: { 'if-none-match': known.join(', ') } }),
        },
      )
      return status === 304 ? undefined : whole(text, headers)
    },
    report: async report => {
      const body = { ...report, target }
      await callService(config, `${path}/sync-reports`, {
        method: 'POST',
        body,
        milliseconds: answerMilliseconds,
      })
    },
  }
}

/** An empty list has its closing lines too: a text that is empty, or not what the service hashed, came to harm. */
function whole(text: string, headers: Headers): Given {
  const etag = headers.get('etag')
  const digest = createHash('sha256').update(text).digest('hex')
  if (text === '' || etag === null || digest !== headers.get('x-kagimori-sha256')) {
    throw new Refusal('unavailable', 'sync-not-whole', { bytes: Buffer.byteLength(text) })
  }
  return { text, etag }
}

/** For people on stderr, for programs one line of JSON on stdout. */
function tell(config: Config, file: string, delivered: Delivered): void {
  const { state, changed, given, found, said } = delivered
  const values = { file }
  if (found !== undefined) {
    say(config, found.state === 'missing' ? 'sync-missing' : 'sync-overwritten', values)
    if (found.copy !== undefined) say(config, 'sync-copy', { copy: found.copy })
    quote(found.differences)
  }
  say(config, state === 'in-force' && !changed ? 'sync-unchanged' : `sync-${state}`, values)
  quote(delivered.differences)
  if (said !== undefined && said !== '') quote(said.split('\n'))
  if (state === 'edited') say(config, 'sync-edited.hint')
  const etag = given?.etag.replaceAll(/^W\/|"/g, '') ?? null
  terminal.out.write(`${JSON.stringify({ file, state, changed, list: etag })}\n`)
}

function quote(lines: readonly string[]): void {
  for (const line of lines) terminal.err.write(`  ${line}\n`)
}
