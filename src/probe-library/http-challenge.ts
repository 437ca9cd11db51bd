import { createHash, randomBytes } from 'node:crypto'
import type { Secret } from '../core/secret.ts'

export interface Credentials {
  readonly method: string
  readonly path: string
  readonly login: string
  readonly password: Secret
}

const algorithms = new Map([
  ['md5', 'md5'],
  ['sha-256', 'sha256'],
  ['sha-512-256', 'sha512-256'],
])

/**
 * How to answer a server's challenges: by the first Digest (RFC 7616, `auth` only) that can be computed here, else by
 * Basic (RFC 7617); undefined where it asks for anything else.
 */
export function readChallenges(
  challenges: readonly string[],
): ((credentials: Credentials) => string) | undefined {
  const single = challenges.flatMap(each => each.split(/,\s*(?=(?:Basic|Digest|Bearer|Negotiate|NTLM)\b)/i))
  for (const text of single.filter(each => /^Digest\s/i.test(each))) {
    const asked = readParameters(text)
    const hash = algorithms.get((asked.algorithm ?? 'MD5').toLowerCase())
    const isAuth = asked.qop === undefined || asked.qop.split(/\s*,\s*/).includes('auth')
    if (hash !== undefined && isAuth) return credentials => digest(credentials, asked, hash)
  }
  if (!single.some(each => /^Basic\b/i.test(each))) return undefined
  return ({ login, password }) => `Basic ${Buffer.from(`${login}:${password.reveal()}`).toString('base64')}`
}

type Parameters = Readonly<Record<string, string | undefined>>

function readParameters(text: string): Parameters {
  const pairs = text.matchAll(/(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g)
  return Object.fromEntries(
    [...pairs].map(([, name = '', quoted, bare]) => [
      name.toLowerCase(),
      quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '',
    ]),
  )
}

function digest(
  { method, path, login, password }: Credentials,
  asked: Parameters,
  algorithm: string,
): string {
  const hash = (text: string) => createHash(algorithm).update(text).digest('hex')
  const { realm = '', nonce = '', opaque, qop } = asked
  const once = randomBytes(12).toString('hex')
  const secret = hash(`${login}:${realm}:${password.reveal()}`)
  const about = hash(`${method}:${path}`)
  const middle = qop === undefined ? nonce : `${nonce}:00000001:${once}:auth`
  const quoted = {
    username: login,
    realm,
    nonce,
    uri: path,
    response: hash(`${secret}:${middle}:${about}`),
    opaque,
  }
  const written = Object.entries(quoted).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}="${value.replace(/(["\\])/g, '\\$1')}"`],
  )
  const bare = qop === undefined ? [] : ['qop=auth', 'nc=00000001', `cnonce="${once}"`]
  return `Digest ${[...written, ...(asked.algorithm === undefined ? [] : [`algorithm=${asked.algorithm}`]), ...bare].join(', ')}`
}
