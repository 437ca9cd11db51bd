import type { Question } from './decision.ts'
import type { Fields } from './gate.ts'
import { Secret } from './secret.ts'

/** Who asks to come in and with what, or that this does not read: then nobody is looked up for it. */
export type GateLogin = Pick<Question, 'login' | 'password' | 'unread'>

/** Which fields hold them; `mayBeEmpty` where a server writes an empty login for nobody. */
export interface LoginFields {
  readonly login: string
  readonly password?: string
  readonly mayBeEmpty?: boolean
}

export const malformedLogin = { unread: 'malformed' } as const

const longestText = 4_096
/** No account's login is as long. */
const longestLogin = 320
/** C strings end at a NUL, lines at a line end: what a server reads of such a text is not what we would read. */
const control = /\p{Cc}/u
/** What stands where bytes were no text. */
const replaced = '\ufffd'

/**
 * The login and the password of a question. Malformed, not absent, is a field that comes twice, is no text, is beyond
 * all measure or holds control characters: a server behind may read another login in it, or another password.
 */
export function readGateLogin(fields: Fields, { login, password, mayBeEmpty }: LoginFields): GateLogin {
  const name = Object.hasOwn(fields, login) ? fields[login] : undefined
  const isNobody = name === undefined || (name === '' && mayBeEmpty === true)
  const secret = password !== undefined && Object.hasOwn(fields, password) ? fields[password] : undefined
  const isBare = secret === undefined || secret === ''
  if (!isNobody && !isLogin(name)) return malformedLogin
  const known = isNobody ? {} : { login: name.slice(0, longestLogin) }
  if (isBare) return known
  return isText(secret) ? { ...known, password: new Secret(secret) } : { ...known, ...malformedLogin }
}

/** As `readGateLogin`, of a login and a password that were read already. */
export function gateLogin(login: string, password: string): GateLogin {
  if (!isLogin(login)) return malformedLogin
  const known = { login: login.slice(0, longestLogin) }
  return isText(password) ? { ...known, password: new Secret(password) } : { ...known, ...malformedLogin }
}

/** Bytes as a text: UTF-8, or Latin-1 where they are none. */
export function readOctetText(bytes: Uint8Array): string {
  try {
    return decodeURIComponent(bytes.toHex().replace(/../g, '%$&'))
  } catch {
    return Array.from(bytes, byte => String.fromCharCode(byte)).join('')
  }
}

function isLogin(value: unknown): value is string {
  return isText(value) && value !== '' && !value.includes(replaced)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestText && !control.test(value)
}
