import { isUtf8 } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { parseAddress } from '../core/address.ts'
import {
  type Fields,
  type GateDesk,
  passGate,
  passInTime,
  type RadiusGate,
  type Verdict,
} from '../core/gate.ts'
import { readOctetText } from '../core/gate-login.ts'
import type { Language } from '../core/message.ts'
import {
  onlyAttribute,
  type RadiusPacket,
  radiusAttribute,
  radiusCode,
  readRadiusFields,
  readRadiusPacket,
} from '../core/radius.ts'
import { radiusClientAt } from '../core/radius-client.ts'
import { Refusal } from '../core/refusal.ts'
import { DuplicateBook } from './radius-duplicates.ts'
import { revealPassword } from './radius-hiding.ts'
import { sealAnswer, sealOn } from './radius-seal.ts'
import type { OpenRadiusClient } from './radius-secrets.ts'
import type { RadiusWord } from './radius-upstream.ts'

/** What the listener of RADIUS is made from. */
export interface RadiusParts {
  readonly gate: RadiusGate
  readonly place: { readonly host: string; readonly port: number }
  readonly clients: readonly OpenRadiusClient[]
  readonly desk: GateDesk
  readonly language: Language
}

/** One request while it is answered. */
interface Request {
  readonly packet: RadiusPacket
  readonly client: OpenRadiusClient
  readonly answer: (word: RadiusWord) => void
  readonly handOn: () => void
}

const noticeMilliseconds = 1_000

/**
 * Listens for Access-Request and Status-Server. A packet from nowhere, or not signed with its client's secret, gets no
 * answer (RFC 3579, 3.2). Refuses a place that is taken.
 */
export async function openRadiusListener(
  parts: RadiusParts,
): Promise<{ readonly place: string; readonly close: () => Promise<void> }> {
  const { gate, place, clients, desk } = parts
  const socket = createSocket({ type: place.host.includes(':') ? 'udp6' : 'udp4' })
  await bind(socket, place).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
    if (code === undefined) throw error
    throw new Refusal('invalid', 'listener-place', {
      gate: gate.name,
      place: `${place.host}:${place.port}`,
      code,
    })
  })
  const attend = openAttendance(parts, socket)
  socket.on('error', error => desk.reportFault(`listener ${gate.name}`, error))
  socket.on('message', (bytes, from) => {
    try {
      attend(bytes, from)
    } catch (error) {
      desk.reportFault(`listener ${gate.name}`, error)
    }
    // It may hold a password.
    bytes.fill(0)
  })
  return {
    place: `${place.host}:${socket.address().port}`,
    close: () =>
      new Promise(resolve => {
        for (const { upstream } of clients) upstream?.close()
        socket.close(() => resolve())
      }),
  }
}

function bind(socket: Socket, { host, port }: RadiusParts['place']): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(port, host, () => {
      socket.off('error', reject)
      resolve()
    })
  })
}

function openAttendance(parts: RadiusParts, socket: Socket): (bytes: Buffer, from: RemoteInfo) => void {
  let isOpen = true
  socket.once('close', () => {
    isOpen = false
  })
  const duplicates = new DuplicateBook()
  const noticedAt = new Map<OpenRadiusClient, number>()
  /** Whoever has not the secret may forge the sender too: his packets are noted, but not as often as he likes. */
  const notice = (client: OpenRadiusClient) => {
    const now = performance.now()
    if (now - (noticedAt.get(client) ?? Number.NEGATIVE_INFINITY) < noticeMilliseconds) return
    noticedAt.set(client, now)
    passGate(parts.gate, { ...arrivedAt(client), body: undefined }, parts.desk, toldBy(parts))
  }
  return (bytes, from) => {
    if (parseAddress(from.address) === undefined) return
    const client = radiusClientAt(parts.clients, from.address)
    if (client === undefined) return
    const packet = readRadiusPacket(bytes)
    if (packet === undefined || !isSigned(packet, client)) return notice(client)
    const copy = duplicates.note(`${from.address} ${from.port} ${packet.identifier}`, packet.authenticator)
    if (copy.isSeen) return copy.repeat()
    const answer = ({ code, attributes }: RadiusWord) => {
      const { identifier, authenticator } = packet
      const sealed = sealAnswer({ code, identifier, attributes }, authenticator, client.secret)
      if (sealed === undefined) return
      copy.answerWith(() => {
        // An answer that was kept back may come after the end.
        if (isOpen) socket.send(sealed, from.port, from.address, () => undefined)
      })
      copy.repeat()
    }
    const handOn = () => {
      const again = client.upstream?.forward(packet, client.secret, answer)
      if (again === undefined) duplicates.forget(copy)
      else copy.answerWith(again)
    }
    respond(parts, { packet, client, answer, handOn })
  }
}

/** Status-Server (RFC 5997) is never taken unsigned: everybody could have himself answered. */
function isSigned(packet: RadiusPacket, client: OpenRadiusClient): boolean {
  const seal = sealOn(packet, client.secret)
  if (packet.code === radiusCode.statusServer) return seal === 'right'
  if (packet.code !== radiusCode.accessRequest) return false
  return seal === 'right' || (seal === 'absent' && !client.signs)
}

function respond(parts: RadiusParts, { packet, client, answer, handOn }: Request): void {
  const states = packet.attributes.filter(({ type }) => type === radiusAttribute.proxyState)
  if (packet.code === radiusCode.statusServer) {
    answer({ code: radiusCode.accessAccept, attributes: states })
    return
  }
  const { gate, desk } = parts
  const body = readBody(packet, client)
  passInTime(gate, { ...arrivedAt(client), body }, desk, toldBy(parts), verdict => {
    const { accept, message } = gate.answer(verdict, { ...arrivedAt(client), body: body ?? {} })
    if (accept && client.upstream !== undefined) return handOn()
    const told =
      message === undefined ? [] : [{ type: radiusAttribute.replyMessage, value: Buffer.from(message) }]
    const code = accept ? radiusCode.accessAccept : radiusCode.accessReject
    answer({ code, attributes: [...told, ...states] })
  })
}

function toldBy({ language }: RadiusParts): Pick<Verdict, 'request' | 'language'> {
  return { request: randomUUID(), language: () => language }
}

function arrivedAt({ system, address }: OpenRadiusClient) {
  return { named: { system, address }, headers: {}, trusted: [] }
}

/** The request's fields, its password in clear; undefined where one of them does not read. */
function readBody(packet: RadiusPacket, { secret }: OpenRadiusClient): Fields | undefined {
  const fields = readRadiusFields(packet)
  const isGiven = packet.attributes.some(({ type }) => type === radiusAttribute.userPassword)
  if (fields === undefined || !isGiven) return fields
  const hidden = onlyAttribute(packet, radiusAttribute.userPassword)
  const password = hidden && revealPassword(hidden, { secret, authenticator: packet.authenticator })
  if (password === undefined) return undefined
  // One in another charset cannot be told; one with control characters is for the gate to refuse.
  const isTold = isUtf8(password) || password.some(byte => byte < 32 || byte === 127)
  const text = readOctetText(password)
  password.fill(0)
  return isTold ? { ...fields, 'user-password': text } : fields
}
