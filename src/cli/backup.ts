import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config } from '../config.ts'
import { Refusal } from '../core/refusal.ts'
import { copyDatabase, restoreDatabase } from '../store/backup.ts'
import { exitCodes } from './exit-codes.ts'
import { say } from './saying.ts'

/** Writes a consistent copy of the database beside a running service or without one. The fingerprint key is not in it. */
export async function runBackup(config: Config, file: string): Promise<number> {
  requireEmbedded(config)
  const target = resolve(file)
  if (existsSync(target)) throw new Refusal('conflict', 'backup-exists', { file: target })
  const { bytes } = await copyDatabase(config.dataFolder, target)
  say(config, 'backup-made', { file: target, bytes, key: config.fingerprintKeyFile })
  return exitCodes.yes
}

/** Puts a backup in place after checking it; refused while the service runs, or over a database without `--force`. */
export async function runRestore(
  config: Config,
  file: string,
  options: { readonly force?: boolean },
): Promise<number> {
  requireEmbedded(config)
  await restoreDatabase(resolve(file), config.dataFolder, { replace: options.force === true })
  say(config, 'backup-restored', { folder: config.dataFolder, file: resolve(file) })
  return exitCodes.yes
}

function requireEmbedded({ databaseUrl }: Config): void {
  if (databaseUrl !== undefined) throw new Refusal('invalid', 'backup-postgresql', {})
}
