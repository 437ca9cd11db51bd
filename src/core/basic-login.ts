import type { Fields } from './gate.ts'
import { type GateLogin, gateLogin, malformedLogin, readOctetText } from './gate-login.ts'

const scheme = /^\s*Basic(?=[\s,=]|$)\s*/i
const base64 = /^[A-Za-z0-9+/]*/
/** Padding counts for nothing, too little of it or too much. */
const padding = /^=*\s*$/

/**
 * The Basic credential (RFC 7617) of a request, nothing where there is none. Read as leniently as nginx and Apache do:
 * whatever they log in as somebody is decided here about the same. What stands behind the base64 is skipped by some
 * servers and read on by others, to another password: there the login is named, and the whole is malformed, as is
 * everything else that calls itself Basic, or a second Authorization beside it.
 */
export function readBasicLogin(headers: Fields): GateLogin {
  const header = Object.hasOwn(headers, 'authorization') ? headers.authorization : undefined
  if (header === undefined) return {}
  if (typeof header !== 'string') return malformedLogin
  const [named] = scheme.exec(header) ?? []
  if (named === undefined) return {}
  const written = header.slice(named.length)
  const [encoded = ''] = base64.exec(written) ?? []
  const text = readOctetText(decode(encoded))
  const colon = text.indexOf(':')
  if (colon < 1) return malformedLogin
  const read = gateLogin(text.slice(0, colon), text.slice(colon + 1))
  if (read.login === undefined || padding.test(written.slice(encoded.length))) return read
  return { login: read.login, ...malformedLogin }
}

/** A single last character is half a byte, which says nothing; nor do the last bits of an unfinished byte. */
function decode(encoded: string): Uint8Array {
  const whole = encoded.length % 4 === 1 ? encoded.slice(0, -1) : encoded
  return Uint8Array.fromBase64(whole, { lastChunkHandling: 'loose' })
}
