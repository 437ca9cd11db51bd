import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { compiledCodeEnvironment } from '../src/intake/compiled-code.ts'

/** A really started service: where it answers, its admin token, its data folder, and how to stop it. */
export interface Served {
  readonly url: string
  readonly token: string
  readonly pid: number
  readonly dataFolder: string
  /** Everything it has written to its standard output and its standard error so far. */
  readonly written: () => Buffer
  /** Asks it to stop (SIGTERM), waits until it is gone, removes what it kept; answers its exit code. Repeatable. */
  readonly stop: () => Promise<number | null>
  /** Ends it at once, without a word (SIGKILL), and waits until it is gone; what it kept stays. */
  readonly kill: () => Promise<void>
  /** How long it took from being started to its start line. */
  readonly readyMilliseconds: number
}

const root = new URL('../', import.meta.url).pathname
const startMilliseconds = 30_000
const stopMilliseconds = 10_000
const adminToken = 'an-admin-token-for-tests-only'

/**
 * Starts `kagimori serve` as its users do, on a free port with a data folder of its own, and waits for its one start
 * line. `env` adds variables or replaces the usual ones; a `dataFolder` of the caller's is left to the caller. Fails
 * with what it wrote on stderr when it ends before that.
 */
export async function startServer(
  options: { readonly env?: Readonly<Record<string, string>>; readonly dataFolder?: string } = {},
): Promise<Served> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'kagimori-served-')))
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    ...compiledCodeEnvironment(),
    KAGIMORI_LISTEN: '127.0.0.1:0',
    KAGIMORI_DATA: dataFolder,
    KAGIMORI_ADMIN_TOKEN: adminToken,
    ...options.env,
  }
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['src/cli.ts', 'serve'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = once(child, 'exit')
  const orphaned = () => child.kill('SIGKILL')
  process.once('exit', orphaned)

  const written: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => written.push(bytes))
  const stop = async () => {
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), stopMilliseconds)
    await gone
    clearTimeout(late)
    process.off('exit', orphaned)
    if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true, force: true })
    return child.exitCode
  }
  const kill = async () => {
    child.kill('SIGKILL')
    await gone
    process.off('exit', orphaned)
  }

  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line', {
      signal: AbortSignal.timeout(startMilliseconds),
    }).then(([first]) => String(first)),
    gone.then(() => undefined),
  ]).catch(() => undefined)
  const url = /^kagimori listening on (http:\S+)$/.exec(line ?? '')?.[1]
  if (url === undefined || child.pid === undefined) {
    await stop()
    throw new Error(
      `The service did not start: ${line ?? 'no start line'}\n${Buffer.concat(written).subarray(-4000)}`,
    )
  }
  return {
    url,
    token: env.KAGIMORI_ADMIN_TOKEN,
    pid: child.pid,
    dataFolder,
    written: () => Buffer.concat(written),
    stop,
    kill,
    readyMilliseconds: performance.now() - startedAt,
  }
}
