import type { Reach } from '../core/executor.ts'
import { placeName } from '../core/probe-target.ts'
import { Refusal } from '../core/refusal.ts'

/** The administrator's way in; an executor of a server takes no other. */
export type Administrator = Extract<Reach, { readonly by: 'administrator' }>

/** How long a connection or an answer may take. */
export const serverMilliseconds = 10_000

/** The server is well and this administrator is not let in, or not let do it: PostgreSQL, MySQL, LDAP (RFC 4511). */
const notAllowed: ReadonlySet<unknown> = new Set([
  '28000',
  '28P01',
  '42501',
  'ER_ACCESS_DENIED_ERROR',
  'ER_DBACCESS_DENIED_ERROR',
  'ER_HOST_NOT_PRIVILEGED',
  'ER_SPECIFIC_ACCESS_DENIED_ERROR',
  'ER_TABLEACCESS_DENIED_ERROR',
  49,
  50,
])

/** The way in as an administrator; a file instead is a fault of ours. */
export function asAdministrator(reach: Reach): Administrator {
  if (reach.by !== 'administrator') throw new TypeError('This executor logs in to a server')
  return reach
}

/** Does one thing at the server and turns its fault into a refusal that names the place, never what was sent. */
export async function atServer<T>(
  { place, as }: Administrator,
  step: 'log-in' | 'look' | 'change' | 'restore',
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal) throw error
    const { code } = error as { readonly code?: string | number }
    const cause = typeof code === 'number' || /^\w{1,40}$/.test(code ?? '') ? String(code) : 'no code'
    const kind = notAllowed.has(code) ? 'forbidden' : 'unavailable'
    throw new Refusal(kind, 'rotate-server', { at: placeName(place), as, step, cause })
  }
}
