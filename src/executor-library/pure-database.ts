import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { Refusal } from '../core/refusal.ts'

/** Has pure-pw make the `.pdb` beside a pureftpd.passwd anew; where there is none, the server reads the list itself. */
export async function publishDatabase(file: string): Promise<void> {
  const database = `${file.replace(/\.passwd$/, '')}.pdb`
  if (!existsSync(database)) return
  try {
    // Of our variables one is a token.
    const env = { PATH: process.env.PATH }
    await promisify(execFile)('pure-pw', ['mkdb', database, '-f', file], { timeout: 30_000, env })
  } catch {
    throw new Refusal('unavailable', 'rotate-no-database', { file, database })
  }
}
