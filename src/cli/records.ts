import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import type { Config } from '../config.ts'
import { Refusal } from '../core/refusal.ts'
import { exitCodes } from './exit-codes.ts'
import { callService } from './rest.ts'
import { terminal } from './terminal.ts'

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
