import { randomUUID } from 'node:crypto'
import { Refusal } from '../core/refusal.ts'
import { problemOf } from './problem.ts'

/** Node's own answers to what it cannot read as a request, by the code of its error. */
const statusLines: ReadonlyMap<string | undefined, string> = new Map([
  ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', '413 Payload Too Large'],
  ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
])

/**
 * The last answer on a connection that brought no HTTP. Where people write Japanese into an address, as `curl` lets
 * them, it is a problem that says so; nobody's language is known by then.
 */
export function unreadAnswer(code: string | undefined): string {
  if (code !== 'HPE_INVALID_URL') return head(statusLines.get(code) ?? '400 Bad Request', 0)
  const problem = JSON.stringify(problemOf(new Refusal('malformed', 'http-raw-address'), 'en', randomUUID()))
  const type = 'Content-Type: application/problem+json; charset=utf-8\r\n'
  return `${head('400 Bad Request', Buffer.byteLength(problem), type)}${problem}`
}

function head(status: string, length: number, type = ''): string {
  return `HTTP/1.1 ${status}\r\n${type}Content-Length: ${length}\r\nConnection: close\r\n\r\n`
}
