import { createHash, createHmac, randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'

// Packets made from RFC 2865 and RFC 3579 alone, with nothing of the product: what the two agree on is not one mistake.

/** The secret of the tests. */
export const radiusSecret = 'a-secret-of-the-tests-only'

const numbers: Readonly<Record<string, number>> = {
  'User-Name': 1,
  'User-Password': 2,
  'NAS-Port': 5,
  'Framed-IP-Address': 8,
  'Reply-Message': 18,
  'Calling-Station-Id': 31,
  'NAS-Identifier': 32,
  'Proxy-State': 33,
  'Tunnel-Client-Endpoint': 66,
  'Message-Authenticator': 80,
}

export interface WiredAttribute {
  readonly type: number
  readonly value: Buffer
}

/** `Name = "value"` lines as attributes, passwords left out. */
export function attributesIn(text: string): readonly WiredAttribute[] {
  return [...text.matchAll(/^([A-Z][\w-]+) = "(.*)"$/gm)]
    .filter(([, name]) => name !== 'User-Password')
    .map(([, name = '', value = '']) => ({ type: numbers[name] ?? 0, value: Buffer.from(value) }))
}

/** What differs from a well-made request. */
export interface Made {
  readonly secret?: string
  readonly code?: number
  readonly identifier?: number
  readonly authenticator?: Buffer
  readonly more?: readonly WiredAttribute[]
  /** The Message-Authenticator: right by default. */
  readonly seal?: 'right' | 'wrong' | 'absent'
}

/** A request with these attributes, its password hidden (RFC 2865, 5.2), signed at its end (RFC 3579, 3.2). */
export function makeRequest(text: string, made: Made = {}): Buffer {
  const { secret = radiusSecret, code = 1, identifier = 7, seal = 'right', more = [] } = made
  const authenticator = made.authenticator ?? randomBytes(16)
  const password = /^User-Password = "(.*)"$/m.exec(text)?.[1]
  const attributes = [
    ...attributesIn(text),
    ...(password === undefined ? [] : [{ type: 2, value: hidden(password, secret, authenticator) }]),
    ...more,
    ...(seal === 'absent' ? [] : [{ type: 80, value: Buffer.alloc(16) }]),
  ]
  const body = Buffer.concat(
    attributes.map(({ type, value }) => Buffer.concat([Buffer.of(type, value.length + 2), value])),
  )
  const head = Buffer.alloc(20)
  head.set([code, identifier])
  head.writeUInt16BE(20 + body.length, 2)
  head.set(authenticator, 4)
  const packet = Buffer.concat([head, body])
  if (seal !== 'absent') {
    packet.set(createHmac('md5', secret).update(packet).digest(), packet.length - 16)
    if (seal === 'wrong') packet.writeUInt8(packet.readUInt8(packet.length - 1) ^ 1, packet.length - 1)
  }
  return packet
}

function hidden(password: string, secret: string, authenticator: Buffer): Buffer {
  const text = Buffer.from(password)
  const padded = Buffer.concat([text, Buffer.alloc((16 - (text.length % 16)) % 16)])
  let seed = authenticator
  const blocks: Buffer[] = []
  for (let at = 0; at < padded.length; at += 16) {
    const pad = createHash('md5').update(secret).update(seed).digest()
    seed = Buffer.from(pad.map((byte, index) => byte ^ (padded[at + index] ?? 0)))
    blocks.push(seed)
  }
  return Buffer.concat(blocks)
}

/** An answer cut into its parts. */
export interface WiredAnswer {
  readonly code: number
  readonly identifier: number
  readonly attributes: readonly WiredAttribute[]
}

/** Reads an answer and checks both its signatures against the request; throws where one is wrong. */
export function readAnswer(answer: Buffer, request: Buffer, secret = radiusSecret): WiredAnswer {
  const asked = request.subarray(4, 20)
  const blank = Buffer.from(answer)
  blank.set(asked, 4)
  const signed = createHash('md5').update(blank).update(secret).digest()
  if (!signed.equals(answer.subarray(4, 20))) throw new Error('the Response Authenticator is wrong')
  const attributes: WiredAttribute[] = []
  for (let at = 20; at < answer.length; at += answer.readUInt8(at + 1)) {
    attributes.push({
      type: answer.readUInt8(at),
      value: answer.subarray(at + 2, at + answer.readUInt8(at + 1)),
    })
  }
  if (attributes[0]?.type !== 80) throw new Error('the Message-Authenticator is not the first attribute')
  blank.fill(0, 22, 38)
  const seal = createHmac('md5', secret).update(blank).digest()
  if (!seal.equals(answer.subarray(22, 38))) throw new Error('the Message-Authenticator is wrong')
  return { code: answer.readUInt8(0), identifier: answer.readUInt8(1), attributes }
}

/** An answer in the words of the gate's examples. */
export function saidIn({ code, attributes }: WiredAnswer): string {
  const first = code === 2 ? 'Access-Accept' : code === 3 ? 'Access-Reject' : `code ${code}`
  const messages = attributes
    .filter(({ type }) => type === 18)
    .map(({ value }) => `Reply-Message = "${value.toString()}"\n`)
  return `${first}\n${messages.join('')}`
}

/** Sends packets from one socket and gathers as many answers as are awaited, or what came within the time. */
export async function exchangePackets(
  port: number,
  packets: readonly Buffer[],
  awaited = packets.length,
  milliseconds = 2_000,
): Promise<readonly Buffer[]> {
  const socket = createSocket('udp4')
  const answers: Buffer[] = []
  await new Promise<void>(resolve => {
    const late = setTimeout(resolve, milliseconds)
    socket.on('message', bytes => {
      answers.push(Buffer.from(bytes))
      if (answers.length < awaited) return
      clearTimeout(late)
      resolve()
    })
    for (const packet of packets) socket.send(packet, port, '127.0.0.1')
  })
  socket.close()
  return answers
}
