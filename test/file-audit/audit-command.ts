import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { buffer } from 'node:stream/consumers'
import type { Language } from '../../src/core/message.ts'

const root = new URL('../../', import.meta.url).pathname

/** Starts a command with nothing of our environment but the path; nobody reads what it writes yet. */
export function start(command: string, words: readonly string[], language: Language) {
  const { PATH = '' } = process.env
  const env = { PATH, KAGIMORI_LANGUAGE: language, KAGIMORI_DATA: tmpdir() }
  return spawn(command, words, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Runs a command to its end; answers what it wrote and its exit code. */
export async function run(command: string, words: readonly string[], language: Language = 'en') {
  const child = start(command, words, language)
  const closed = once(child, 'close')
  const [out, err] = await Promise.all([buffer(child.stdout), buffer(child.stderr)])
  await closed
  return { out, err: err.toString(), exit: child.exitCode }
}

/** Runs `kagimori audit`. */
export const audit = (words: readonly string[], language?: Language) =>
  run(process.execPath, ['src/cli.ts', 'audit', ...words], language)
