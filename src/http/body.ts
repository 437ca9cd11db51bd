import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { Refusal } from '../core/refusal.ts'

/** Of a JSON body, unless told otherwise. */
export const mostJsonBytes = 256 * 1024
const deepest = 20
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The JSON body of a request, at most 256 KiB unless told otherwise and 20 levels deep; undefined when there is none. */
export function readJson(request: IncomingMessage, mostBytes = mostJsonBytes): Promise<unknown> {
  return new Promise((resolve, reject) =>
    takeText(request, text => resolve(jsonOf(request.headers, text)), reject, mostBytes),
  )
}

/** The body as it arrives, for a file; refuses the byte that goes beyond the cap. */
export async function* readBytes(request: IncomingMessage, mostBytes: number): AsyncIterable<Uint8Array> {
  requireIdentity(request)
  requireRoomFor(Number(request.headers['content-length'] ?? 0), mostBytes)
  let seen = 0
  for await (const chunk of arriving(request)) {
    seen += chunk.length
    requireRoomFor(seen, mostBytes)
    yield chunk
  }
}

// A reader that stops early must not take the connection with it: the refusal still has to go out on it.
async function* arriving(request: IncomingMessage): AsyncIterable<Uint8Array> {
  try {
    yield* request.iterator({ destroyOnReturn: false })
  } catch (error) {
    throw request.complete ? error : new Refusal('malformed', 'http-body-cut')
  }
}

/**
 * The whole body as UTF-8 text, by callbacks: of a decision's cost promises would be a tenth. What `take` throws goes
 * to `fail` too.
 */
export function takeText(
  request: IncomingMessage,
  take: (text: string) => void,
  fail: (error: unknown) => void,
  mostBytes: number,
): void {
  requireIdentity(request)
  requireRoomFor(Number(request.headers['content-length'] ?? 0), mostBytes)
  const chunks: Buffer[] = []
  let seen = 0
  request.on('data', (chunk: Buffer) => {
    seen += chunk.length
    if (seen <= mostBytes) chunks.push(chunk)
  })
  request.on('end', () => {
    try {
      requireRoomFor(seen, mostBytes)
      take(decode(chunks))
    } catch (error) {
      fail(error)
    }
  })
  request.on('error', () => fail(new Refusal('malformed', 'http-body-cut')))
}

/** The value a body's text is, if it says that it is JSON and is not too deep; undefined for no text. */
export function jsonOf(headers: IncomingHttpHeaders, text: string): unknown {
  if (text === '') return undefined
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(headers['content-type'] ?? '')) {
    throw new Refusal('wrong-media', 'http-content-type')
  }
  const value = parse(text)
  if (isDeeperThan(value, deepest)) throw new Refusal('malformed', 'http-body-deep', { deepest })
  return value
}

/** Overwrites the bytes, which may hold a password. */
function decode(chunks: readonly Buffer[]): string {
  const [first = Buffer.alloc(0)] = chunks
  const whole = chunks.length === 1 ? first : Buffer.concat(chunks)
  try {
    return textOf(whole)
  } finally {
    for (const bytes of [whole, ...chunks]) bytes.fill(0)
  }
}

/** Bytes that are UTF-8, as text; refuses others. */
export function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new Refusal('malformed', 'http-body-encoding')
  }
}

// The parser's own message quotes the body, which may hold a password.
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('malformed', 'http-body-json')
  }
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some(inner => isDeeperThan(inner, levels - 1))
}

function requireIdentity(request: IncomingMessage): void {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') throw new Refusal('wrong-media', 'http-content-encoding')
}

function requireRoomFor(bytes: number, mostBytes: number): void {
  if (bytes > mostBytes) throw tooLarge(mostBytes)
}

function tooLarge(mostBytes: number): Refusal {
  return new Refusal('too-large', 'http-body-large', { kibibytes: Math.floor(mostBytes / 1024) })
}
