import type { ConnectionOptions } from 'node:tls'
import type { ProbePlace } from '../core/probe-target.ts'
import type { Secret } from '../core/secret.ts'
import { tlsOptions } from './tls.ts'

/** One login at a server, and where the connection goes: the pinned address, or the host as declared. */
export interface ServerLogin {
  readonly at: string
  readonly login: string
  readonly password: Secret
  readonly milliseconds: number
}

/** What `pg` is told of a login. */
export function postgresqlLogin(place: ProbePlace, { at, login, password, milliseconds }: ServerLogin) {
  return {
    host: at,
    port: place.port,
    user: login,
    password: password.reveal(),
    database: place.database ?? 'postgres',
    application_name: 'kagimori',
    ssl: place.tls === 'none' ? false : tlsOptions(place),
    connectionTimeoutMillis: milliseconds,
  }
}

/** What `mysql2` is told of a login; the host is always the declared one, whose name the certificate must carry. */
export function mysqlLogin(place: ProbePlace, { login, password, milliseconds }: Omit<ServerLogin, 'at'>) {
  return {
    host: place.host,
    user: login,
    password: password.reveal(),
    connectTimeout: milliseconds,
    ...(place.tls === 'none' ? {} : { ssl: { rejectUnauthorized: true, verifyIdentity: true } }),
  }
}

/** What `ldapts` is told of a directory; StartTLS, where it is wanted, comes after. */
export function directoryAt(
  place: ProbePlace,
  { at, milliseconds }: Pick<ServerLogin, 'at' | 'milliseconds'>,
): { readonly url: string; readonly connectTimeout: number; readonly tlsOptions?: ConnectionOptions } {
  const isImplicit = place.tls === 'implicit'
  return {
    url: `${isImplicit ? 'ldaps' : 'ldap'}://${at.includes(':') ? `[${at}]` : at}:${place.port}`,
    connectTimeout: milliseconds,
    ...(isImplicit ? { tlsOptions: tlsOptions(place) } : {}),
  }
}

/** A login that is no name of the directory yet becomes `uid=…` below the declared base (RFC 4514). */
export function directoryName(login: string, { database }: Pick<ProbePlace, 'database'>): string {
  if (database === undefined || /[=@\\]/.test(login)) return login
  return `uid=${login.replace(/([,+"<>;#])/g, '\\$1')},${database}`
}
