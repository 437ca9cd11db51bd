import { randomBytes } from 'node:crypto'
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { readAddress } from '../core/network.ts'
import {
  onlyAttribute,
  type RadiusAttribute,
  type RadiusPacket,
  radiusAttribute,
  radiusCode,
  readRadiusPacket,
} from '../core/radius.ts'
import { type Hiding, hidePassword, rehide, revealPassword } from './radius-hiding.ts'
import { isAnswerTo, sealRequest } from './radius-seal.ts'

/** What an upstream said, as it goes on to the client: hidden for it, not yet signed. */
export type RadiusWord = Pick<RadiusPacket, 'code' | 'attributes'>

interface Pending {
  readonly bytes: Buffer
  readonly authenticator: Buffer
  readonly state: Buffer
  readonly client: Hiding
  readonly tell: (word: RadiusWord) => void
  readonly sentAt: number
}

const answerCodes: readonly number[] = [
  radiusCode.accessAccept,
  radiusCode.accessReject,
  radiusCode.accessChallenge,
]
const identifiers = 256
/** A client gives up after some ten seconds and three tries. */
const waitMilliseconds = 10_000

/** Hands requests on to a RADIUS server (RFC 2865, 2.3), 256 at a time; an answer that is not signed twice is none. */
export class RadiusUpstream {
  readonly #socket: Socket
  readonly #place: { readonly host: string; readonly port: number }
  readonly #secret: Buffer
  readonly #pending = new Map<number, Pending>()
  #isClosed = false
  #next = randomBytes(1)[0] ?? 0

  constructor(place: { readonly host: string; readonly port: number }, secret: Buffer) {
    this.#place = { host: readAddress(place.host).text, port: place.port }
    this.#secret = secret
    this.#socket = createSocket(this.#place.host.includes(':') ? 'udp6' : 'udp4')
    // A server that is down, or a network that is not there yet, is no fault of ours: the client tries again.
    this.#socket.on('message', (bytes, from) => this.#hear(bytes, from)).on('error', () => undefined)
  }

  /** Hands a request on; answers how to send it once more, or undefined where too many wait or it became too long. */
  forward(request: RadiusPacket, secret: Buffer, tell: Pending['tell']): (() => void) | undefined {
    const now = performance.now()
    const identifier = this.#freeIdentifier(now)
    if (identifier === undefined || this.#isClosed) return undefined
    const client = { secret, authenticator: request.authenticator }
    const authenticator = randomBytes(16)
    const state = randomBytes(8)
    const attributes = [
      ...handedOn(request, client, { secret: this.#secret, authenticator }),
      { type: radiusAttribute.proxyState, value: state },
    ]
    const bytes = sealRequest({ code: request.code, identifier, authenticator, attributes }, this.#secret)
    if (bytes === undefined) return undefined
    this.#pending.set(identifier, { bytes, authenticator, state, client, tell, sentAt: now })
    const send = () => {
      const { host, port } = this.#place
      if (this.#pending.get(identifier)?.bytes === bytes)
        this.#socket.send(bytes, port, host, () => undefined)
    }
    send()
    return send
  }

  close(): void {
    this.#isClosed = true
    this.#pending.clear()
    this.#socket.close()
  }

  #freeIdentifier(now: number): number | undefined {
    for (let tries = 0; tries < identifiers; tries += 1) {
      this.#next = (this.#next + 1) % identifiers
      const used = this.#pending.get(this.#next)
      if (used === undefined || now - used.sentAt > waitMilliseconds) return this.#next
    }
    return undefined
  }

  #hear(bytes: Buffer, { address, port }: RemoteInfo): void {
    if (port !== this.#place.port || address !== this.#place.host) return
    const packet = readRadiusPacket(bytes)
    const pending = packet && this.#pending.get(packet.identifier)
    if (packet === undefined || pending === undefined || !answerCodes.includes(packet.code)) return
    if (!isAnswerTo(packet, pending.authenticator, this.#secret)) return
    this.#pending.delete(packet.identifier)
    const { state, client, authenticator, tell } = pending
    const own = { secret: this.#secret, authenticator }
    const attributes = packet.attributes
      .filter(({ type, value }) => type !== radiusAttribute.proxyState || !state.equals(value))
      .map(attribute => rehide(attribute, own, client))
    tell({ code: packet.code, attributes })
  }
}

/** The request's attributes with its password hidden anew; what was answered by the old authenticator gets it beside it. */
function handedOn(request: RadiusPacket, from: Hiding, to: Hiding): readonly RadiusAttribute[] {
  const attributes = request.attributes.map(attribute => {
    if (attribute.type !== radiusAttribute.userPassword) return attribute
    const password = revealPassword(attribute.value, from)
    const value = hidePassword(password ?? new Uint8Array(), to)
    password?.fill(0)
    return { type: attribute.type, value }
  })
  const isChallenged =
    onlyAttribute(request, radiusAttribute.chapPassword) !== undefined &&
    onlyAttribute(request, radiusAttribute.chapChallenge) === undefined
  if (!isChallenged) return attributes
  return [...attributes, { type: radiusAttribute.chapChallenge, value: request.authenticator }]
}
