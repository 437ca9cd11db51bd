import type { Scope, Token } from '../core/token.ts'
import { nameOf, type Route } from './route.ts'

/**
 * Who may: `everybody`; `listed` = whoever the service's own allowlist lets in; otherwise a token with one of these
 * scopes (`admin` includes all), from a listed address.
 */
export type Access = 'everybody' | 'listed' | readonly Scope[]

/** The authorization matrix. A route without an entry, or an entry without a route, stops the program. */
export const matrix: Readonly<Record<string, Access>> = {
  'GET /healthz': 'everybody',
  'GET /readyz': 'everybody',
  'GET /metrics': 'listed',
  'GET /openapi.json': 'listed',
  'GET /docs': 'listed',
  'POST /api/v1/passwords/rate': ['rate', 'read'],
  'POST /api/v1/passwords/generate': ['rate', 'read'],
  'POST /api/v1/policies/what-if': ['read'],
  'GET /api/v1/systems': ['read'],
  'GET /api/v1/systems/{id}': ['read'],
  'PUT /api/v1/systems/{id}': ['write'],
  'DELETE /api/v1/systems/{id}': ['write'],
  'GET /api/v1/servers': ['read'],
  'GET /api/v1/servers/{id}': ['read'],
  'PUT /api/v1/servers/{id}': ['write'],
  'DELETE /api/v1/servers/{id}': ['write'],
  'POST /api/v1/systems/{id}/account-lists': ['import'],
  'GET /api/v1/systems/{id}/account-lists/{list}': ['read', 'import'],
  'GET /api/v1/systems/{id}/accounts': ['read'],
  'POST /api/v1/audits': ['write'],
  'GET /api/v1/audits/{id}': ['read'],
  'GET /api/v1/audits/{id}/report.{format}': ['read'],
  'GET /api/v1/attacks': ['read'],
  'GET /api/v1/findings': ['read'],
  'GET /api/v1/findings/{id}': ['read'],
  'POST /api/v1/findings/{id}/waiver': ['write'],
  'DELETE /api/v1/findings/{id}/waiver': ['write'],
  'GET /api/v1/rotation-tasks': ['read'],
  'GET /api/v1/rotation-tasks.ics': ['read'],
  'GET /api/v1/rotation-tasks/{id}': ['read'],
  'POST /api/v1/rotation-tasks': ['write'],
  'POST /api/v1/rotation-tasks/{id}/claim': ['write'],
  'POST /api/v1/rotation-tasks/{id}/verify': ['write'],
  'POST /api/v1/rotation-tasks/{id}/recheck': ['write'],
  'POST /api/v1/rotation-tasks/{id}/places/{place}': ['write'],
  'DELETE /api/v1/rotation-tasks/{id}/places/{place}': ['write'],
  'GET /api/v1/systems/{id}/accounts/{login}/places': ['read'],
  'PUT /api/v1/systems/{id}/accounts/{login}/places': ['write'],
  'POST /api/v1/leavers': ['write'],
  'POST /api/v1/rotation-tasks/{id}/waive': ['write'],
  'POST /api/v1/rotation-tasks/{id}/cancel': ['write'],
  'POST /api/v1/rotation-tasks/{id}/remind': ['write'],
  'GET /api/v1/reminders': ['read'],
  'POST /api/v1/handovers': ['write'],
  'DELETE /api/v1/handovers/{id}': ['write'],
  'GET /handovers/{link}': 'listed',
  'POST /handovers/{link}': 'listed',
  'GET /api/v1/systems/{id}/allowlist': ['read'],
  'PUT /api/v1/systems/{id}/allowlist': ['write'],
  'POST /api/v1/systems/{id}/allowlist/entries': ['write'],
  'DELETE /api/v1/systems/{id}/allowlist/entries': ['write'],
  'DELETE /api/v1/systems/{id}/allowlist/entries/{network}': ['write'],
  'GET /api/v1/systems/{id}/allowlist/exports/{target}': ['read'],
  'POST /api/v1/systems/{id}/inspection': ['write'],
  'GET /api/v1/systems/{id}/inspection': ['read'],
  'GET /api/v1/systems/{id}/sync-reports': ['read'],
  'POST /api/v1/systems/{id}/sync-reports': ['read'],
  'DELETE /api/v1/systems/{id}/sync-reports': ['write'],
  'GET /api/v1/systems/{id}/decision': ['read'],
  'POST /api/v1/decisions': ['decide'],
  'GET /api/v1/decisions': ['read'],
  'POST /api/v1/tokens': ['admin'],
  'GET /api/v1/tokens': ['admin'],
  'DELETE /api/v1/tokens/{id}': ['admin'],
  'GET /api/v1/log': ['admin'],
  'GET /api/v1/log/verify': ['admin'],
}

/** The matrix by route; throws where routes and matrix do not cover each other. */
export function readMatrix(routes: readonly Route[]): ReadonlyMap<Route, Access> {
  const names = new Set(routes.map(nameOf))
  const orphan = Object.keys(matrix).find(name => !names.has(name))
  if (orphan !== undefined) throw new TypeError(`The authorization matrix names ${orphan}, which is no route`)
  return new Map(
    routes.map(route => {
      const access = matrix[nameOf(route)]
      if (access === undefined) throw new TypeError(`${nameOf(route)} is not in the authorization matrix`)
      return [route, access] as const
    }),
  )
}

/** Whether the token has one of the scopes. */
export function mayUse(token: Token, needed: readonly Scope[]): boolean {
  return token.scopes.includes('admin') || needed.some(scope => token.scopes.includes(scope))
}
