import type { Fields } from './gate.ts'

/** One attribute as it stands in a packet (RFC 2865, 5): its number and its bytes. */
export interface RadiusAttribute {
  readonly type: number
  readonly value: Uint8Array
}

/** A packet of RFC 2865, 3, whose signatures nobody has looked at yet. */
export interface RadiusPacket {
  readonly code: number
  readonly identifier: number
  /** 16 bytes. */
  readonly authenticator: Uint8Array
  readonly attributes: readonly RadiusAttribute[]
}

/** The packets that are spoken here, by their codes. */
export const radiusCode = {
  accessRequest: 1,
  accessAccept: 2,
  accessReject: 3,
  accessChallenge: 11,
  statusServer: 12,
} as const

/** The attributes that are looked at here, by their numbers. */
export const radiusAttribute = {
  userName: 1,
  userPassword: 2,
  chapPassword: 3,
  framedIpAddress: 8,
  replyMessage: 18,
  vendorSpecific: 26,
  callingStationId: 31,
  proxyState: 33,
  chapChallenge: 60,
  tunnelClientEndpoint: 66,
  tunnelPassword: 69,
  messageAuthenticator: 80,
} as const

const headBytes = 20
const mostBytes = 4_096

/** Reads a packet, as a copy; undefined for anything RFC 2865 would not call one. Bytes behind its length are padding. */
export function readRadiusPacket(bytes: Uint8Array): RadiusPacket | undefined {
  const [code = 0, identifier = 0, high = 0, low = 0] = bytes
  const length = high * 256 + low
  if (length < headBytes || length > mostBytes || length > bytes.length) return undefined
  const attributes = readAttributes(bytes.subarray(headBytes, length))
  if (attributes === undefined) return undefined
  return { code, identifier, authenticator: new Uint8Array(bytes.subarray(4, headBytes)), attributes }
}

function readAttributes(bytes: Uint8Array): readonly RadiusAttribute[] | undefined {
  const attributes: RadiusAttribute[] = []
  let at = 0
  while (at < bytes.length) {
    const [type = 0, length = 0] = bytes.subarray(at, at + 2)
    if (length < 2 || at + length > bytes.length) return undefined
    attributes.push({ type, value: new Uint8Array(bytes.subarray(at + 2, at + length)) })
    at += length
  }
  return attributes
}

/** A packet's bytes; undefined where it would be longer than a packet may be. */
export function writeRadiusPacket(packet: RadiusPacket): Uint8Array | undefined {
  const { code, identifier, authenticator, attributes } = packet
  const length = attributes.reduce((sum, { value }) => sum + 2 + value.length, headBytes)
  if (length > mostBytes) return undefined
  const bytes = new Uint8Array(length)
  bytes.set([code, identifier, length >> 8, length & 255])
  bytes.set(authenticator, 4)
  let at = headBytes
  for (const { type, value } of attributes) {
    bytes.set([type, value.length + 2], at)
    bytes.set(value, at + 2)
    at += value.length + 2
  }
  return bytes
}

/** The value of the one attribute of this number; undefined where there is none, or more than one. */
export function onlyAttribute({ attributes }: RadiusPacket, type: number): Uint8Array | undefined {
  const found = attributes.filter(attribute => attribute.type === type)
  return found.length === 1 ? found[0]?.value : undefined
}

/** Where a visitor's address may stand in a request. */
export const radiusAddresses = ['calling-station-id', 'tunnel-client-endpoint', 'framed-ip-address'] as const
export type RadiusAddress = (typeof radiusAddresses)[number]

type Reading = (value: Uint8Array) => string | undefined

const read: Readonly<Record<number, readonly [name: string, reading: Reading]>> = {
  [radiusAttribute.userName]: ['user-name', readUtf8],
  [radiusAttribute.framedIpAddress]: ['framed-ip-address', readOctets],
  [radiusAttribute.callingStationId]: ['calling-station-id', readUtf8],
  [radiusAttribute.tunnelClientEndpoint]: ['tunnel-client-endpoint', readTagged],
}

/** What a gate reads of a request, by name. Undefined where one of it comes twice or is no text. */
export function readRadiusFields({ attributes }: RadiusPacket): Fields | undefined {
  const fields: Record<string, string> = {}
  for (const { type, value } of attributes) {
    const [name, reading] = read[type] ?? []
    if (name === undefined || reading === undefined) continue
    const text = reading(value)
    if (text === undefined || Object.hasOwn(fields, name)) return undefined
    fields[name] = text
  }
  return fields
}

/** Text of an attribute; undefined for what is no UTF-8 or holds control characters. */
function readUtf8(bytes: Uint8Array): string | undefined {
  try {
    const text = decodeURIComponent(bytes.toHex().replace(/../g, '%$&'))
    return /\p{Cc}/u.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

function readOctets(value: Uint8Array): string | undefined {
  return value.length === 4 ? value.join('.') : undefined
}

/** RFC 2868, 3.3: a first byte of 1 to 31 says which tunnel is meant. */
function readTagged(value: Uint8Array): string | undefined {
  return readUtf8((value[0] ?? 32) < 32 ? value.subarray(1) : value)
}
