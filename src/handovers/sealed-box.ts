import { createHmac, randomBytes } from 'node:crypto'
import { sealBytes, unsealBytes } from '../sealing.ts'

/** A text that only the holder of its link can read: where it lies, and what lies there. */
export interface SealedBox {
  /** Derived from the link, which does not follow from it. */
  readonly locator: string
  readonly sealed: Buffer
}

/** 256 random bits, base64url: whoever has it reads the box. */
export type Link = string

/** Seals a text under a key that stands in the link alone; nothing kept opens it. */
export function seal(text: string): SealedBox & { readonly link: Link } {
  const link = randomBytes(32).toString('base64url')
  return { link, locator: locatorOf(link), sealed: sealBytes(derive(link, 'key'), Buffer.from(text)) }
}

/** Where the box of a link lies. Looked up by what is derived, so that the time it takes tells nothing of any link. */
export function locatorOf(link: Link): string {
  return derive(link, 'locator').toString('hex')
}

/** The text of the box; throws for another box's link. */
export function unseal(link: Link, sealed: Buffer): string {
  return unsealBytes(derive(link, 'key'), sealed).toString()
}

function derive(link: Link, purpose: 'key' | 'locator'): Buffer {
  return createHmac('sha256', link).update(`kagimori handover ${purpose}`).digest()
}
