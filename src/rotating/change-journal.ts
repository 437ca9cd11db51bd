import { hkdfSync } from 'node:crypto'
import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { JournalPlace } from '../core/executor.ts'
import { Refusal } from '../core/refusal.ts'
import { openFingerprintKey } from '../intake/fingerprint.ts'

/**
 * The journal of changes at servers: in the data folder of whoever rotates, sealed under a key of its own that HKDF (RFC
 * 5869) makes from the fingerprint key.
 */
export function journalOf(dataFolder: string, fingerprintKeyFile: string): JournalPlace {
  let key: Uint8Array | undefined
  return {
    folder: join(dataFolder, 'rotations'),
    key: () => {
      const about = 'kagimori journal of changes at servers'
      key ??= new Uint8Array(hkdfSync('sha256', openFingerprintKey(fingerprintKeyFile), '', about, 32))
      return key
    },
  }
}

/** Refuses a place where nothing could be kept, before anything is changed. */
export function requireJournal({ folder, key }: JournalPlace): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    key()
  } catch (error) {
    if (error instanceof Refusal) throw error
    const { code = 'no code' } = error as NodeJS.ErrnoException
    throw new Refusal('invalid', 'rotate-journal', { folder, cause: code })
  }
}
