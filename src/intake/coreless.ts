import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { compiledCodeEnvironment } from './compiled-code.ts'

/** Of what is spawned the standard streams and further descriptors, and how many threads do its work beside the main one. */
export interface CorelessOptions extends Pick<SpawnOptions, 'stdio' | 'serialization'> {
  readonly threads: number
}

const shell = '/bin/sh'

/**
 * Starts Node for work with passwords. Core files are switched off by the shell, if any, which becomes the process.
 * Nothing of our environment goes along.
 */
export function spawnCoreless(
  words: readonly string[],
  { threads, ...options }: CorelessOptions,
): ChildProcess {
  const env = {
    UV_THREADPOOL_SIZE: String(threads),
    // An arena for each of ten threads kept 21 MB that nobody used.
    MALLOC_ARENA_MAX: '1',
    ...compiledCodeEnvironment(),
  }
  if (!existsSync(shell)) return spawn(process.execPath, words, { ...options, env })
  const command = ['-c', 'ulimit -c 0; exec "$0" "$@"', process.execPath, ...words]
  return spawn(shell, command, { ...options, env })
}
