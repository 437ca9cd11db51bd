import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { after } from 'node:test'
import type { Served } from '../served.ts'

const root = new URL('../../', import.meta.url).pathname

/** How `kagimori rotate` ended, what it wrote, and every argument and environment that was seen of it. */
export interface Rotated {
  readonly exit: number | null
  readonly err: string
  /** Its one line on stdout, as programs read it. */
  readonly told: Readonly<Record<string, string>>
  readonly seen: readonly Buffer[]
}

/** Runs `kagimori rotate` as an administrator does, with the passwords on standard input, one a line. */
export async function rotateBy(
  served: Pick<Served, 'url' | 'token'>,
  args: readonly string[],
  passwords: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Rotated> {
  const child = spawn(process.execPath, ['src/cli.ts', 'rotate', ...args], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      KAGIMORI_LISTEN: new URL(served.url).host,
      KAGIMORI_ADMIN_TOKEN: served.token,
      KAGIMORI_LANGUAGE: 'en',
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
  await once(child, 'close')
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
