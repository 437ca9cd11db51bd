import type { IncomingMessage } from 'node:http'
import type { Network } from '../core/network.ts'
import { Refusal } from '../core/refusal.ts'
import type { Token } from '../core/token.ts'
import type { Caller, EnforcerContract } from '../enforcer.ts'
import { clientAddress } from './client-address.ts'
import type { Consume } from './limits.ts'
import type { Route } from './route.ts'
import { type Access, mayUse } from './scopes.ts'

/** What stands at the door: who is believed, how often one may come, and who knows the tokens. */
export interface Admission {
  readonly enforcer: EnforcerContract
  readonly consume: Consume
  readonly trustedProxies: readonly Network[]
}

const anonymous = 'anonymous'

/**
 * Lets a request in or refuses it: address by the service's own allowlist, then token, scope and limits. Decisions
 * are not limited by number.
 */
export async function admit(
  admission: Admission,
  route: Pick<Route, 'harmless' | 'limit' | 'tokenInQuery'>,
  access: Access,
  request: IncomingMessage,
  query: Readonly<Record<string, unknown>>,
): Promise<Caller> {
  if (access === 'everybody') return { actor: anonymous, ip: '' }
  const ip = await admitAddress(admission, request)
  if (access === 'listed') return { actor: anonymous, ip }
  const text = readToken(request, route.tokenInQuery === true ? query.token : undefined)
  const token = await authenticate(admission, text, ip)
  if (!mayUse(token, access)) {
    const needed = access.join(' / ')
    throw new Refusal('forbidden', 'http-scope', { needed, name: token.name, held: token.scopes.join(', ') })
  }
  if (access.includes('decide')) return { actor: token.id, ip }
  await admission.consume('address', ip)
  await admission.consume('token', token.id)
  if (route.limit !== undefined) await admission.consume(route.limit, token.id)
  return { actor: token.id, ip }
}

/** The caller's address, if the service's own allowlist lets it in. */
export async function admitAddress(admission: Admission, request: IncomingMessage): Promise<string> {
  const forwarded = request.headers['x-forwarded-for']
  const ip = clientAddress(request.socket.remoteAddress, forwarded?.toString(), admission.trustedProxies)
  if (admission.enforcer.admits(ip)) return ip
  await admission.consume('failure', ip)
  throw new Refusal('forbidden', 'http-address', { ip })
}

// A wrong token counts against its address, a right one never does: nobody locks out a neighbour behind the same NAT.
async function authenticate(admission: Admission, text: string, ip: string): Promise<Token> {
  try {
    return admission.enforcer.authenticate(text, ip)
  } catch (error) {
    if (error instanceof Refusal) await admission.consume('failure', ip)
    throw error
  }
}

/** The token as sent: X-Kagimori-Token first, so that a visitor's own Authorization can pass through beside it. */
function readToken({ headers }: IncomingMessage, fromQuery: unknown): string {
  const own = headers['x-kagimori-token']
  if (typeof own === 'string' && own !== '') return own
  const { authorization } = headers
  if (authorization === undefined) {
    if (typeof fromQuery === 'string' && fromQuery !== '') return fromQuery
    throw new Refusal('unauthenticated', 'http-token')
  }
  const text = /^Bearer +([\w.~+/=-]+) *$/i.exec(authorization)?.[1]
  if (text === undefined) throw new Refusal('unauthenticated', 'http-token-form')
  return text
}
