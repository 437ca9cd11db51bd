import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after } from 'node:test'
import { atAnyEnd, untilListening } from './gates/gated.ts'

/** A running Postfix; without `stop` it ends after the last test. */
export interface RunningPostfix {
  readonly master: number
  readonly stop: () => void
}

/** Starts Postfix as `folder/conf` says and waits until it listens on `port`. */
export async function startPostfix(program: string, folder: string, port: number): Promise<RunningPostfix> {
  const started = spawnSync(program, ['-c', join(folder, 'conf'), 'start'], { encoding: 'utf8' })
  assert.equal(started.status, 0, started.stderr)
  // The master goes its own way; `postfix stop` would want the folder, which may be gone by then.
  const master = Number(readFileSync(join(folder, 'spool/pid/master.pid'), 'utf8'))
  let isStopped = false
  const stop = () => {
    if (!isStopped) process.kill(master, 'SIGTERM')
    isStopped = true
  }
  atAnyEnd(stop)
  after(stop)
  await untilListening(port)
  return { master, stop }
}
