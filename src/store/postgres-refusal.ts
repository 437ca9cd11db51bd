import type { MessageKey } from '../core/message.ts'
import { Refusal } from '../core/refusal.ts'

/** What keeps a PostgreSQL from opening that an administrator can mend, by SQLSTATE or the driver's and system's code. */
const causes: readonly (readonly [code: RegExp, key: MessageKey])[] = [
  [/^(28|3D)/, 'store-login'],
  [/^42501$/, 'store-right'],
  [/^ERR_INVALID_URL$/, 'store-url'],
  [/^(08|53300$|57P)|CERT|_TLS_|^E[A-Z]+$/, 'store-unreached'],
]

/** The driver's own complaints have no code. */
const plainCauses: readonly (readonly [message: RegExp, code: string])[] = [
  [/password must be a/, '28P01'],
  [/does not support SSL|terminated|not queryable/, '08001'],
]

const usualPort = '5432'

/**
 * The refusal for a PostgreSQL that cannot be reached or used as its address has it, with host, port and code, never the
 * password; undefined for any other fault.
 */
export function postgresRefusal(error: unknown, url: string): Refusal | undefined {
  const code = codeOf(error)
  if (code === undefined) return undefined
  const key = causes.find(([sign]) => sign.test(code))?.[1]
  return key && new Refusal('invalid', key, { place: placeOf(url), code })
}

/** Whether an error says that the database is not there, or no longer. */
export function isUnreached(error: unknown): boolean {
  const code = codeOf(error)
  return code !== undefined && causes.find(([sign]) => sign.test(code))?.[1] === 'store-unreached'
}

function codeOf(error: unknown): string | undefined {
  const { code: own, message = '' } = error as { readonly code?: unknown; readonly message?: string }
  const code = own ?? plainCauses.find(([sign]) => sign.test(message))?.[1]
  return typeof code === 'string' ? code : undefined
}

function placeOf(url: string): string {
  if (!URL.canParse(url)) return '?'
  const { hostname, port, searchParams } = new URL(url)
  const host = searchParams.get('host') ?? decodeURIComponent(hostname)
  return `${host === '' ? 'localhost' : host}:${port === '' ? (searchParams.get('port') ?? usualPort) : port}`
}
