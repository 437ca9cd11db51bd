import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { giveBackMemory } from '../memory.ts'
import type { Asked } from './enquiry.ts'

const lookMilliseconds = 1_000
/** Later than idle rating threads end, so that their memory is given back too. */
const quietMilliseconds = 5_000
const restMilliseconds = 10_000

/**
 * Keeps what requests brought from staying in this process's memory: bytes are overwritten as soon as they are parsed, and
 * in a quiet moment after requests with a body, at most every ten seconds, the heap gives back what nobody uses. `noted`
 * hears of requests that are answered without the server.
 */
export function forgetRequests(server: Server): { readonly noted: (asked: Asked) => void } {
  let requestedAt = 0
  let collectedAt = 0
  let isDirty = false
  server.on('connection', overwriteRead)
  const noted = (asked: Asked) => {
    requestedAt = performance.now()
    isDirty ||= hasBody(asked) || bringsCredential(asked)
  }
  server.on('request', (request, response) => {
    noted(request)
    if (!hasBody(request)) return
    request.once('close', () => overwriteUnread(request))
    response.once('finish', () => {
      if (!request.complete) request.on('data', overwrite)
    })
  })
  const look = () => {
    const now = performance.now()
    if (!isDirty || now - requestedAt < quietMilliseconds || now - collectedAt < restMilliseconds) return
    isDirty = false
    giveBackMemory()
    collectedAt = performance.now()
  }
  const looking = setInterval(look, lookMilliseconds).unref()
  server.once('close', () => clearInterval(looking))
  return { noted }
}

function hasBody({ method }: Asked): boolean {
  return method !== 'GET' && method !== 'HEAD'
}

/** A visitor's own, in the header of a gate's question. */
function bringsCredential({ headers }: Asked): boolean {
  return headers['auth-pass'] !== undefined || headers.authorization?.startsWith('Basic ') === true
}

/**
 * Listening for a connection's bytes keeps the parser from reading into a buffer of its own, where up to 64 KiB of the
 * last account lists would stay for good: 39 of 735 passwords were found there, none since.
 */
function overwriteRead(socket: Socket): void {
  socket.on('data', overwrite)
}

/** What waited when an upload was cut off, or refused before it was read through. */
function overwriteUnread(request: IncomingMessage): void {
  for (let rest: unknown = request.read(); Buffer.isBuffer(rest); rest = request.read()) overwrite(rest)
}

function overwrite(bytes: Buffer): void {
  bytes.fill(0)
}
