import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { Secret } from '../core/secret.ts'

/** Seals a password for one task, and opens it again for that task alone. */
export interface Sealer {
  /** `s1.<base64url>`; the same password never looks the same, and its length shows in steps of 64 bytes. */
  readonly seal: (password: Secret, task: string) => string
  /** Undefined where it was sealed for another task, under another key, or was altered. */
  readonly open: (sealed: string, task: string) => Secret | undefined
}

const cipher = 'aes-256-gcm'
const mark = 's1.'
const nonceBytes = 12
const tagBytes = 16
const stepBytes = 64
const lengthBytes = 2

/**
 * AES-256-GCM (NIST SP 800-38D) with the task's id as additional data, under a key of its own that HKDF (RFC 5869) makes
 * from the fingerprint key: without that file, which no database and no backup holds, nobody opens one.
 */
export function openSealer(fingerprintKey: Uint8Array): Sealer {
  const key = Buffer.from(hkdfSync('sha256', fingerprintKey, '', 'kagimori re-check of an old password', 32))
  return {
    seal: (password, task) => {
      const nonce = randomBytes(nonceBytes)
      const lock = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(task))
      const closed = Buffer.concat([lock.update(padded(password.reveal())), lock.final()])
      return `${mark}${Buffer.concat([nonce, lock.getAuthTag(), closed]).toString('base64url')}`
    },
    open: (sealed, task) => {
      const bytes = Buffer.from(sealed.slice(mark.length), 'base64url')
      if (!sealed.startsWith(mark) || bytes.length < nonceBytes + tagBytes) return undefined
      const tag = bytes.subarray(nonceBytes, nonceBytes + tagBytes)
      const lock = createDecipheriv(cipher, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
      lock.setAAD(Buffer.from(task)).setAuthTag(tag)
      try {
        const opened = Buffer.concat([lock.update(bytes.subarray(nonceBytes + tagBytes)), lock.final()])
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
