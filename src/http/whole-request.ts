import type { IncomingHttpHeaders } from 'node:http'

/** A request that came whole; header names in small letters, each of them once. */
export interface WholeRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: IncomingHttpHeaders
  /** A view of the bytes it was read from. */
  readonly body: Buffer
  /** Bytes of it all. */
  readonly length: number
}

const headEnd = Buffer.from('\r\n\r\n')
const mostHeadBytes = 8 * 1024
const mostHeaders = 64
const mostBodyBytes = 8 * 1024
const requestLine = /^(GET|POST) (\/[\w!$%&'()*+,./:;=?@~-]*) HTTP\/1\.1$/
// No underscore, which servers behind may read as a hyphen; no white space before the colon (RFC 9112, section 5.1).
const headerName = /^[!#$%&'*+.^`|~a-z0-9-]+$/
const headerValue = /^[\t -~]*$/
/** What says how the rest of the connection is to be read, or that more is to come. */
const framing = new Set(['content-encoding', 'expect', 'te', 'trailer', 'transfer-encoding', 'upgrade'])

/**
 * Reads the request (RFC 9112) that `bytes` begin with, in the one form ordinary programs write: HTTP/1.1, GET
 * without a body or POST with a Content-Length, no header twice, the connection kept, and all of it there. Anything else
 * is undefined, not refused: it is left to Node's own parser, which must read whatever this reads the same way.
 */
export function readWholeRequest(bytes: Buffer): WholeRequest | undefined {
  const headLength = bytes.indexOf(headEnd)
  if (headLength < 0 || headLength > mostHeadBytes) return undefined
  const [first = '', ...lines] = bytes.toString('latin1', 0, headLength).split('\r\n')
  const [, method, url = ''] = requestLine.exec(first) ?? []
  if (method === undefined || lines.length > mostHeaders) return undefined
  const headers = readHeaders(lines)
  if (headers === undefined) return undefined
  const bodyLength = lengthOf(headers, method)
  const bodyAt = headLength + headEnd.length
  const length = bodyAt + bodyLength
  if (!(bodyLength <= mostBodyBytes && length <= bytes.length)) return undefined
  return { method: method as 'GET' | 'POST', url, headers, body: bytes.subarray(bodyAt, length), length }
}

function readHeaders(lines: readonly string[]): IncomingHttpHeaders | undefined {
  // Without a prototype it is a table from the start: names found one by one would make a class of each order of headers.
  const headers: IncomingHttpHeaders = Object.create(null)
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase()
    const value = line.slice(colon + 1)
    if (!headerName.test(name) || !headerValue.test(value)) return undefined
    if (headers[name] !== undefined || framing.has(name)) return undefined
    headers[name] = value.trim()
  }
  const isKept = headers.connection === undefined || headers.connection.toLowerCase() === 'keep-alive'
  return isKept && headers.host !== undefined ? headers : undefined
}

/** NaN where it cannot be told. */
function lengthOf(headers: IncomingHttpHeaders, method: string): number {
  const text = headers['content-length'] ?? (method === 'GET' ? '0' : '')
  return /^\d{1,6}$/.test(text) && (method === 'POST' || text === '0') ? Number(text) : Number.NaN
}
