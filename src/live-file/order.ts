import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'

/** How a command of the administrator's ended. */
export interface OrderEnd {
  readonly passed: boolean
  /** The last lines it wrote, on either stream; of one that failed in silence, how it ended. */
  readonly said: string
}

export const orderMilliseconds = 30_000
const mostBytes = 8_192
const mostLines = 12
const lastWordsMilliseconds = 200
const ownVariables = /^KAGIMORI_/

/**
 * Runs a shell command in a process group of its own; one that takes longer than 30 s is ended with all it started. It
 * sees none of our variables: one of them is a token. A daemon it leaves behind is left alone.
 */
export async function carryOut(command: string, milliseconds = orderMilliseconds): Promise<OrderEnd> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ownVariables.test(name)))
  const child = spawn('/bin/sh', ['-c', command], { detached: true, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', text => (said = (said + text).slice(-mostBytes)))
  }
  let isLate = false
  const late = setTimeout(() => {
    isLate = true
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  }, milliseconds)
  const closed = once(child, 'close')
  await once(child, 'exit')
  clearTimeout(late)
  // A daemon holds the pipes open: its last words are not waited for.
  await Promise.race([closed, pause(lastWordsMilliseconds)])
  child.stdout.destroy()
  child.stderr.destroy()
  const lines = said.trim() === '' ? [] : said.trimEnd().split('\n').slice(-mostLines)
  const passed = child.exitCode === 0
  if (isLate) lines.push(`(${milliseconds / 1_000} s)`)
  else if (!passed && lines.length === 0) lines.push(`(exit ${child.exitCode ?? child.signalCode})`)
  return { passed, said: lines.join('\n') }
}
