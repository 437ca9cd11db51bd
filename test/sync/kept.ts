import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { after } from 'node:test'
import { compiledCodeEnvironment } from '../../src/intake/compiled-code.ts'
import { blocksOf } from '../gates/gated.ts'

const root = new URL('../../', import.meta.url).pathname

/** How a command ended and what it wrote. */
export interface Ended {
  readonly out: string
  readonly err: string
  readonly exit: number | null
}

/** Starts `kagimori` as an administrator's unit or cron job does, against the service at `at`; killed at the latest with the test file. */
export function start(
  args: readonly string[],
  { at, token, language = 'en' }: { readonly at: string; readonly token: string; readonly language?: string },
) {
  const child = spawn(process.execPath, ['src/cli.ts', ...args], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      ...compiledCodeEnvironment(),
      KAGIMORI_LISTEN: at,
      KAGIMORI_ADMIN_TOKEN: token,
      KAGIMORI_LANGUAGE: language,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  after(() => child.kill('SIGKILL'))
  return child
}

/** The arguments of the one `kagimori` command in a page's block, with the example's places put in. */
export function argumentsIn(
  page: string,
  which: number,
  places: Readonly<Record<string, string>>,
): readonly string[] {
  const block = Object.entries(places).reduce(
    (text, [written, meant]) => text.replaceAll(written, meant),
    blocksOf(page)[which] ?? '',
  )
  const line =
    /(?:^|=)kagimori (.*)$/m.exec(block)?.[1] ?? assert.fail(`no command in block ${which} of ${page}`)
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
}

/** Runs `kagimori` to its end. */
export async function run(args: readonly string[], service: Parameters<typeof start>[1]): Promise<Ended> {
  const child = start(args, service)
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { out, err, exit: child.exitCode }
}

/** A started command whose lines on stdout, JSON each, can be awaited one by one. */
export function watchLines(child: ReturnType<typeof start>) {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return async (): Promise<Readonly<Record<string, unknown>>> =>
    JSON.parse((await lines.next()).value ?? '{}')
}
