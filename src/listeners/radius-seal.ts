import { createHmac, hash, timingSafeEqual } from 'node:crypto'
import { onlyAttribute, type RadiusPacket, radiusAttribute, writeRadiusPacket } from '../core/radius.ts'

// Message-Authenticator (RFC 3579, 3.2) and Response Authenticator (RFC 2865, 3). The latter alone is plain MD5, and whoever
// sits between can turn a reject into an accept (CVE-2024-3596): so the former stands in every packet, and first in ours.

const sealType: number = radiusAttribute.messageAuthenticator
const sealBytes = 16

/** How a packet is signed: rightly, not at all, or by somebody without the secret. */
export type Seal = 'right' | 'absent' | 'wrong'

/** Looks at a packet's Message-Authenticator; an answer's is made over the authenticator of its request. */
export function sealOn(packet: RadiusPacket, secret: Buffer, authenticator = packet.authenticator): Seal {
  if (!packet.attributes.some(({ type }) => type === sealType)) return 'absent'
  const value = onlyAttribute(packet, sealType)
  if (value?.length !== sealBytes) return 'wrong'
  const blank = packet.attributes.map(one =>
    one.type === sealType ? { type: sealType, value: new Uint8Array(sealBytes) } : one,
  )
  const bytes = writeRadiusPacket({ ...packet, authenticator, attributes: blank })
  return bytes !== undefined && timingSafeEqual(value, hmac(bytes, secret)) ? 'right' : 'wrong'
}

/** A request's bytes with its Message-Authenticator first; undefined where it is too long with it. */
export function sealRequest(packet: RadiusPacket, secret: Buffer): Buffer | undefined {
  return sealed(packet, secret)
}

/** An answer's bytes, signed for the request with this authenticator; undefined where it is too long. */
export function sealAnswer(
  answer: Omit<RadiusPacket, 'authenticator'>,
  authenticator: Uint8Array,
  secret: Buffer,
): Buffer | undefined {
  const bytes = sealed({ ...answer, authenticator }, secret)
  bytes?.set(responseAuthenticator(bytes, secret), 4)
  return bytes
}

/** Whether the bytes answer the request with this authenticator, both signatures right. */
export function isAnswerTo(packet: RadiusPacket, authenticator: Uint8Array, secret: Buffer): boolean {
  const bytes = writeRadiusPacket({ ...packet, authenticator })
  if (bytes === undefined) return false
  const isRight = timingSafeEqual(packet.authenticator, responseAuthenticator(bytes, secret))
  return isRight && sealOn(packet, secret, authenticator) === 'right'
}

function sealed(packet: RadiusPacket, secret: Buffer): Buffer | undefined {
  const rest = packet.attributes.filter(({ type }) => type !== sealType)
  const attributes = [{ type: sealType, value: new Uint8Array(sealBytes) }, ...rest]
  const bytes = writeRadiusPacket({ ...packet, attributes })
  if (bytes === undefined) return undefined
  const signature = hmac(bytes, secret)
  bytes.set(signature, 22)
  return Buffer.from(bytes.buffer)
}

/** Over the answer's bytes with the request's authenticator in their head. */
function responseAuthenticator(bytes: Uint8Array, secret: Buffer): Buffer {
  return hash('md5', Buffer.concat([bytes, secret]), 'buffer')
}

function hmac(bytes: Uint8Array, secret: Buffer): Buffer {
  return createHmac('md5', secret).update(bytes).digest()
}
