import { hash } from 'node:crypto'
import { type RadiusAttribute, radiusAttribute } from '../core/radius.ts'

/** A shared secret with the Request Authenticator it hides by. */
export interface Hiding {
  readonly secret: Buffer
  readonly authenticator: Uint8Array
}

const block = 16
const longestPassword = 128

/**
 * The password of a User-Password attribute (RFC 2865, 5.2), for the caller to overwrite; undefined for another length,
 * and where more than padding follows a NUL.
 */
export function revealPassword(value: Uint8Array, { secret, authenticator }: Hiding): Buffer | undefined {
  if (value.length === 0 || value.length % block !== 0 || value.length > longestPassword) return undefined
  const text = unmask(value, secret, authenticator)
  const end = text.indexOf(0)
  if (end < 0) return text
  return text.subarray(end).every(byte => byte === 0) ? text.subarray(0, end) : undefined
}

/** A password as the value of a User-Password attribute. */
export function hidePassword(password: Uint8Array, { secret, authenticator }: Hiding): Buffer {
  const padded = Buffer.alloc(Math.max(1, Math.ceil(password.length / block)) * block)
  padded.set(password)
  const hidden = mask(padded, secret, authenticator)
  padded.fill(0)
  return hidden
}

const saltBytes = 2
const microsoft = [0, 0, 1, 55]
/** MS-MPPE-Send-Key and MS-MPPE-Recv-Key (RFC 2548, 2.4.2). */
const keyTypes = [16, 17]

/** Hides what an upstream's answer hides (tunnel passwords, session keys) for the client that asked. */
export function rehide(attribute: RadiusAttribute, from: Hiding, to: Hiding): RadiusAttribute {
  const { type, value } = attribute
  const saltAt = saltOf(attribute)
  const cipherAt = saltAt + saltBytes
  if (saltAt < 0 || value.length <= cipherAt || (value.length - cipherAt) % block !== 0) return attribute
  const salt = value.subarray(saltAt, cipherAt)
  const plain = unmask(value.subarray(cipherAt), from.secret, Buffer.concat([from.authenticator, salt]))
  const hidden = mask(plain, to.secret, Buffer.concat([to.authenticator, salt]))
  plain.fill(0)
  return { type, value: Buffer.concat([value.subarray(0, cipherAt), hidden]) }
}

/** Where the salt stands of a value hidden by RFC 2868, 3.5 or RFC 2548, 2.4.2; -1 where nothing is hidden. */
function saltOf({ type, value }: RadiusAttribute): number {
  if (type === radiusAttribute.tunnelPassword) return 1
  if (type !== radiusAttribute.vendorSpecific) return -1
  const isKey =
    microsoft.every((byte, at) => value[at] === byte) &&
    keyTypes.includes(value[4] ?? 0) &&
    value[5] === value.length - 4
  return isKey ? 6 : -1
}

function mask(text: Uint8Array, secret: Buffer, seed: Uint8Array): Buffer {
  const hidden = Buffer.alloc(text.length)
  let before = seed
  for (let at = 0; at < text.length; at += block) {
    xorBlock(hidden, text, at, secret, before)
    before = hidden.subarray(at, at + block)
  }
  return hidden
}

function unmask(hidden: Uint8Array, secret: Buffer, seed: Uint8Array): Buffer {
  const text = Buffer.alloc(hidden.length)
  let before = seed
  for (let at = 0; at < hidden.length; at += block) {
    xorBlock(text, hidden, at, secret, before)
    before = hidden.subarray(at, at + block)
  }
  return text
}

function xorBlock(to: Buffer, from: Uint8Array, at: number, secret: Buffer, before: Uint8Array): void {
  const pad = hash('md5', Buffer.concat([secret, before]), 'buffer')
  for (let byte = 0; byte < block; byte += 1) to[at + byte] = (from[at + byte] ?? 0) ^ (pad[byte] ?? 0)
}
