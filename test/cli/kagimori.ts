import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { compiledCodeEnvironment } from '../../src/intake/compiled-code.ts'

export const root = new URL('../../', import.meta.url).pathname

/** Runs the command line as a person does; answers what it wrote and its exit code. */
export async function kagimori(args: readonly string[], input = '', environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [join(root, 'src/cli.ts'), ...args], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      KAGIMORI_FINGERPRINT_COST: 'hmac',
      ...compiledCodeEnvironment(),
      ...environment,
    },
  })
  child.stdin.on('error', () => {}).end(input)
  const [out, err, exit] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise(resolve => child.once('exit', resolve)),
  ])
  return { out, err, exit }
}
