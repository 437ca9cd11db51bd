import type { IncomingMessage } from 'node:http'
import { Refusal } from '../core/refusal.ts'

const mostJsonBytes = 256 * 1024
const deepest = 20
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The JSON body of a request, at most 256 KiB and 20 levels deep; undefined when there is none. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = await readText(request)
  if (text === '') return undefined
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new Refusal('malformed', 'http-content-type')
  }
  const value = parse(text)
  if (isDeeperThan(value, deepest)) throw new Refusal('malformed', 'http-body-deep', { deepest })
  return value
}

/** The body as it arrives, for a file; refuses the byte that goes beyond the cap. */
export async function* readBytes(request: IncomingMessage, mostBytes: number): AsyncIterable<Uint8Array> {
  requireIdentity(request)
  requireRoomFor(Number(request.headers['content-length'] ?? 0), mostBytes)
  let seen = 0
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    seen += chunk.length
    requireRoomFor(seen, mostBytes)
    yield chunk
  }
}

// Events instead of `for await`: a decision's body is one small chunk, and the iterator costs more than the answer.
function readText(request: IncomingMessage): Promise<string> {
  requireIdentity(request)
  requireRoomFor(Number(request.headers['content-length'] ?? 0), mostJsonBytes)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let seen = 0
    request.on('data', (chunk: Buffer) => {
      seen += chunk.length
      if (seen <= mostJsonBytes) chunks.push(chunk)
      else reject(tooLarge(mostJsonBytes))
    })
    request.on('end', () => {
      try {
        resolve(utf8.decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)))
      } catch {
        reject(new Refusal('malformed', 'http-body-encoding'))
      }
    })
    request.on('error', reject)
    request.on('aborted', () => reject(new Refusal('malformed', 'http-body-cut')))
  })
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
  if (encoding !== 'identity') throw new Refusal('malformed', 'http-content-encoding')
}

function requireRoomFor(bytes: number, mostBytes: number): void {
  if (bytes > mostBytes) throw tooLarge(mostBytes)
}

function tooLarge(mostBytes: number): Refusal {
  return new Refusal('too-large', 'http-body-large', { kibibytes: Math.floor(mostBytes / 1024) })
}
