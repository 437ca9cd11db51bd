import type { FormFacts } from './probe.ts'
import { Refusal } from './refusal.ts'
import type { HoursWindow } from './working-hours.ts'

/** Kinds of system people log in to. */
export const systemKinds = [
  'inventory',
  'accounting',
  'ftp',
  'webdav',
  'mail',
  'shop',
  'website',
  'points',
  'database',
  'other',
] as const
export type SystemKind = (typeof systemKinds)[number]

export const exposures = ['internet', 'intranet', 'localhost'] as const
export type Exposure = (typeof exposures)[number]

/** `report` lets everybody in and records what would have been denied; `enforce` denies. */
export type Mode = 'report' | 'enforce'

/** Kinds whose data must never be reachable from the internet. */
export const privateKinds: readonly SystemKind[] = ['inventory', 'accounting', 'points', 'database']

/** Kagimori is itself a system: its allowlist guards the API. */
export const ownSystem = 'kagimori'

/** One address a system answers on. Everything after `port` is optional declared fact; absent means unknown. */
export interface Endpoint {
  /** Lower-case protocol as in a URL: ftp ftps sftp http https webdav webdavs imap imaps pop3 pop3s smtp smtps ssh telnet vnc rdp mysql postgresql … */
  readonly protocol: string
  readonly host: string
  readonly port: number
  /** How TLS is used: never, offered but not required (STARTTLS optional), required by STARTTLS, or from the first byte. */
  readonly tls?: 'none' | 'optional' | 'required' | 'implicit'
  /** Protocol versions the endpoint accepts, e.g. `TLSv1.2`. */
  readonly tlsVersions?: readonly string[]
  readonly certificateExpiresAt?: string
  readonly certificateTrusted?: boolean
  /** What it is for; `admin` endpoints are held to stricter rules. */
  readonly purpose?: 'login' | 'admin' | 'public'
  /** Path that asks for a password over HTTP, the login form on it, and the database or directory base to log in to. */
  readonly path?: string
  readonly form?: FormFacts
  readonly database?: string
}

/** What the owner declares of a system beyond the contract's fields; an absent fact is unknown. */
export interface SystemFacts {
  readonly maxPasswordLength?: number
  readonly truncatesPasswordAt?: number
  /** The signs its passwords may hold beside letters and digits; with a letter or digit among them, all they may. */
  readonly passwordSymbols?: string
  readonly lockoutAfterFailures?: number
  readonly lockoutMinutes?: number
  readonly accessReviewedAt?: string
  readonly forcesPeriodicChange?: boolean
  readonly cardholderData?: boolean
  readonly mfaRequired?: boolean
  readonly vendorAccess?: 'always' | 'on-request' | 'none'
  readonly loginFailuresLogged?: boolean
  readonly product?: string
}

/** Something people log in to. */
export interface System {
  readonly id: string
  readonly name: string
  readonly kind: SystemKind
  readonly owner?: string
  /** Id of the server it runs on. */
  readonly server?: string
  readonly exposure: Exposure
  readonly endpoints: readonly Endpoint[]
  /** Name of the policy file without extension; default: the kind's own, else `base`. */
  readonly policy: string
  readonly mode: Mode
  /** When somebody may come in at all; absent: at any time. */
  readonly hours?: readonly HoursWindow[]
  readonly facts: SystemFacts
  /** Column mapping saved by an import (`login` → `社員番号`). */
  readonly columns: Readonly<Record<string, string>>
}

const idPattern = /^[a-z0-9][a-z0-9.-]{0,63}$/

/** Refuses what cannot be the id of a system or server. */
export function requireId(id: string): void {
  if (!idPattern.test(id)) throw new Refusal('invalid', 'system-id', { id: id.slice(0, 80) })
}

/** Words of the system itself that an attacker tries first. */
export function systemWords({ id, name, kind, server, facts, endpoints }: System): readonly string[] {
  const hosts = endpoints.flatMap(({ host }) => (/[a-z]/i.test(host) ? host.split('.') : []))
  const words = [id, name, kind, server, facts.product, ...hosts]
  return [...new Set(words.filter(word => word !== undefined))]
}

export interface Disk {
  readonly mount: string
  readonly usedPercent: number
  /** Days until full by the reporter's own trend. */
  readonly fullInDays?: number
  readonly holds?: readonly ('logs' | 'data' | 'system')[]
}

export interface LogPolicy {
  readonly rotated?: boolean
  readonly capMebibytes?: number
  readonly retentionDays?: number
  readonly shippedOffHost?: boolean
  readonly loginFailuresLogged?: boolean
}

export interface Software {
  readonly name: string
  readonly version?: string
  readonly endOfLifeAt?: string
  readonly patched?: boolean
}

/** What was reported of a server; an absent fact is unknown. */
export interface ServerFacts {
  readonly reportedAt?: string
  readonly disks?: readonly Disk[]
  readonly logs?: LogPolicy
  readonly software?: readonly Software[]
  /** Things found open that should not be: `version-banner`, `directory-listing`, `.git`, `backup-in-web-root`, `debug-page`. */
  readonly leaks?: readonly string[]
  /** Administration tools and database ports reachable from outside: `phpmyadmin`, `webmin`, `mysql:3306` … */
  readonly reachableAdmin?: readonly string[]
}

/** The machine systems run on; several systems on one server are co-located. */
export interface Server {
  readonly id: string
  readonly name: string
  readonly facts: ServerFacts
}
