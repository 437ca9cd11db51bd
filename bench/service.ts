import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const root = new URL('../', import.meta.url).pathname
const token = 'bench-token-of-enough-characters'

/** A really started service on a free loopback port, with a throw-away data folder. */
export interface Service {
  readonly port: number
  readonly token: string
  readonly pid: number
  /** Milliseconds from spawn to the ready line. */
  readonly readyAfter: number
  readonly call: (method: string, path: string, body?: unknown) => Promise<unknown>
  readonly stop: () => Promise<void>
}

/** Starts the service as `npm start` does and waits for its ready line. */
export async function startService(
  environment: Readonly<Record<string, string>> = {},
  folder?: string,
): Promise<Service> {
  const data = folder ?? mkdtempSync(join(tmpdir(), 'kagimori-bench-'))
  const began = performance.now()
  const child = spawn(process.execPath, ['--max-semi-space-size=4', 'src/cli.ts', 'serve'], {
    cwd: root,
    env: {
      NODE_COMPILE_CACHE: 'node_modules/.cache/kagimori',
      MALLOC_ARENA_MAX: '2',
      MALLOC_MMAP_THRESHOLD_: '131072',
      PATH: process.env.PATH ?? '',
      KAGIMORI_LISTEN: '127.0.0.1:0',
      KAGIMORI_DATA: data,
      KAGIMORI_POLICIES: new URL('../policies', import.meta.url).pathname,
      KAGIMORI_ADMIN_TOKEN: token,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    child.once('exit', code => reject(new Error(`the service ended with ${code}`)))
  })
  const readyAfter = performance.now() - began
  const url = line.replace('kagimori listening on ', '')
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  const stop = async () => {
    child.kill('SIGTERM')
    await new Promise(resolve => child.once('exit', resolve))
    if (folder === undefined) rmSync(data, { recursive: true, force: true })
  }
  return { port: Number(new URL(url).port), token, pid: child.pid ?? 0, readyAfter, call, stop }
}

/** Resident memory of a process, or its peak, in MiB, as the kernel counts it. */
export function memoryOf(pid: number, what: 'VmRSS' | 'VmHWM' = 'VmRSS'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN) / 1024
}

/** Processor time a process has used so far, with all its threads, in milliseconds. */
export function processorOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // User and system time, fields 14 and 15, in hundredths of a second.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}
