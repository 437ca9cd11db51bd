import { existsSync } from 'node:fs'
import { recordChange } from '../change.ts'
import { steadyClock } from '../clock.ts'
import type { Config } from '../config.ts'
import { Refusal } from '../core/refusal.ts'
import type { Store } from '../core/store.ts'
import { ownSystem } from '../core/system.ts'
import { databaseFile } from '../store/data-folder.ts'
import { openStore } from '../store/store.ts'
import { exitCodes } from './exit-codes.ts'
import { say } from './saying.ts'

/** Who is logged to have done it: whoever may run commands on this machine. */
const caller = { actor: 'host command line', ip: '' }

/**
 * Takes the service's own allowlist away in one logged change, for whoever has locked himself out. Refused while a
 * service holds the data folder; on PostgreSQL services that run take it up by themselves.
 */
export async function runUnlock(config: Config): Promise<number> {
  const { dataFolder: folder, databaseUrl: url } = config
  if (url === undefined && !existsSync(databaseFile(folder))) {
    throw new Refusal('not-found', 'store-none', { folder })
  }
  const store = await openStore(url === undefined ? { folder } : { url })
  try {
    const count = await removeOwnAllowlist(store)
    if (count === undefined) say(config, 'unlock-none')
    else say(config, 'unlock-done', { count })
    if (count !== undefined && url !== undefined) say(config, 'unlock-elsewhere')
  } finally {
    await store.close()
  }
  return exitCodes.yes
}

/** Takes the list away: one without entries lets nobody in. Answers how many it had; undefined where there is none. */
async function removeOwnAllowlist(store: Store): Promise<number | undefined> {
  const list = await store.getAllowlist(ownSystem)
  if (list === undefined) return undefined
  const clock = steadyClock(await store.getSetting('clock'))
  // A disk below its watermark must not keep anybody locked out.
  const parts = { store, clock, requireRoom: () => undefined }
  const { length } = list.entries
  await recordChange(parts, caller, 'allowlist.remove', ownSystem, { entries: length }, tx =>
    tx.removeAllowlist(ownSystem),
  )
  return length
}
