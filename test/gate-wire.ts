import { once } from 'node:events'
import { connect, type NetConnectOpts } from 'node:net'
import { parse as parseQuery } from 'node:querystring'
import type { Gate, RadiusGate, Sent } from '../src/core/gate.ts'
import { readLines } from '../src/core/gate-lines.ts'
import { readRadiusFields } from '../src/core/radius.ts'
import { attributesIn } from './radius-wire.ts'

/** An example's text as the server puts it on the wire. */
export function wired({ door }: Exclude<Gate, RadiusGate>, text: string, token: string): string {
  const whole = text.replace('{token}', token)
  if (door.protocol === 'lines') return whole
  const at = whole.indexOf('\n\n')
  return `${whole.slice(0, at).replaceAll('\n', '\r\n')}\r\n\r\n${whole.slice(at + 2).replace(/^\n/, '')}`
}

const noBytes = new Uint8Array(16)

/** An example's text cut into its parts, for asking the gate alone. */
export function sentBy(gate: Gate, text: string): Sent {
  const { door } = gate
  if (door.protocol === 'radius') {
    const password = /^User-Password = "(.*)"$/m.exec(text)?.[1]
    const fields = readRadiusFields({
      code: 1,
      identifier: 0,
      authenticator: noBytes,
      attributes: attributesIn(text),
    })
    const body = { ...fields, ...(password === undefined ? {} : { 'user-password': password }) }
    return { named: { system: 'ftp', address: 'calling-station-id' }, headers: {}, body, trusted: [] }
  }
  if (door.protocol === 'lines') {
    const body = readLines(text.replace(/end\n$/, ''), door) ?? {}
    return { named: gate.name === 'pure-ftpd' ? { system: 'ftp' } : {}, headers: {}, body, trusted: [] }
  }
  const [head = '', body = ''] = text.split(/\n\n(.*)/s)
  const [first = '', ...lines] = head.split('\n')
  const [, path = '', query = ''] = /^\S+ ([^? ]+)\??(\S*)/.exec(first) ?? []
  const [, , , step] = path.split('/')
  const system = step === undefined ? {} : { system: step }
  return {
    named: { ...parseQuery(query), ...system },
    headers: Object.fromEntries(
      lines.map(line => [line.split(':', 1)[0]?.toLowerCase(), line.replace(/^[^:]+: ?/, '')]),
    ),
    body: readBody(body),
    trusted: [],
  }
}

function readBody(text: string): Record<string, unknown> {
  if (!text.startsWith('{')) return { ...parseQuery(text) }
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** Sends one question over a connection of its own; answers all that came back until `isWhole`. */
export async function exchange(
  place: NetConnectOpts,
  question: string | Uint8Array,
  isWhole: (answer: string) => boolean,
): Promise<string> {
  const socket = connect(place)
  let answer = ''
  socket.setEncoding('utf8').on('data', text => {
    answer += text
    if (isWhole(answer)) socket.destroy()
  })
  socket.write(question)
  await once(socket, 'close')
  return answer
}

/** Whether an HTTP answer has its whole body. */
export function isWholeHttp(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n')
  const length = Number(/^content-length: (\d+)/im.exec(answer)?.[1] ?? 0)
  return end >= 0 && Buffer.byteLength(answer.slice(end + 4)) >= length
}

/** What an answer says, without what belongs to the connection and with the request's id left out. */
export function saidIn(answer: string): string {
  const request = /^x-request-id: (.*)\r$/im.exec(answer)?.[1] ?? '\0'
  const connection = /^(?:date|connection|keep-alive|content-length|cache-control|x-request-id): .*\r\n/gim
  return answer.replace(connection, '').replaceAll('\r\n', '\n').replaceAll(request, '{request}')
}
