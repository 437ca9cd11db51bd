import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { giveBackMemory } from '../memory.ts'

const lookMilliseconds = 1_000
/** Later than idle rating threads end, so that their memory is given back too. */
const quietMilliseconds = 5_000
const restMilliseconds = 10_000

/**
 * Keeps what requests brought from staying in this process's memory: bytes are overwritten as soon as they are parsed, and
 * in a quiet moment after requests with a body, at most every ten seconds, the heap gives back what nobody uses.
 */
export function forgetRequests(server: Server): void {
  let requestedAt = 0
  let collectedAt = 0
  let isDirty = false
  server.on('connection', overwriteRead)
  server.on('request', (request, response) => {
    requestedAt = performance.now()
    isDirty ||= bringsCredential(request)
    if (request.method === 'GET' || request.method === 'HEAD') return
    isDirty = true
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
}

/** A visitor's own, in the header of a gate's question. */
function bringsCredential({ headers }: IncomingMessage): boolean {
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
