import { hash } from 'node:crypto'
import type { Fingerprinter } from '../intake/fingerprint.ts'

/** A fingerprinter whose answers for passwords come at once, too. */
export interface RunFingerprinter extends Fingerprinter {
  readonly ofPassword: (password: string) => string
}

/** Bytes of a fingerprint, one a character: of a million passwords two share theirs in one of 10^17 runs. */
export const fingerprintLength = 12

/**
 * Opens a fingerprinter for one run: the beginning of one SHA-256 over the run's key, the role and the text. The key is
 * nowhere but in memory and nothing is stored, so nothing has to be costly to compute. No stems: they are for tasks that
 * wait.
 */
export function openRunFingerprinter(key: string): RunFingerprinter {
  const print = (role: string, text: string) =>
    hash('sha256', `${key}\0${role}\0${text}`, 'latin1').slice(0, fingerprintLength)
  const ofPassword = (password: string) => print('password', password.normalize('NFC'))
  return {
    ofPassword,
    fingerprint: password => Promise.resolve(ofPassword(password)),
    stem: () => Promise.resolve(undefined),
    ofHash: text => print('hash', text),
    ofSalt: text => print('salt', text),
  }
}
