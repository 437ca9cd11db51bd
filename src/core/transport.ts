import { enumerate } from './enumeration.ts'
import type { Sentence } from './message.ts'
import { bad, good, unknown, type Verdict } from './rule.ts'
import type { Severity } from './severity.ts'
import type { Endpoint, System } from './system.ts'

/** How a password reaches an endpoint: always encrypted, only if the client asks for it, in clear, or not declared. */
export type Transport = 'encrypted' | 'optional' | 'plain' | 'undeclared'

export type Service =
  | 'files'
  | 'web'
  | 'webdav'
  | 'mailbox'
  | 'submission'
  | 'terminal'
  | 'desktop'
  | 'database'
  | 'directory'

interface Protocol {
  readonly service: Service
  /** What the name alone says: `ftp` is plain, `ftps` encrypted, `imap` may be either. */
  readonly transport: Transport
  /** Encrypts by itself, not by TLS. */
  readonly itself?: true
  /** Port on which TLS begins with the first byte, whatever the name. */
  readonly implicitPort?: number
}

const known: Readonly<Record<string, Protocol>> = {
  ftp: { service: 'files', transport: 'plain', implicitPort: 990 },
  ftps: { service: 'files', transport: 'encrypted' },
  sftp: { service: 'files', transport: 'encrypted', itself: true },
  tftp: { service: 'files', transport: 'plain' },
  http: { service: 'web', transport: 'plain' },
  https: { service: 'web', transport: 'encrypted' },
  webdav: { service: 'webdav', transport: 'plain' },
  webdavs: { service: 'webdav', transport: 'encrypted' },
  imap: { service: 'mailbox', transport: 'undeclared', implicitPort: 993 },
  imaps: { service: 'mailbox', transport: 'encrypted' },
  pop3: { service: 'mailbox', transport: 'undeclared', implicitPort: 995 },
  pop3s: { service: 'mailbox', transport: 'encrypted' },
  smtp: { service: 'submission', transport: 'undeclared', implicitPort: 465 },
  submission: { service: 'submission', transport: 'undeclared', implicitPort: 465 },
  smtps: { service: 'submission', transport: 'encrypted' },
  submissions: { service: 'submission', transport: 'encrypted' },
  ssh: { service: 'terminal', transport: 'encrypted', itself: true },
  telnet: { service: 'terminal', transport: 'plain', implicitPort: 992 },
  rsh: { service: 'terminal', transport: 'plain' },
  rlogin: { service: 'terminal', transport: 'plain' },
  rexec: { service: 'terminal', transport: 'plain' },
  vnc: { service: 'desktop', transport: 'plain' },
  rdp: { service: 'desktop', transport: 'encrypted' },
  mysql: { service: 'database', transport: 'undeclared' },
  mariadb: { service: 'database', transport: 'undeclared' },
  postgresql: { service: 'database', transport: 'undeclared' },
  sqlserver: { service: 'database', transport: 'undeclared' },
  oracle: { service: 'database', transport: 'undeclared' },
  mongodb: { service: 'database', transport: 'undeclared' },
  redis: { service: 'database', transport: 'plain' },
  rediss: { service: 'database', transport: 'encrypted' },
  ldap: { service: 'directory', transport: 'undeclared', implicitPort: 636 },
  ldaps: { service: 'directory', transport: 'encrypted' },
}
/** Endpoints are declared with any name. */
const protocols = new Map(Object.entries(known))

const declared: Readonly<Record<NonNullable<Endpoint['tls']>, Transport>> = {
  none: 'plain',
  optional: 'optional',
  required: 'encrypted',
  implicit: 'encrypted',
}

/** How a password reaches this endpoint; what the owner declares counts more than the protocol's name. */
export function transportOf({ protocol, port, tls }: Endpoint): Transport {
  const spoken = protocols.get(protocol)
  if (spoken?.itself) return 'encrypted'
  if (tls !== undefined) return declared[tls]
  return spoken?.implicitPort === port ? 'encrypted' : (spoken?.transport ?? 'undeclared')
}

/** What the endpoint is there for; undefined for a protocol not in the table. */
export function serviceOf({ protocol }: Endpoint): Service | undefined {
  return protocols.get(protocol)?.service
}

/** Whether the endpoint speaks TLS, as far as declared or said by its protocol. */
export function speaksTls(endpoint: Endpoint): boolean {
  const transport = transportOf(endpoint)
  return !protocols.get(endpoint.protocol)?.itself && (transport === 'encrypted' || transport === 'optional')
}

/** Whether a login leaves the machine: not on loopback, not on a system that only its own server reaches. */
export function crossesNetwork({ host }: Endpoint, { exposure }: Pick<System, 'exposure'>): boolean {
  return exposure !== 'localhost' && !/^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i.test(host)
}

/** Whether a password may cross the network in clear here: never encrypted, or only if the client asks. */
export function isPlaintext(endpoint: Endpoint, system: Pick<System, 'exposure'>): boolean {
  const transport = transportOf(endpoint)
  return crossesNetwork(endpoint, system) && (transport === 'plain' || transport === 'optional')
}

/** An endpoint as written in sentences and evidence: `ftp://files.aoba.example:21`. */
export function endpointName({ protocol, host, port }: Endpoint): string {
  return `${protocol}://${host}:${port}`
}

/** The sentence every rule about endpoints has for its reason `no-endpoints`. */
export const noEndpoints: Sentence = {
  en: 'The system declares no endpoints, so nobody can tell how its passwords travel.',
  ja: '接続口(エンドポイント)が登録されていないため、パスワードの通信経路を判断できません。',
}

/**
 * Judges the endpoints that `concerns` picks out of those on the network. Reasons: `plain`, `optional` (milder where
 * `optional` says so), `undeclared` and `no-endpoints`; the endpoints stand in the values and the evidence.
 */
export function judgeTransport(
  system: System,
  concerns: (endpoint: Endpoint) => boolean,
  optional?: Severity,
): Verdict {
  if (system.endpoints.length === 0) return unknown('no-endpoints')
  const concerned = system.endpoints.filter(
    endpoint => concerns(endpoint) && crossesNetwork(endpoint, system),
  )
  const names = (transport: Transport) =>
    concerned.filter(endpoint => transportOf(endpoint) === transport).map(endpointName)
  const plain = names('plain')
  if (plain.length > 0)
    return bad('plain', { endpoints: enumerate(plain) }, { evidence: { endpoints: plain } })
  const offered = names('optional')
  if (offered.length > 0) {
    const more = {
      evidence: { endpoints: offered },
      ...(optional === undefined ? {} : { severity: optional }),
    }
    return bad('optional', { endpoints: enumerate(offered) }, more)
  }
  const undeclared = names('undeclared')
  return undeclared.length > 0 ? unknown('undeclared', { endpoints: enumerate(undeclared) }) : good
}
