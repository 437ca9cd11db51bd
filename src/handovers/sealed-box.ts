import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

/** A text that only the holder of its link can read: where it lies, and what lies there. */
export interface SealedBox {
  /** Derived from the link, which does not follow from it. */
  readonly locator: string
  readonly sealed: Buffer
}

/** 256 random bits, base64url: whoever has it reads the box. */
export type Link = string

const tagBytes = 16
const nonceBytes = 12

/** Seals a text (AES-256-GCM) under a key that stands in the link alone; nothing kept opens it. */
export function seal(text: string): SealedBox & { readonly link: Link } {
  const link = randomBytes(32).toString('base64url')
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', derive(link, 'key'), nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return { link, locator: locatorOf(link), sealed: Buffer.concat([nonce, body, cipher.getAuthTag()]) }
}

/** Where the box of a link lies. Looked up by what is derived, so that the time it takes tells nothing of any link. */
export function locatorOf(link: Link): string {
  return derive(link, 'locator').toString('hex')
}

/** The text of the box; throws for another box's link. */
export function unseal(link: Link, sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', derive(link, 'key'), sealed.subarray(0, nonceBytes))
  decipher.setAuthTag(sealed.subarray(-tagBytes))
  const body = decipher.update(sealed.subarray(nonceBytes, -tagBytes))
  return Buffer.concat([body, decipher.final()]).toString('utf8')
}

function derive(link: Link, purpose: 'key' | 'locator'): Buffer {
  return createHmac('sha256', link).update(`kagimori handover ${purpose}`).digest()
}
