import type { ProbeTarget } from './probe.ts'
import type { Endpoint, System } from './system.ts'
import { transportOf } from './transport.ts'

/** Protocols that begin with TLS on whatever port; `ftps` is not among them (RFC 4217 upgrades). */
const implicitNames: ReadonlySet<string> = new Set([
  'imaps',
  'pop3s',
  'smtps',
  'submissions',
  'ldaps',
  'https',
  'webdavs',
])

/** One place to knock at, before its name is resolved. */
export type ProbePlace = Omit<ProbeTarget, 'address'>

/**
 * Where a system's passwords can be tried: its declared login endpoints among the protocols that are spoken, those
 * with TLS first. In clear only where the owner has declared `tls: none`; a protocol's name alone never says so.
 */
export function probePlaces(
  { endpoints }: Pick<System, 'endpoints'>,
  spoken: ReadonlySet<string>,
): readonly ProbePlace[] {
  const places = endpoints
    .filter(({ purpose }) => purpose !== 'public')
    .map(endpoint => placeOf(endpoint))
    .filter(({ protocol }) => spoken.has(protocol))
  return [...places.filter(({ tls }) => tls !== 'none'), ...places.filter(({ tls }) => tls === 'none')]
}

/** A place as written in proofs and in the log: `imap://mail.aoba.example:143`. */
export function placeName({ protocol, host, port }: Pick<ProbePlace, 'protocol' | 'host' | 'port'>): string {
  return `${protocol.replace(/-form$/, '')}://${host}:${port}`
}

function placeOf(endpoint: Endpoint): ProbePlace {
  const { protocol, host, port, path, form, database } = endpoint
  return {
    protocol: form === undefined ? protocol : `${protocol}-form`,
    host,
    port,
    tls: tlsUseOf(endpoint),
    ...(path === undefined ? {} : { path }),
    ...(form === undefined ? {} : { form }),
    ...(database === undefined ? {} : { database }),
  }
}

function tlsUseOf({ protocol, host, port, tls }: Endpoint): ProbeTarget['tls'] {
  if (tls === 'none' || tls === 'implicit') return tls
  if (implicitNames.has(protocol)) return 'implicit'
  // HTTP has no upgrade: with TLS declared it begins with it, else the probe refuses to go on.
  if (protocol === 'http' || protocol === 'webdav') return tls === undefined ? 'upgrade' : 'implicit'
  if (tls !== undefined || (protocol === 'ftps' && port === 21)) return 'upgrade'
  return transportOf({ protocol, host, port }) === 'encrypted' ? 'implicit' : 'upgrade'
}
