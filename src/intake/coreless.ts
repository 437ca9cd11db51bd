import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { packFlags } from '../packed.ts'
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
    // What is longer goes back to the machine when it is let go: of a million rows 234 MiB were left at most, not 303.
    MALLOC_MMAP_THRESHOLD_: '131072',
    ...compiledCodeEnvironment(),
  }
  const started = [...packFlags, ...words]
  if (!existsSync(shell)) return spawn(process.execPath, started, { ...options, env })
  const command = ['-c', 'ulimit -c 0; exec "$0" "$@"', process.execPath, ...started]
  return spawn(shell, command, { ...options, env })
}
