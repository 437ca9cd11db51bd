import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const cipher = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** Seals bytes by AES-256-GCM (NIST SP 800-38D) under a key of 32 bytes; `about` is bound to them and not sealed. */
export function sealBytes(key: Uint8Array, bytes: Uint8Array, about = ''): Buffer {
  const nonce = randomBytes(nonceBytes)
  const lock = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(about))
  const closed = Buffer.concat([lock.update(bytes), lock.final()])
  return Buffer.concat([nonce, lock.getAuthTag(), closed])
}

/** The bytes again; throws where they were sealed under another key, about something else, or were altered. */
export function unsealBytes(key: Uint8Array, sealed: Uint8Array, about = ''): Buffer {
  const tag = sealed.subarray(nonceBytes, nonceBytes + tagBytes)
  const lock = createDecipheriv(cipher, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
  lock.setAAD(Buffer.from(about)).setAuthTag(tag)
  return Buffer.concat([lock.update(sealed.subarray(nonceBytes + tagBytes)), lock.final()])
}
