import { hkdfSync } from 'node:crypto'
import { Secret } from '../core/secret.ts'
import { sealBytes, unsealBytes } from '../sealing.ts'

/** Seals a password for one task, and opens it again for that task alone. */
export interface Sealer {
  /** `s1.<base64url>`; the same password never looks the same, and its length shows in steps of 64 bytes. */
  readonly seal: (password: Secret, task: string) => string
  /** Undefined where it was sealed for another task, under another key, or was altered. */
  readonly open: (sealed: string, task: string) => Secret | undefined
}

const mark = 's1.'
const stepBytes = 64
const lengthBytes = 2

/**
 * Sealed with the task's id, under a key of its own that HKDF (RFC 5869) makes
 * from the fingerprint key: without that file, which no database and no backup holds, nobody opens one.
 */
export function openSealer(fingerprintKey: Uint8Array): Sealer {
  const key = Buffer.from(hkdfSync('sha256', fingerprintKey, '', 'kagimori re-check of an old password', 32))
  return {
    seal: (password, task) =>
      `${mark}${sealBytes(key, padded(password.reveal()), task).toString('base64url')}`,
    open: (sealed, task) => {
      if (!sealed.startsWith(mark)) return undefined
      try {
        const opened = unsealBytes(key, Buffer.from(sealed.slice(mark.length), 'base64url'), task)
        return new Secret(opened.toString('utf8', lengthBytes, lengthBytes + opened.readUInt16BE()))
      } catch {
        return undefined
      }
    },
  }
}

function padded(password: string): Buffer {
  const text = Buffer.from(password)
  const whole = Buffer.alloc(Math.ceil((lengthBytes + text.length) / stepBytes) * stepBytes)
  whole.writeUInt16BE(text.length)
  text.copy(whole, lengthBytes)
  return whole
}
