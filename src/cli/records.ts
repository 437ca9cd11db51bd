import { accessSync, constants, createReadStream, type Stats, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import type { Config } from '../config.ts'
import { Refusal } from '../core/refusal.ts'
import { exitCodes } from './exit-codes.ts'
import { callService } from './rest.ts'
import { progressLine, terminal } from './terminal.ts'

/** Prints what a GET answers, as JSON. */
export async function show(config: Config, path: string): Promise<number> {
  return print((await callService(config, path)).body)
}

/** PUTs a JSON file and prints the answer. */
export async function put(config: Config, path: string, file: string): Promise<number> {
  return print((await callService(config, path, { method: 'PUT', body: await readJson(file) })).body)
}

/** POSTs a body and prints the answer. */
export async function post(config: Config, path: string, body: unknown): Promise<number> {
  return print((await callService(config, path, { method: 'POST', body })).body)
}

/** DELETEs; prints nothing. */
export async function remove(config: Config, path: string): Promise<number> {
  await callService(config, path, { method: 'DELETE' })
  return exitCodes.yes
}

interface ImportFlags {
  readonly system: string
  readonly format: string
  readonly encoding: string
  readonly columns?: string
  readonly partial?: boolean
  readonly confirmEmpty?: boolean
  readonly dryRun?: boolean
}

/**
 * Sends a file, or standard input for `-`, to the running service, with the share sent shown on a terminal; prints the list
 * as recorded.
 */
export async function runImport(config: Config, file: string, flags: ImportFlags): Promise<number> {
  const size = file === '-' ? undefined : sizeOf(file)
  const query = new URLSearchParams({ format: flags.format, encoding: flags.encoding })
  if (flags.columns !== undefined) query.set('columns', flags.columns)
  if (flags.partial === true) query.set('partial', 'true')
  if (flags.confirmEmpty === true) query.set('confirm', 'empty')
  if (flags.dryRun === true) query.set('dryRun', 'true')
  const progress = progressLine(terminal.err, file)
  try {
    const answer = await callService(config, `/systems/${flags.system}/account-lists?${query}`, {
      method: 'POST',
      stream: sent(file, size, progress.show),
      headers: { 'content-type': 'application/octet-stream' },
    })
    return print(answer.body)
  } finally {
    progress.end()
  }
}

async function* sent(
  file: string,
  size: number | undefined,
  showProgress: (text: string) => void,
): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of file === '-' ? process.stdin : createReadStream(file)) {
    bytes += chunk.length
    if (size !== undefined) showProgress(`${Math.floor((bytes / Math.max(1, size)) * 100)} %`)
    yield chunk
  }
  showProgress('100 %, waiting for the audit …')
}

function sizeOf(file: string): number {
  const stats = statOf(file)
  if (stats.isDirectory()) throw new Refusal('invalid', 'cli-file-folder', { file })
  return stats.size
}

function statOf(file: string): Stats {
  try {
    accessSync(file, constants.R_OK)
    return statSync(file)
  } catch {
    throw new Refusal('invalid', 'cli-file', { file })
  }
}

/** Walks the log chain; exit 1 when it is broken. */
export async function verifyLog(config: Config): Promise<number> {
  const { body } = await callService(config, '/log/verify')
  print(body)
  return (body as { readonly valid: boolean }).valid ? exitCodes.yes : exitCodes.no
}

/** Prints data as indented JSON on stdout. */
export function print(body: unknown): number {
  terminal.out.write(typeof body === 'string' ? body : `${JSON.stringify(body, null, 2)}\n`)
  return exitCodes.yes
}

/** Reads JSON from a file, or from standard input for `-`; refuses what does not parse, naming the place. */
export async function readJson(file: string): Promise<unknown> {
  const source = file === '-' ? await text(process.stdin) : await readTextFile(file)
  try {
    return JSON.parse(source)
  } catch (error) {
    const where =
      error instanceof SyntaxError ? (error.message.match(/position \d+|line \d+.*/)?.[0] ?? 'the end') : ''
    throw new Refusal('invalid', 'cli-json', { file, where })
  }
}

/** Reads a text file; refuses one that cannot be read. */
export async function readTextFile(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new Refusal('invalid', 'cli-file', { file })
  })
}
