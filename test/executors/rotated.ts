import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { after } from 'node:test'
import { compiledCodeEnvironment } from '../../src/intake/compiled-code.ts'
import type { Served } from '../served.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** Whoever rotates has a data folder and a key of his own. */
export const rotatingData = temporaryFolder('rotating-data')
const root = new URL('../../', import.meta.url).pathname

/** How `kagimori rotate` ended, what it wrote, and every argument and environment that was seen of it. */
export interface Rotated {
  readonly exit: number | null
  readonly err: string
  /** Its one line on stdout, as programs read it. */
  readonly told: Readonly<Record<string, string>>
  readonly seen: readonly Buffer[]
}

/**
 * Runs `kagimori rotate` as an administrator does, with the passwords on standard input, one a line; kills it as soon as
 * `killedWhen` says so.
 */
export async function rotateBy(
  served: Pick<Served, 'url' | 'token'>,
  args: readonly string[],
  passwords: readonly string[],
  env: Readonly<Record<string, string>> = {},
  killedWhen?: () => boolean,
): Promise<Rotated> {
  const child = spawn(process.execPath, ['src/cli.ts', 'rotate', ...args], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      ...compiledCodeEnvironment(),
      KAGIMORI_LISTEN: new URL(served.url).host,
      KAGIMORI_ADMIN_TOKEN: served.token,
      KAGIMORI_LANGUAGE: 'en',
      KAGIMORI_DATA: rotatingData,
      ...env,
    },
  })
  after(() => child.kill('SIGKILL'))
  let [out, err] = ['', '']
  child.stdout.on('data', text => (out += text))
  child.stderr.on('data', text => (err += text))
  child.stdin.on('error', () => undefined).end(passwords.map(text => `${text}\n`).join(''))
  const seen: Buffer[] = []
  const watching = setInterval(() => seen.push(...shownBy(child.pid)), 10)
  const looking = setInterval(() => void (killedWhen?.() === true && child.kill('SIGKILL')), 1)
  await once(child, 'close')
  clearInterval(looking)
  clearInterval(watching)
  return { exit: child.exitCode, err, told: JSON.parse(out === '' ? '{}' : out), seen }
}

/** Command line and environment of a process and of all it has started. */
function shownBy(pid: number | undefined): readonly Buffer[] {
  if (pid === undefined) return []
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap(thread =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
    )
    const own = ['cmdline', 'environ'].map(name => readFileSync(`/proc/${pid}/${name}`))
    return [...own, ...children.flatMap(child => shownBy(Number(child)))]
  } catch {
    return []
  }
}
