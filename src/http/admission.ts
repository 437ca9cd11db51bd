import type { Network } from '../core/network.ts'
import { Refusal } from '../core/refusal.ts'
import type { Caller, EnforcerContract } from '../enforcer.ts'
import { clientAddress } from './client-address.ts'
import type { Asked } from './enquiry.ts'
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
  route: Pick<Route, 'limit' | 'tokenInQuery'>,
  access: Access,
  request: Asked,
  query: Readonly<Record<string, unknown>>,
): Promise<Caller> {
  const caller = await counted(admission, request, () =>
    recognise(admission, access, request, route.tokenInQuery === true ? query.token : undefined),
  )
  if (typeof access === 'string' || access.includes('decide')) return caller
  await admission.consume('address', caller.ip)
  await admission.consume('token', caller.actor)
  if (route.limit !== undefined) await admission.consume(route.limit, caller.actor)
  return caller
}

/** Who asks, if the address, the token and its scopes let him; from memory alone and uncounted. */
export function recognise(
  admission: Admission,
  access: Access,
  request: Asked,
  tokenInQuery?: unknown,
): Caller {
  if (access === 'everybody') return { actor: anonymous, ip: '' }
  const ip = addressOf(admission, request)
  if (!admission.enforcer.admits(ip)) throw new Refusal('forbidden', 'http-address', { ip })
  if (access === 'listed') return { actor: anonymous, ip }
  return recogniseToken(admission, access, readToken(request, tokenInQuery), ip)
}

/**
 * Which server asks at a gate. Its own address is that of its connection: the X-Forwarded-For beside it speaks of its
 * visitors, and with `own-header` so does Authorization, unless it is a token of ours and no header of our own came.
 */
export function recogniseServer(
  admission: Admission,
  kind: 'own-header' | 'any-header',
  request: Asked,
): Caller {
  const ip = clientAddress(request.socket.remoteAddress, undefined, [])
  if (!admission.enforcer.admits(ip)) throw new Refusal('forbidden', 'http-address', { ip })
  const text = kind === 'any-header' ? readToken(request, undefined) : readServerToken(request)
  if (text === undefined) throw new Refusal('unauthenticated', 'http-token')
  return recogniseToken(admission, ['decide'], text, ip)
}

function recogniseToken(
  { enforcer }: Admission,
  access: Exclude<Access, string>,
  text: string,
  ip: string,
): Caller {
  const token = enforcer.authenticate(text, ip)
  if (mayUse(token, access)) return { actor: token.id, ip }
  const needed = access.join(' / ')
  throw new Refusal('forbidden', 'http-scope', { needed, name: token.name, held: token.scopes.join(', ') })
}

const strangers: ReadonlySet<string> = new Set([
  'http-address',
  'token-unknown',
  'token-expired',
  'token-network',
])

/**
 * Counts a refused stranger against his address; refuses with `limited` instead once there were too many. A right
 * token is never counted: nobody locks out a neighbour behind the same address.
 */
export async function countStranger(admission: Admission, request: Asked, error: unknown): Promise<void> {
  if (error instanceof Refusal && strangers.has(error.key)) {
    await admission.consume('failure', addressOf(admission, request))
  }
}

async function counted<T>(admission: Admission, request: Asked, work: () => T): Promise<T> {
  try {
    return work()
  } catch (error) {
    await countStranger(admission, request, error)
    throw error
  }
}

function addressOf({ trustedProxies }: Admission, { headers, socket }: Asked): string {
  return clientAddress(socket.remoteAddress, headers['x-forwarded-for']?.toString(), trustedProxies)
}

/** The token as sent: X-Kagimori-Token first, so that a visitor's own Authorization can pass through beside it. */
function readToken(request: Asked, fromQuery: unknown): string {
  const own = readOwnToken(request)
  if (own !== undefined) return own
  const { authorization } = request.headers
  if (authorization === undefined) {
    if (typeof fromQuery === 'string' && fromQuery !== '') return fromQuery
    throw new Refusal('unauthenticated', 'http-token')
  }
  const text = /^Bearer +([\w.~+/=-]+) *$/i.exec(authorization)?.[1]
  if (text === undefined) throw new Refusal('unauthenticated', 'http-token-form')
  return text
}

/**
 * A proxy that sends X-Kagimori-Token, were it an empty one, speaks for itself there alone: its visitor's Authorization
 * counts for nothing. Where it sends none, a visitor whose token passed through could only ask what he may ask himself;
 * his address decides as before.
 */
function readServerToken(request: Asked): string | undefined {
  const { authorization, 'x-kagimori-token': own } = request.headers
  if (own !== undefined) return readOwnToken(request)
  return /^Bearer +(kgm_\w+) *$/i.exec(authorization ?? '')?.[1]
}

function readOwnToken({ headers }: Asked): string | undefined {
  const own = headers['x-kagimori-token']
  return typeof own === 'string' && own !== '' ? own : undefined
}
