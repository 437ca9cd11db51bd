import { isIP } from 'node:net'
import { type ConnectionOptions, checkServerIdentity, type SecureVersion, TLSSocket } from 'node:tls'
import type { ProbeTarget, TlsFacts } from '../core/probe.ts'

/**
 * TLS that refuses any certificate but a valid one in the declared host's name, whatever address was pinned.
 * Authorities are those of this Node (`NODE_EXTRA_CA_CERTS` adds a company's own).
 */
export function tlsOptions({ host }: Pick<ProbeTarget, 'host'>): ConnectionOptions {
  return {
    ...(isIP(host) === 0 ? { servername: host } : {}),
    rejectUnauthorized: true,
    checkServerIdentity: (_name, certificate) => checkServerIdentity(host, certificate),
  }
}

/** What a socket's handshake showed; nothing for one without TLS or already gone. */
export function tlsOf(socket: unknown): { readonly tls?: TlsFacts } {
  if (!(socket instanceof TLSSocket)) return {}
  const version = socket.getProtocol()
  const end = Date.parse(socket.getPeerCertificate()?.valid_to ?? '')
  if (version === null || Number.isNaN(end)) return {}
  const problem = socket.authorizationError as Error | string | undefined | null
  const named = typeof problem === 'string' ? problem : (problem as { code?: string } | undefined)?.code
  return {
    tls: {
      version,
      validUntil: new Date(end).toISOString(),
      verified: socket.authorized,
      ...(socket.authorized ? {} : { problem: named ?? String(problem) }),
    },
  }
}

/** For looking at a certificate, never for sending a password. */
export const lenient: ConnectionOptions = { rejectUnauthorized: false }

const versions: readonly SecureVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3']

/** The TLS versions with which `shake` comes to a handshake, one at a time, old ciphers allowed. */
export async function acceptedVersions(
  shake: (options: ConnectionOptions) => Promise<unknown>,
): Promise<readonly string[]> {
  const accepted: string[] = []
  for (const version of versions) {
    const only = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT:@SECLEVEL=0' }
    if (await shake({ ...lenient, ...only }).catch(() => false)) accepted.push(version)
  }
  return accepted
}
