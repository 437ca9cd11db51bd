import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The shipped policies, with this line in `base`. */
export function policiesWith(folder: string, line: string): string {
  const policies = join(folder, 'policies')
  cpSync(new URL('../../policies', import.meta.url), policies, { recursive: true })
  const base = join(policies, 'base.yaml')
  writeFileSync(base, `${readFileSync(base, 'utf8')}\n${line}\n`)
  return policies
}
